# The cookie with the id of the user carries a signature, which is verified.
import os

import boto3
from flask import Flask, abort, jsonify, request
from itsdangerous import BadSignature, URLSafeTimedSerializer

app = Flask(__name__)
baskets = boto3.resource('dynamodb').Table('baskets')
signer = URLSafeTimedSerializer(os.environ['COOKIE_KEY'], salt='basket')


def current_user_id():
    try:
        return signer.loads(request.cookies.get('session', ''), max_age=86400)
    except BadSignature:
        abort(401)


@app.get('/basket')
def basket():
    found = baskets.get_item(Key={'user_id': current_user_id()}).get('Item', {'lines': []})
    return jsonify(lines=found['lines'])
