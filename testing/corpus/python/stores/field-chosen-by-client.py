# The client chooses the attribute that is filtered by, and the one that is set.
import os

import boto3
from boto3.dynamodb.conditions import Attr, Key
from flask import Flask, jsonify, request, session

app = Flask(__name__)
app.secret_key = os.environ['SECRET_KEY']
tasks = boto3.resource('dynamodb').Table('tasks')


@app.get('/tasks')
def find():
    me = session['user_id']
    field, value = request.args['field'], request.args['value']
    page = tasks.query(KeyConditionExpression=Key('assignee').eq(me), FilterExpression=Attr(field).eq(value))  # expect code/tainted-attribute-name
    return jsonify([{'id': t['task_id'], 'title': t['title']} for t in page['Items']])


@app.patch('/tasks/<task_id>')
def change(task_id):
    body = request.get_json()
    tasks.update_item(  # expect code/expression-injection code/missing-condition
        Key={'assignee': session['user_id'], 'task_id': task_id},
        UpdateExpression='SET ' + body['field'] + ' = :value',
        ExpressionAttributeValues={':value': body['value']},
    )
    return '', 204
