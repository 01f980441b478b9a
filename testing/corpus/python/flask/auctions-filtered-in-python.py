# A category is read whole, and a loop keeps what belongs to the caller.
import os

import boto3
from boto3.dynamodb.conditions import Key
from flask import Flask, jsonify, session

app = Flask(__name__)
app.secret_key = os.environ['SECRET_KEY']
auctions = boto3.resource('dynamodb').Table('auctions')


@app.get('/my/auctions/<category>')
def my_auctions(category):
    page = auctions.query(KeyConditionExpression=Key('category').eq(category))  # expect code/client-side-filter
    kept = []
    for auction in page['Items']:
        if auction['seller_id'] == session['user_id']:
            kept.append({'id': auction['auction_id'], 'bid': str(auction['bid'])})
    return jsonify(kept)
