# A header is only used to find the request in the log.
import logging
import os

import boto3
from boto3.dynamodb.conditions import Key
from flask import Flask, jsonify, request, session

log = logging.getLogger('todos')
app = Flask(__name__)
app.secret_key = os.environ['SECRET_KEY']
todos = boto3.resource('dynamodb').Table(os.environ['TODO_TABLE'])


@app.get('/todos')
def list_todos():
    request_id = request.headers.get('X-Request-Id', '-')
    user_id = session['user_id']
    page = todos.query(KeyConditionExpression=Key('user_id').eq(user_id))
    log.info('request %s: %d todos of %s', request_id, page['Count'], user_id)
    return jsonify([{'id': t['todo_id'], 'title': t['title']} for t in page['Items']])
