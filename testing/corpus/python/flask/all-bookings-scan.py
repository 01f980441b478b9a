# The list of bookings is the whole table.
import os

import boto3
from flask import Flask, jsonify
from flask_login import LoginManager, UserMixin, login_required

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
    items = bookings.scan()['Items']  # expect code/table-scan
    return jsonify([{'room': b['room'], 'night': b['night']} for b in items])
