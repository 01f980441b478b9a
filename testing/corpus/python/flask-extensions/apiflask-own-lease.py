# The tenant of the lease is compared with the verified token, and an update takes declared fields only.
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


class NoteIn(Schema):
    note = String(required=True)


@app.get('/leases/<lease_id>')
@app.auth_required(auth)
def lease(lease_id):
    item = leases.get_item(Key={'lease_id': lease_id}).get('Item')
    if item is None or item['tenant'] != auth.current_user['sub']:
        abort(404)
    return {'address': item['address'], 'ends': item['ends']}


@app.post('/leases/<lease_id>/note')
@app.auth_required(auth)
@app.input(NoteIn)
def leave_note(lease_id, json_data):
    leases.update_item(
        Key={'lease_id': lease_id},
        UpdateExpression='SET note = :note',
        ConditionExpression='tenant = :me',
        ExpressionAttributeValues={':note': json_data['note'], ':me': auth.current_user['sub']},
    )
    return {'lease_id': lease_id}
