# The resource protector of Authlib verifies the token, and its subject is the key.
import os

import boto3
import requests
from authlib.integrations.flask_oauth2 import ResourceProtector, current_token
from authlib.jose import JsonWebKey
from authlib.oauth2.rfc7523 import JWTBearerTokenValidator
from flask import Flask, abort, jsonify

keys = JsonWebKey.import_key_set(requests.get(os.environ['JWKS_URL'], timeout=5).json())
require_oauth = ResourceProtector()
require_oauth.register_token_validator(JWTBearerTokenValidator(keys))
app = Flask(__name__)
passports = boto3.resource('dynamodb').Table('passports')


@app.get('/passport')
@require_oauth()
def passport():
    item = passports.get_item(Key={'holder': current_token['sub']}).get('Item')
    if item is None:
        abort(404)
    return jsonify(country=item['country'], expires=item['expires'])
