# The store itself refuses to delete the comment of somebody else.
import os

import boto3
from botocore.exceptions import ClientError
from flask import Flask, abort, session
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
    try:
        comments.delete_item(
            Key={'comment_id': comment_id},
            ConditionExpression='author_id = :me',
            ExpressionAttributeValues={':me': session['user_id']},
        )
    except ClientError as error:
        if error.response['Error']['Code'] == 'ConditionalCheckFailedException':
            abort(404)
        raise
    return '', 204
