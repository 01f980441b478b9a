# A stray quote and bracket, as the article has it, before a query by the path.
import os

import boto3
from boto3.dynamodb.conditions import Key
from flask import Flask, jsonify

app = Flask(__name__)


@app.route('/api/users/<user_id>/posts')
def get_user_posts(user_id):
    # Risk: query without ownership enforcement on the key condition
    dynamodb = boto3.resource('dynamodb')
    table = dynamodb.Table(os.environ['POSTS_TABLE']')
    response = table.query(  # expect code/missing-authentication
        KeyConditionExpression=Key('user_id').eq(user_id)
    )
    return jsonify(response.get('Items', []))  # expect code/whole-item-returned
