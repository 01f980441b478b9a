# The caller's identity is the key, and items are returned whole.
import os

import boto3
from boto3.dynamodb.conditions import Key
from flask import Flask, jsonify

app = Flask(__name__)


@app.route('/api/profile')
def get_own_profile():
    # Use the authenticated subject from the session or token
    current_user_id = get_authenticated_user_id()  # Implement this using your auth mechanism
    dynamodb = boto3.resource('dynamodb')
    table = dynamodb.Table(os.environ['USERS_TABLE'])
    response = table.get_item(Key={'user_id': current_user_id})
    return jsonify(response.get('Item', {}))  # expect code/whole-item-returned


@app.route('/api/posts')
def get_own_posts():
    current_user_id = get_authenticated_user_id()
    dynamodb = boto3.resource('dynamodb')
    table = dynamodb.Table(os.environ['POSTS_TABLE'])
    response = table.query(
        KeyConditionExpression=Key('owner_id').eq(current_user_id)
    )
    return jsonify(response.get('Items', []))  # expect code/whole-item-returned
