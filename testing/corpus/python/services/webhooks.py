# Payments come with a signature that is verified, deliveries come with none.
import hashlib
import hmac
import json
import os

import boto3
from flask import Flask, abort, request

app = Flask(__name__)
subscriptions = boto3.resource('dynamodb').Table('subscriptions')
parcels = boto3.resource('dynamodb').Table('parcels')


def signed_by_provider(payload: bytes, signature: str) -> bool:
    expected = hmac.new(os.environ['WEBHOOK_SECRET'].encode(), payload, hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected, signature)


@app.post('/webhooks/payments')
def payments():
    payload = request.get_data()
    if not signed_by_provider(payload, request.headers.get('X-Signature', '')):
        abort(400)
    event = json.loads(payload)
    if event['type'] == 'subscription.paid':
        subscriptions.update_item(
            Key={'account_id': event['data']['account']},
            UpdateExpression='SET paid_until = :until',
            ExpressionAttributeValues={':until': event['data']['period_end']},
        )
    return '', 204


@app.post('/webhooks/deliveries')
def deliveries():
    event = request.get_json()
    parcels.update_item(  # expect code/missing-authentication
        Key={'parcel_id': event['parcel']},
        UpdateExpression='SET #s = :state',
        ExpressionAttributeNames={'#s': 'state'},
        ExpressionAttributeValues={':state': event['state']},
    )
    return '', 204
