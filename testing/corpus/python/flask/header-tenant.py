# The token says who calls, but a plain header says for which tenant.
import os

import boto3
from flask import Flask, abort, jsonify, request
from flask_jwt_extended import JWTManager, jwt_required

app = Flask(__name__)
app.config['JWT_SECRET_KEY'] = os.environ['JWT_SECRET_KEY']
JWTManager(app)
settings = boto3.resource('dynamodb').Table('tenant-settings')


@app.get('/settings')
@jwt_required()
def tenant_settings():
    tenant_id = request.headers['X-Tenant-Id']  # expect code/identity-from-client-header
    item = settings.get_item(Key={'tenant_id': tenant_id}).get('Item')
    if item is None:
        abort(404)
    return jsonify(locale=item['locale'], logo=item['logo_url'])
