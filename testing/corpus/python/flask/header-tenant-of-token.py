# The tenant of the header must be one of those in the token.
import os

import boto3
from flask import Flask, abort, jsonify, request
from flask_jwt_extended import JWTManager, get_jwt, jwt_required

app = Flask(__name__)
app.config['JWT_SECRET_KEY'] = os.environ['JWT_SECRET_KEY']
JWTManager(app)
settings = boto3.resource('dynamodb').Table('tenant-settings')


@app.get('/settings')
@jwt_required()
def tenant_settings():
    chosen = request.headers['X-Tenant-Id']
    if chosen not in get_jwt()['tenants']:
        abort(403)
    item = settings.get_item(Key={'tenant_id': chosen}).get('Item')
    if item is None:
        abort(404)
    return jsonify(locale=item['locale'], logo=item['logo_url'])
