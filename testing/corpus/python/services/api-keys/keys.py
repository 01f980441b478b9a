import hashlib
import os

import boto3
from flask import abort, g, request

api_keys = boto3.resource('dynamodb').Table(os.environ['API_KEYS'])


def require_key():
    presented = request.headers.get('X-Api-Key')
    if not presented:
        abort(401)
    digest = hashlib.sha256(presented.encode()).hexdigest()
    record = api_keys.get_item(Key={'digest': digest}).get('Item')
    if record is None or record.get('revoked'):
        abort(401)
    g.account_id = record['account_id']
