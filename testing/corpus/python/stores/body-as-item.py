# What the client sends becomes the item, whatever it has in it.
import os

import boto3
from flask import Flask, jsonify, request
from flask_jwt_extended import JWTManager, jwt_required

app = Flask(__name__)
app.config['JWT_SECRET_KEY'] = os.environ['JWT_SECRET_KEY']
JWTManager(app)
entries = boto3.resource('dynamodb').Table('guestbook')


@app.post('/guestbook')
@jwt_required()
def sign():
    entries.put_item(Item=request.get_json())  # expect code/mass-assignment
    return jsonify(ok=True), 201
