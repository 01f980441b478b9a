# The index by author is asked for the caller's own drafts.
import os

import boto3
from boto3.dynamodb.conditions import Key
from flask import Flask, jsonify
from flask_jwt_extended import JWTManager, get_jwt_identity, jwt_required

app = Flask(__name__)
app.config['JWT_SECRET_KEY'] = os.environ['JWT_SECRET_KEY']
JWTManager(app)
drafts = boto3.resource('dynamodb').Table('drafts')


@app.get('/drafts')
@jwt_required()
def own_drafts():
    rows = drafts.query(
        IndexName='byUser',
        KeyConditionExpression=Key('user_id').eq(get_jwt_identity()),
        ProjectionExpression='draft_id, title',
    )['Items']
    return jsonify(rows)
