# Administrators count the enabled users over all pages of the scan.
import os

import boto3
from boto3.dynamodb.conditions import Attr
from flask import Flask, abort, jsonify
from flask_jwt_extended import JWTManager, get_jwt, jwt_required

app = Flask(__name__)
app.config['JWT_SECRET_KEY'] = os.environ['JWT_SECRET_KEY']
JWTManager(app)
table = boto3.resource('dynamodb').Table(os.environ['USERS_TABLE'])


@app.route('/api/admin/users-count')
@jwt_required()
def admin_users_count():
    if get_jwt().get('role') != 'admin':
        abort(403)
    count, start = 0, {}
    while True:
        page = table.scan(Select='COUNT', FilterExpression=Attr('enabled').eq(True), **start)
        count += page['Count']
        if 'LastEvaluatedKey' not in page:
            return jsonify({'count': count})
        start = {'ExclusiveStartKey': page['LastEvaluatedKey']}
