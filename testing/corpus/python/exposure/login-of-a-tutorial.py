# Passwords are kept as typed, and the token is signed with a word of the program and lasts for ever.
import boto3
import jwt
from flask import Flask, abort, jsonify, request

app = Flask(__name__)
users = boto3.resource('dynamodb', region_name='us-east-1').Table('users')


@app.route('/login', methods=['POST'])
def login():
    body = request.get_json()
    user = users.get_item(Key={'email': body['email']}).get('Item')
    if user is None:
        abort(401)
    if user['password'] != body['password']:  # expect code/cleartext-credential-stored
        abort(401)
    token = jwt.encode({'sub': user['user_id']}, 'qV7-harbour-lantern', algorithm='HS256')  # expect code/hardcoded-secret code/weak-session-or-jwt-settings
    return jsonify(access_token=token)
