# The low-level client reads a batch, reads in a transaction and writes in one, by ids of the request.
import os

import boto3
from flask import Flask, jsonify, request
from flask_jwt_extended import JWTManager, jwt_required

app = Flask(__name__)
app.config['JWT_SECRET_KEY'] = os.environ['JWT_SECRET_KEY']
JWTManager(app)
client = boto3.client('dynamodb')


@app.post('/vouchers/lookup')
@jwt_required()
def lookup():
    keys = [{'code': {'S': code}} for code in request.get_json()['codes'][:100]]
    found = client.batch_get_item(RequestItems={'vouchers': {'Keys': keys}})  # expect code/foreign-key-read
    return jsonify([{'code': v['code']['S'], 'value': v['value']['N']} for v in found['Responses']['vouchers']])


@app.get('/transfers/<sender>/<receiver>')
@jwt_required()
def both(sender, receiver):
    answer = client.transact_get_items(TransactItems=[  # expect code/foreign-key-read
        {'Get': {'TableName': 'purses', 'Key': {'account': {'S': sender}}}},
        {'Get': {'TableName': 'purses', 'Key': {'account': {'S': receiver}}}},
    ])
    return jsonify([r['Item']['name']['S'] for r in answer['Responses'] if 'Item' in r])


@app.post('/transfers/<sender>/<receiver>')
@jwt_required()
def transfer(sender, receiver):
    amount = {':a': {'N': str(int(request.get_json()['amount']))}}
    client.transact_write_items(TransactItems=[  # expect code/foreign-key-write
        {'Update': {'TableName': 'purses', 'Key': {'account': {'S': sender}},
                    'UpdateExpression': 'ADD coins :a', 'ExpressionAttributeValues': amount}},
        {'Update': {'TableName': 'purses', 'Key': {'account': {'S': receiver}},
                    'UpdateExpression': 'ADD coins :a', 'ExpressionAttributeValues': amount}},
    ])
    return '', 204
