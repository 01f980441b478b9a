# What fails is told to the client word by word, and what was asked for goes to the log with it.
import logging
import os
import uuid

import boto3
from botocore.exceptions import ClientError
from flask import Flask, jsonify, request
from flask_jwt_extended import JWTManager, get_jwt_identity, jwt_required

app = Flask(__name__)
app.config['JWT_SECRET_KEY'] = os.environ['JWT_SECRET_KEY']
JWTManager(app)
log = logging.getLogger('bookings')
bookings = boto3.resource('dynamodb').Table(os.environ['BOOKINGS'])


@app.errorhandler(404)
def missing(error):
    return jsonify(error='no such page'), 404


@app.post('/bookings')
@jwt_required()
def book():
    body = request.get_json()
    log.debug('headers %s', request.headers['Authorization'])  # expect code/sensitive-logging
    booking = {'guest': get_jwt_identity(), 'booking_id': uuid.uuid4().hex, 'room': body['room'], 'card_number': body['card_number'][-4:]}
    try:
        bookings.put_item(Item=booking)
    except ClientError as error:
        return jsonify(error=str(error)), 500  # expect code/raw-error-returned
    log.info('booking %s', booking['booking_id'])
    return jsonify(id=booking['booking_id']), 201


@app.get('/bookings/<booking_id>')
@jwt_required()
def show(booking_id):
    try:
        found = bookings.get_item(Key={'guest': get_jwt_identity(), 'booking_id': booking_id})
    except ClientError as error:
        log.error('reading failed: %s', error.response['Error']['Code'])
        return jsonify(error='try again later'), 503
    if 'Item' not in found:
        return jsonify(error='no such booking'), 404
    return jsonify(found['Item'])  # expect code/whole-item-returned
