# The claims are taken from a token whose signature is not checked.
import boto3
import jwt
from boto3.dynamodb.conditions import Key
from flask import Flask, abort, jsonify, request

app = Flask(__name__)
journal = boto3.resource('dynamodb').Table('journal')


def caller():
    header = request.headers.get('Authorization', '')
    if not header.startswith('Bearer '):
        abort(401)
    claims = jwt.decode(header[7:], algorithms=['RS256'], options={'verify_signature': False})  # expect code/unverified-token-identity
    return claims['sub']


@app.get('/journal')
def entries():
    page = journal.query(KeyConditionExpression=Key('writer').eq(caller()), Limit=30)
    return jsonify([{'day': e['day'], 'text': e['text']} for e in page['Items']])
