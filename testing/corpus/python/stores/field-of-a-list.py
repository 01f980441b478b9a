# The client chooses among the attributes that a list allows.
import os

import boto3
from boto3.dynamodb.conditions import Attr, Key
from flask import Flask, abort, jsonify, request, session

app = Flask(__name__)
app.secret_key = os.environ['SECRET_KEY']
tasks = boto3.resource('dynamodb').Table('tasks')
FILTERS = {'state', 'priority'}
EDITABLE = {'title': 'title', 'due': 'due_on'}


@app.get('/tasks')
def find():
    field = request.args['field']
    if field not in FILTERS:
        abort(400)
    page = tasks.query(
        KeyConditionExpression=Key('assignee').eq(session['user_id']),
        FilterExpression=Attr(field).eq(request.args['value']),
    )
    return jsonify([{'id': t['task_id'], 'title': t['title']} for t in page['Items']])


@app.patch('/tasks/<task_id>')
def change(task_id):
    body = request.get_json()
    attribute = EDITABLE.get(body['field'])
    if attribute is None:
        abort(400)
    tasks.update_item(
        Key={'assignee': session['user_id'], 'task_id': task_id},
        UpdateExpression='SET #attribute = :value',
        ConditionExpression='attribute_exists(task_id)',
        ExpressionAttributeNames={'#attribute': attribute},
        ExpressionAttributeValues={':value': body['value']},
    )
    return '', 204
