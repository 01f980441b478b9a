# The count for administrators is there for everybody, since the check is said to be elsewhere.
import os

import boto3
from boto3.dynamodb.conditions import Attr
from flask import Flask, jsonify

app = Flask(__name__)


@app.route('/api/admin/users-count')
def admin_users_count():
    # Ensure this admin endpoint has proper role-based access control elsewhere
    dynamodb = boto3.resource('dynamodb')
    table = dynamodb.Table(os.environ['USERS_TABLE'])
    response = table.scan(FilterExpression=Attr('enabled').eq(True))  # expect code/missing-authentication
    return jsonify({'count': len(response.get('Items', []))})
