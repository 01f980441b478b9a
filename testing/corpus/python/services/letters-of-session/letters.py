import os

import boto3
from auth import load_identity
from boto3.dynamodb.conditions import Attr, Key
from flask import Flask, g, jsonify

app = Flask(__name__)
app.before_request(load_identity)
letters = boto3.resource('dynamodb').Table(os.environ['LETTERS'])


@app.get('/letters')
def mine():
    found = letters.query(KeyConditionExpression=Key('recipient').eq(g.identity))
    return jsonify([letter['subject'] for letter in found['Items']])


@app.get('/letters/sent')
def sent():
    found = letters.scan()  # expect code/client-side-filter
    return jsonify([letter['subject'] for letter in found['Items'] if letter['sender'] == g.identity])


@app.get('/letters/drafts')
def drafts():
    found = letters.query(
        IndexName='by-state',
        KeyConditionExpression=Key('state').eq('draft'),
        FilterExpression=Attr('sender').eq(g.identity),
    )
    return jsonify([letter['subject'] for letter in found['Items']])
