# The debugger runs only where the environment asks for it.
import os

import boto3
from flask import Flask, jsonify, session

app = Flask(__name__)
app.secret_key = os.environ['SECRET_KEY']
counters = boto3.resource('dynamodb').Table('counters')


@app.post('/visits')
def count():
    result = counters.update_item(
        Key={'user_id': session['user_id']},
        UpdateExpression='ADD visits :one',
        ExpressionAttributeValues={':one': 1},
        ReturnValues='UPDATED_NEW',
    )
    return jsonify(visits=int(result['Attributes']['visits']))


if __name__ == '__main__':
    app.run(port=8080, debug=os.environ.get('FLASK_DEBUG', '0') == '1')
