# The profile of the path is returned whole to a caller whom nobody asked for anything.
import os

import boto3
from flask import Flask, jsonify

app = Flask(__name__)


@app.route('/api/users/<user_id>')
def get_user_profile(user_id):
    # WARNING: No authorization check to ensure the requesting user owns user_id
    dynamodb = boto3.resource('dynamodb')
    table = dynamodb.Table(os.environ['USERS_TABLE'])
    response = table.get_item(Key={'user_id': user_id})  # expect code/missing-authentication
    return jsonify(response.get('Item', {}))  # expect code/whole-item-returned
