# What is sorted out in Python is already the caller's own.
import os

import boto3
from boto3.dynamodb.conditions import Key
from flask import Flask, jsonify, request, session

app = Flask(__name__)
app.secret_key = os.environ['SECRET_KEY']
auctions = boto3.resource('dynamodb').Table('auctions')


@app.get('/my/auctions')
def my_auctions():
    wanted = request.args.get('state', 'running')
    page = auctions.query(KeyConditionExpression=Key('seller_id').eq(session['user_id']))
    kept = [a for a in page['Items'] if a['state'] == wanted]
    return jsonify([{'id': a['auction_id'], 'bid': str(a['bid'])} for a in kept])
