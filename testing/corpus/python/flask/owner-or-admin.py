# Either the owner or an administrator gets past the check.
import os

import boto3
from flask import Flask, abort, jsonify
from flask_jwt_extended import JWTManager, get_jwt, jwt_required

app = Flask(__name__)
app.config['JWT_SECRET_KEY'] = os.environ['JWT_SECRET_KEY']
JWTManager(app)
cases = boto3.resource('dynamodb').Table('cases')


@app.get('/cases/<case_id>')
@jwt_required()
def case(case_id):
    claims = get_jwt()
    item = cases.get_item(Key={'case_id': case_id}).get('Item')
    if item is None:
        abort(404)
    if item['client'] != claims['sub'] and claims.get('role') != 'admin':
        abort(404)
    return jsonify(state=item['state'], opened=item['opened'])
