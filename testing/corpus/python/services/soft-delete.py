# Tasks are marked as deleted: once after a look that can be outrun, once with the owner as the condition.
import os
import time

import boto3
from boto3.dynamodb.conditions import Attr
from flask import Flask, abort
from flask_login import LoginManager, current_user, login_required

from .people import load_person

app = Flask(__name__)
app.secret_key = os.environ['SECRET_KEY']
manager = LoginManager(app)
manager.user_loader(load_person)
tasks = boto3.resource('dynamodb').Table(os.environ['TASKS_TABLE'])


@app.delete('/tasks/<task_id>')
@login_required
def remove(task_id):
    task = tasks.get_item(Key={'task_id': task_id}).get('Item')
    if task is None or task['owner_id'] != current_user.id:
        abort(404)
    tasks.update_item(  # expect code/check-then-write-race
        Key={'task_id': task_id},
        UpdateExpression='SET deleted_at = :now',
        ExpressionAttributeValues={':now': int(time.time())},
    )
    return '', 204


@app.post('/tasks/<task_id>/restore')
@login_required
def restore(task_id):
    tasks.update_item(
        Key={'task_id': task_id},
        UpdateExpression='REMOVE deleted_at',
        ConditionExpression=Attr('owner_id').eq(current_user.id) & Attr('deleted_at').exists(),
    )
    return '', 204


@app.delete('/trash/<task_id>')
@login_required
def purge(task_id):
    tasks.delete_item(  # expect code/foreign-key-write
        Key={'task_id': task_id},
        ConditionExpression=Attr('deleted_at').exists(),
    )
    return '', 204
