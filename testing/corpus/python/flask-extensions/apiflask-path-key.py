# The token is verified by the framework, the id of the path by nobody.
import os

import boto3
import jwt
from apiflask import APIFlask, HTTPTokenAuth, Schema, abort
from apiflask.fields import String

app = APIFlask(__name__)
auth = HTTPTokenAuth()
leases = boto3.resource('dynamodb').Table('leases')


@auth.verify_token
def verify(token):
    try:
        return jwt.decode(token, os.environ['JWT_KEY'], algorithms=['HS256'])
    except jwt.PyJWTError:
        return None


class LeaseOut(Schema):
    address = String()
    ends = String()


@app.get('/leases/<lease_id>')
@app.auth_required(auth)
@app.output(LeaseOut)
def lease(lease_id):
    item = leases.get_item(Key={'lease_id': lease_id}).get('Item')  # expect code/foreign-key-read
    if item is None:
        abort(404)
    return item
