# The sender of the webhook proves itself by a signature of the body.
import hashlib
import hmac
import os

import boto3
from flask import Flask, abort, request

app = Flask(__name__)
payments = boto3.resource('dynamodb').Table('payments')


@app.post('/webhooks/payments')
def payment_changed():
    expected = hmac.new(os.environ['WEBHOOK_KEY'].encode(), request.get_data(), hashlib.sha256).hexdigest()
    if not hmac.compare_digest(expected, request.headers.get('X-Signature', '')):
        abort(400)
    event = request.get_json()
    payments.update_item(
        Key={'payment_id': event['payment_id']},
        UpdateExpression='SET #state = :state',
        ExpressionAttributeNames={'#state': 'state'},
        ExpressionAttributeValues={':state': event['state']},
    )
    return '', 204
