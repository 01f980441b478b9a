# Only the detailed view is checked, the short one is open to all.
import os

import boto3
from flask import Flask, abort, jsonify, request, session

app = Flask(__name__)
app.secret_key = os.environ['FLASK_SECRET']
patients = boto3.resource('dynamodb').Table('patients')


@app.get('/patients/<patient_id>')
def patient(patient_id):
    me = session['user_id']
    detailed = request.args.get('view') == 'detailed'
    if detailed and patient_id != me:
        abort(403)
    item = patients.get_item(Key={'patient_id': patient_id}).get('Item')  # expect code/foreign-key-read
    if item is None:
        abort(404)
    if detailed:
        return jsonify(name=item['name'], born=item['born'], allergies=item['allergies'])
    return jsonify(name=item['name'], born=item['born'])
