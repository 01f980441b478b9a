# The update answers with all that is stored, and so does the handler.
import os

import boto3
from flask import Flask, jsonify, request, session

app = Flask(__name__)
app.secret_key = os.environ['SECRET_KEY']
profiles = boto3.resource('dynamodb').Table('profiles')


@app.patch('/profile')
def rename():
    result = profiles.update_item(
        Key={'user_id': session['user_id']},
        UpdateExpression='SET nick = :nick',
        ExpressionAttributeValues={':nick': request.get_json()['nick']},
        ReturnValues='ALL_NEW',
    )
    return jsonify(result['Attributes'])  # expect code/whole-item-returned
