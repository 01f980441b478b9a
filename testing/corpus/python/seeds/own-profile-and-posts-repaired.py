# The caller's identity is the key, and fields are picked one by one.
import os

import boto3
import jwt
from boto3.dynamodb.conditions import Key
from flask import Flask, abort, jsonify, request

app = Flask(__name__)
dynamodb = boto3.resource('dynamodb')


def get_authenticated_user_id():
    token = request.headers.get('Authorization', '').removeprefix('Bearer ')
    try:
        return jwt.decode(token, os.environ['JWT_KEY'], algorithms=['HS256'])['sub']
    except jwt.PyJWTError:
        abort(401)


@app.route('/api/profile')
def get_own_profile():
    current_user_id = get_authenticated_user_id()
    table = dynamodb.Table(os.environ['USERS_TABLE'])
    item = table.get_item(Key={'user_id': current_user_id}).get('Item')
    if item is None:
        abort(404)
    return jsonify(display_name=item.get('display_name'), bio=item.get('bio'))


@app.route('/api/posts')
def get_own_posts():
    current_user_id = get_authenticated_user_id()
    table = dynamodb.Table(os.environ['POSTS_TABLE'])
    response = table.query(KeyConditionExpression=Key('owner_id').eq(current_user_id), Limit=50)
    return jsonify([{'post_id': p['post_id'], 'title': p['title']} for p in response.get('Items', [])])
