# In a single table, the partition is the caller's and the sort key the order of the path.
import os

import boto3
from boto3.dynamodb.conditions import Key
from flask import Flask, abort, jsonify, session

app = Flask(__name__)
app.secret_key = os.environ['SECRET_KEY']
shop = boto3.resource('dynamodb').Table('shop')


@app.get('/orders')
def orders():
    page = shop.query(
        KeyConditionExpression=Key('pk').eq(f"USER#{session['user_id']}") & Key('sk').begins_with('ORDER#'),
        Limit=50,
    )
    return jsonify([{'id': i['order_id'], 'state': i['state']} for i in page['Items']])


@app.get('/orders/<order_id>')
def order(order_id):
    key = {'pk': 'USER#' + session['user_id'], 'sk': f'ORDER#{order_id}'}
    item = shop.get_item(Key=key).get('Item')
    if item is None:
        abort(404)
    return jsonify(id=item['order_id'], state=item['state'], lines=item['lines'])
