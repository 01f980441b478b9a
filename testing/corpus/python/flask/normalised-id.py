# The id is well formed, but nobody asks whose it is.
import os
import re

import boto3
from flask import Flask, abort, jsonify
from flask_jwt_extended import JWTManager, jwt_required

app = Flask(__name__)
app.config['JWT_SECRET_KEY'] = os.environ['JWT_SECRET_KEY']
JWTManager(app)
devices = boto3.resource('dynamodb').Table('devices')
DEVICE_ID = re.compile(r'^[a-z0-9-]{8,36}$')


def normalise(raw):
    value = raw.strip().lower()
    if not DEVICE_ID.match(value):
        abort(400)
    return value


@app.get('/devices/<raw_id>/location')
@jwt_required()
def location(raw_id):
    device_id = normalise(raw_id)
    device = devices.get_item(Key={'device_id': device_id}).get('Item')  # expect code/foreign-key-read
    if device is None:
        abort(404)
    return jsonify(lat=str(device['lat']), lon=str(device['lon']))
