# The same calls of the low-level client, with the caller's id in every partition key.
import os
import uuid

import boto3
from flask import Flask, jsonify, request
from flask_jwt_extended import JWTManager, get_jwt_identity, jwt_required

app = Flask(__name__)
app.config['JWT_SECRET_KEY'] = os.environ['JWT_SECRET_KEY']
JWTManager(app)
client = boto3.client('dynamodb')


@app.post('/vouchers/lookup')
@jwt_required()
def lookup():
    me = get_jwt_identity()
    keys = [{'holder': {'S': me}, 'code': {'S': code}} for code in request.get_json()['codes'][:100]]
    found = client.batch_get_item(RequestItems={'vouchers': {'Keys': keys}})
    return jsonify([{'code': v['code']['S'], 'value': v['value']['N']} for v in found['Responses']['vouchers']])


@app.get('/vouchers/<code>')
@jwt_required()
def voucher(code):
    key = {'holder': {'S': get_jwt_identity()}, 'code': {'S': code}}
    answer = client.transact_get_items(TransactItems=[{'Get': {'TableName': 'vouchers', 'Key': key}}])
    item = answer['Responses'][0].get('Item')
    if item is None:
        return jsonify(error='not found'), 404
    return jsonify(value=item['value']['N'])


@app.post('/vouchers')
@jwt_required()
def issue():
    me = {'S': get_jwt_identity()}
    code = uuid.uuid4().hex
    client.transact_write_items(TransactItems=[
        {'Put': {'TableName': 'vouchers', 'Item': {'holder': me, 'code': {'S': code}, 'value': {'N': '10'}}}},
        {'Update': {'TableName': 'purses', 'Key': {'account': me},
                    'UpdateExpression': 'ADD issued :one', 'ExpressionAttributeValues': {':one': {'N': '1'}}}},
    ])
    return jsonify(code=code), 201
