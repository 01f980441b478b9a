# The owner of the body is refused unless it is the caller.
import os
import uuid

import boto3
from flask import Flask, abort, jsonify, request
from flask_jwt_extended import JWTManager, get_jwt_identity, jwt_required

app = Flask(__name__)
app.config['JWT_SECRET_KEY'] = os.environ['JWT_SECRET_KEY']
JWTManager(app)
notes = boto3.resource('dynamodb').Table('notes')


@app.post('/notes')
@jwt_required()
def create_note():
    body = request.get_json()
    if body['owner_id'] != get_jwt_identity():
        abort(403)
    note_id = uuid.uuid4().hex
    notes.put_item(Item={'note_id': note_id, 'owner_id': body['owner_id'], 'text': body['text']})
    return jsonify(note_id=note_id), 201
