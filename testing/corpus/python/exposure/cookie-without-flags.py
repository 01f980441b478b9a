# The token is put into a cookie that scripts may read and that plain HTTP carries, and pages come from the folder of the program.
import datetime
import os

import boto3
import jwt
from flask import Flask, abort, make_response, request, send_from_directory
from werkzeug.security import check_password_hash

app = Flask(__name__)
users = boto3.resource('dynamodb').Table('users')


@app.post('/login')
def login():
    body = request.get_json()
    user = users.get_item(Key={'email': body['email']}).get('Item')
    if user is None or not check_password_hash(user['password_hash'], body['password']):
        abort(401)
    expires = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=1)
    token = jwt.encode({'sub': user['user_id'], 'exp': expires}, os.environ['JWT_KEY'], algorithm='HS256')
    response = make_response('', 204)
    response.set_cookie('token', token, max_age=3600)  # expect code/weak-session-or-jwt-settings
    return response


@app.get('/pages/<path:name>')
def page(name):
    return send_from_directory('.', name)  # expect code/secret-file-served
