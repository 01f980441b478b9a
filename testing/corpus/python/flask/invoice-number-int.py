# An integer converter does not say whose invoice it is.
import os

import boto3
from flask import Flask, abort, jsonify, session

app = Flask(__name__)
app.secret_key = os.environ['SECRET_KEY']
invoices = boto3.resource('dynamodb').Table('invoices')


@app.before_request
def require_login():
    if 'account_id' not in session:
        abort(401)


@app.get('/invoices/<int:number>')
def invoice(number):
    item = invoices.get_item(  # expect code/foreign-key-read
        Key={'invoice_number': number},
        ConsistentRead=True,
    ).get('Item')
    if item is None:
        abort(404)
    return jsonify(number=number, due=item['due'], total=str(item['total']))
