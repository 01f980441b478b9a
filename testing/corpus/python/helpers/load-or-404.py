# The helper that loads a machine is the one that turns strangers away.
import os

import boto3
from flask import Flask, abort, g, jsonify, session

app = Flask(__name__)
app.secret_key = os.environ['SECRET_KEY']
machines = boto3.resource('dynamodb').Table('machines')


@app.before_request
def who():
    if 'user_id' not in session:
        abort(401)
    g.user_id = session['user_id']


def load_or_404(machine_id):
    machine = machines.get_item(Key={'machine_id': machine_id}).get('Item')
    if machine is None:
        abort(404)
    if machine['operator'] != g.user_id:
        abort(404)
    return machine


@app.get('/machines/<machine_id>')
def show(machine_id):
    machine = load_or_404(machine_id)
    return jsonify(model=machine['model'], hours=int(machine['hours']))


@app.get('/machines/<machine_id>/errors')
def errors(machine_id):
    return jsonify(load_or_404(machine_id)['errors'][:50])
