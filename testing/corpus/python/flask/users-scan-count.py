# Only the number of users leaves the table.
import os

import boto3
from flask import Flask, jsonify
from flask_jwt_extended import JWTManager, jwt_required

app = Flask(__name__)
app.config['JWT_SECRET_KEY'] = os.environ['JWT_SECRET_KEY']
JWTManager(app)
users = boto3.resource('dynamodb').Table('users')


@app.get('/stats/users')
@jwt_required()
def how_many():
    answer = users.scan(Select='COUNT')
    return jsonify(users=answer['Count'])
