# Both ways to the answer pass a comparison with the session.
import os

import boto3
from flask import Flask, abort, jsonify, request, session

app = Flask(__name__)
app.secret_key = os.environ['FLASK_SECRET']
patients = boto3.resource('dynamodb').Table('patients')


@app.get('/patients/<patient_id>')
def patient(patient_id):
    item = patients.get_item(Key={'patient_id': patient_id}).get('Item')
    if item is None:
        abort(404)
    if request.args.get('view') == 'detailed':
        if item['patient_id'] != session['user_id']:
            abort(403)
        return jsonify(name=item['name'], born=item['born'], allergies=item['allergies'])
    if session['user_id'] == item['patient_id']:
        return jsonify(name=item['name'], born=item['born'])
    return jsonify(error='forbidden'), 403
