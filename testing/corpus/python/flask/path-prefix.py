# In a single table, the partition is made from the user of the path.
import os

import boto3
from boto3.dynamodb.conditions import Key
from flask import Flask, abort, jsonify, session

app = Flask(__name__)
app.secret_key = os.environ['SECRET_KEY']
shop = boto3.resource('dynamodb').Table('shop')


@app.get('/users/<user_id>/orders')
def orders(user_id):
    if 'user_id' not in session:
        abort(401)
    page = shop.query(  # expect code/foreign-key-read
        KeyConditionExpression=Key('pk').eq(f'USER#{user_id}') & Key('sk').begins_with('ORDER#'),
        Limit=50,
    )
    return jsonify([{'id': i['order_id'], 'state': i['state']} for i in page['Items']])
