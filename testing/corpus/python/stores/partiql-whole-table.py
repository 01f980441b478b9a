# A statement without a key reads the whole table, and the second is made with text of the query.
import os

import boto3
from flask import Flask, jsonify, request
from flask_jwt_extended import JWTManager, jwt_required

app = Flask(__name__)
app.config['JWT_SECRET_KEY'] = os.environ['JWT_SECRET_KEY']
JWTManager(app)
client = boto3.client('dynamodb')


@app.get('/members')
@jwt_required()
def members():
    rows = client.execute_statement(Statement='SELECT nick FROM "members"')['Items']  # expect code/table-scan
    return jsonify([m['nick']['S'] for m in rows])


@app.get('/members/search')
@jwt_required()
def search():
    query = "SELECT nick FROM \"members\" WHERE contains(nick, '%s')" % request.args['q']
    rows = client.execute_statement(Statement=query)['Items']  # expect code/table-scan code/partiql-injection
    return jsonify([m['nick']['S'] for m in rows])
