# Whoever is signed in can delete any comment, and change any that exists.
import os

import boto3
from flask import Flask, abort, request, session
from functools import wraps

app = Flask(__name__)
app.secret_key = os.environ['SECRET_KEY']
comments = boto3.resource('dynamodb').Table('comments')


def signed_in(view):
    @wraps(view)
    def inner(*args, **kwargs):
        if not session.get('user_id'):
            abort(401)
        return view(*args, **kwargs)
    return inner


@app.delete('/comments/<comment_id>')
@signed_in
def delete_comment(comment_id):
    comments.delete_item(Key={'comment_id': comment_id})  # expect code/foreign-key-write
    return '', 204


@app.put('/comments/<comment_id>')
@signed_in
def change_comment(comment_id):
    comments.update_item(  # expect code/foreign-key-write
        Key={'comment_id': comment_id},
        UpdateExpression='SET #text = :text',
        ConditionExpression='attribute_exists(comment_id)',
        ExpressionAttributeNames={'#text': 'text'},
        ExpressionAttributeValues={':text': request.get_json()['text']},
    )
    return '', 204
