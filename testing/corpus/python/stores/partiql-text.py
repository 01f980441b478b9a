# Text of the request is pasted between the quotes of a statement.
import os

import boto3
from flask import Flask, jsonify, request, session

app = Flask(__name__)
app.secret_key = os.environ['SECRET_KEY']
client = boto3.client('dynamodb')


@app.get('/notes')
def by_title():
    me = session['user_id']
    statement = f"SELECT note_id, body FROM notes WHERE owner = '{me}' AND title = '{request.args['title']}'"
    found = client.execute_statement(Statement=statement, Limit=20)  # expect code/partiql-injection
    return jsonify([{'id': n['note_id']['S'], 'body': n['body']['S']} for n in found['Items']])
