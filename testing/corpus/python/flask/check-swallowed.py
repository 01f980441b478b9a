# The owner check raises, and the handler swallows what it raises.
import os

import boto3
from flask import Flask, abort, jsonify
from flask_jwt_extended import JWTManager, get_jwt_identity, jwt_required

app = Flask(__name__)
app.config['JWT_SECRET_KEY'] = os.environ['JWT_SECRET_KEY']
JWTManager(app)
recordings = boto3.resource('dynamodb').Table('recordings')


def ensure_owner(item, user):
    if item['owner'] != user:
        raise PermissionError('not yours')


@app.get('/recordings/<recording_id>')
@jwt_required()
def recording(recording_id):
    item = recordings.get_item(Key={'recording_id': recording_id}).get('Item')  # expect code/foreign-key-read
    if item is None:
        abort(404)
    try:
        ensure_owner(item, get_jwt_identity())
    except PermissionError:
        app.logger.info('owner check failed for %s', recording_id)
    return jsonify(title=item['title'], seconds=int(item['seconds']))
