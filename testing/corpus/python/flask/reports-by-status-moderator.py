# The queue of reports is for moderators.
import os

import boto3
from boto3.dynamodb.conditions import Key
from flask import Flask, jsonify
from flask_jwt_extended import JWTManager, get_jwt, jwt_required

app = Flask(__name__)
app.config['JWT_SECRET_KEY'] = os.environ['JWT_SECRET_KEY']
JWTManager(app)
reports = boto3.resource('dynamodb').Table('reports')


@app.get('/moderation/reports/<status>')
@jwt_required()
def queue(status):
    if 'moderator' not in get_jwt().get('roles', []):
        return jsonify(error='forbidden'), 403
    page = reports.query(KeyConditionExpression=Key('status').eq(status), Limit=100)
    return jsonify([{'id': r['report_id'], 'reason': r['reason']} for r in page['Items']])
