# A subscription can be read without any sign of who is calling.
import boto3
from flask import Flask, abort, jsonify

app = Flask(__name__)
subscriptions = boto3.resource('dynamodb').Table('subscriptions')


@app.get('/subscriptions/<subscription_id>')
def subscription(subscription_id):
    row = subscriptions.get_item(Key={'subscription_id': subscription_id}).get('Item')  # expect code/missing-authentication
    if row is None:
        abort(404)
    return jsonify(plan=row['plan'], renews=row['renews'])
