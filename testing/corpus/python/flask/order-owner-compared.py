# The order is read by the path, and only its buyer gets to see it.
import os

import boto3
from flask import Flask, abort, jsonify
from flask_jwt_extended import JWTManager, get_jwt_identity, jwt_required

app = Flask(__name__)
app.config['JWT_SECRET_KEY'] = os.environ['JWT_SECRET_KEY']
JWTManager(app)

orders = boto3.resource('dynamodb').Table(os.environ['ORDERS_TABLE'])


@app.get('/orders/<order_id>')
@jwt_required()
def show_order(order_id):
    item = orders.get_item(Key={'order_id': order_id}).get('Item')
    if item is None or item['buyer'] != get_jwt_identity():
        abort(404)
    return jsonify(order_id=item['order_id'], total=str(item['total']), state=item['state'])
