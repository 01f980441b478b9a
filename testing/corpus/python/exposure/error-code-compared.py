# The code of the error decides which constant text is returned.
import os

import boto3
from botocore.exceptions import ClientError
from flask import Flask, jsonify, request, session

app = Flask(__name__)
app.secret_key = os.environ['SECRET_KEY']
handles = boto3.resource('dynamodb').Table('handles')


@app.post('/handles')
def reserve():
    handle = request.get_json()['handle'].lower()
    try:
        handles.put_item(
            Item={'user_id': session['user_id'], 'handle': handle},
            ConditionExpression='attribute_not_exists(user_id)',
        )
    except ClientError as error:
        code = error.response['Error']['Code']
        if code == 'ConditionalCheckFailedException':
            return jsonify(error='taken'), 409
        app.logger.error('put failed: %s', code)
        return jsonify(error='internal error'), 500
    return jsonify(handle=handle), 201


@app.delete('/handles/<handle>')
def release(handle):
    handles.delete_item(Key={'user_id': session['user_id'], 'handle': handle})
    return '', 204
