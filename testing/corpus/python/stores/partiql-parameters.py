# Statements are constant but for the name of the table, and values are passed as parameters.
import os

import boto3
from flask import Flask, jsonify, request, session

app = Flask(__name__)
app.secret_key = os.environ['SECRET_KEY']
client = boto3.client('dynamodb')
TABLE = os.environ['NOTES_TABLE']


@app.get('/notes')
def by_title():
    found = client.execute_statement(
        Statement=f'SELECT note_id, body FROM "{TABLE}" WHERE owner = ? AND title = ?',
        Parameters=[{'S': session['user_id']}, {'S': request.args['title']}],
    )
    return jsonify([{'id': n['note_id']['S'], 'body': n['body']['S']} for n in found['Items']])
