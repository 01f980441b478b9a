# A header that anybody can send says who is calling.
import os

import boto3
from boto3.dynamodb.conditions import Key
from flask import Flask, abort, jsonify, request

app = Flask(__name__)
todos = boto3.resource('dynamodb').Table(os.environ['TODO_TABLE'])


@app.get('/todos')
def list_todos():
    user_id = request.headers.get('X-User-Id')  # expect code/identity-from-client-header
    if not user_id:
        abort(401)
    page = todos.query(KeyConditionExpression=Key('user_id').eq(user_id))
    return jsonify([{'id': t['todo_id'], 'title': t['title']} for t in page['Items']])
