# A new note belongs to the caller, and its id is made here.
import os
import uuid

import boto3
from flask import Flask, jsonify, request
from flask_jwt_extended import JWTManager, get_jwt_identity, jwt_required

app = Flask(__name__)
app.config['JWT_SECRET_KEY'] = os.environ['JWT_SECRET_KEY']
JWTManager(app)
notes = boto3.resource('dynamodb').Table('notes')


@app.post('/notes')
@jwt_required()
def create_note():
    body = request.get_json()
    note_id = str(uuid.uuid4())
    notes.put_item(Item={
        'note_id': note_id,
        'owner_id': get_jwt_identity(),
        'text': body['text'],
    })
    return jsonify(note_id=note_id), 201
