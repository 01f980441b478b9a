# The token of Firebase is verified, and its user id is the partition.
import uuid

import boto3
import firebase_admin
from boto3.dynamodb.conditions import Key
from firebase_admin import auth
from flask import Flask, abort, g, jsonify, request

firebase_admin.initialize_app()
app = Flask(__name__)
runs = boto3.resource('dynamodb').Table('runs')


@app.before_request
def verify():
    token = request.headers.get('Authorization', '').removeprefix('Bearer ')
    try:
        g.uid = auth.verify_id_token(token)['uid']
    except (ValueError, auth.InvalidIdTokenError):
        abort(401)


@app.get('/runs')
def own_runs():
    page = runs.query(KeyConditionExpression=Key('runner').eq(g.uid), Limit=30)
    return jsonify([{'day': r['day'], 'km': str(r['km'])} for r in page['Items']])


@app.post('/runs')
def add_run():
    body = request.get_json()
    runs.put_item(Item={'runner': g.uid, 'run_id': uuid.uuid4().hex, 'day': body['day'], 'km': str(body['km'])})
    return '', 201
