# The whole table is read to find the bookings of one guest.
import os

import boto3
from boto3.dynamodb.conditions import Attr
from flask import Flask, jsonify
from flask_login import LoginManager, UserMixin, current_user, login_required

app = Flask(__name__)
app.secret_key = os.environ['SECRET_KEY']
login_manager = LoginManager(app)
bookings = boto3.resource('dynamodb').Table('bookings')


@login_manager.user_loader
def load(guest_id):
    guest = UserMixin()
    guest.id = guest_id
    return guest


@app.get('/bookings')
@login_required
def list_bookings():
    found = bookings.scan(FilterExpression=Attr('guest').eq(current_user.id))  # expect code/table-scan
    return jsonify([{'room': b['room'], 'night': b['night']} for b in found['Items']])
