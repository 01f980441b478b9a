# An auditor may read the whole journal with a constant statement.
import os

import boto3
from flask import Flask, abort, jsonify
from flask_jwt_extended import JWTManager, get_jwt, jwt_required

app = Flask(__name__)
app.config['JWT_SECRET_KEY'] = os.environ['JWT_SECRET_KEY']
JWTManager(app)
client = boto3.client('dynamodb')


@app.get('/journal')
@jwt_required()
def journal():
    if get_jwt()['role'] != 'auditor':
        abort(403)
    rows = client.execute_statement(Statement='SELECT at, text FROM "journal"', Limit=500)['Items']
    return jsonify([{'at': r['at']['S'], 'text': r['text']['S']} for r in rows])
