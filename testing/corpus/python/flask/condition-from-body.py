# The condition compares the owner with what the caller claims.
import os

import boto3
from boto3.dynamodb.conditions import Attr
from flask import Flask, jsonify, request
from flask_jwt_extended import JWTManager, jwt_required

app = Flask(__name__)
app.config['JWT_SECRET_KEY'] = os.environ['JWT_SECRET_KEY']
JWTManager(app)
listings = boto3.resource('dynamodb').Table('listings')


@app.patch('/listings/<listing_id>')
@jwt_required()
def rename_listing(listing_id):
    body = request.get_json()
    listings.update_item(  # expect code/foreign-key-write
        Key={'listing_id': listing_id},
        UpdateExpression='SET title = :title',
        ConditionExpression=Attr('seller').eq(body['seller']),
        ExpressionAttributeValues={':title': body['title']},
    )
    return jsonify(ok=True)
