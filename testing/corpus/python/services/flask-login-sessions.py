# Passwords are hashed at sign-up, but the recovery phrase is compared as it was typed.
import os
import uuid

import boto3
from flask import Flask, abort, jsonify, request, session
from werkzeug.security import check_password_hash, generate_password_hash

app = Flask(__name__)
app.secret_key = os.environ['SESSION_KEY']
app.config.update(SESSION_COOKIE_SECURE=True, SESSION_COOKIE_HTTPONLY=True, SESSION_COOKIE_SAMESITE='Lax')
users = boto3.resource('dynamodb').Table('users')
drafts = boto3.resource('dynamodb').Table('drafts')


@app.post('/register')
def register():
    form = request.get_json()
    users.put_item(
        Item={'email': form['email'], 'password_hash': generate_password_hash(form['password']), 'uid': uuid.uuid4().hex},
        ConditionExpression='attribute_not_exists(email)',
    )
    return '', 201


@app.post('/login')
def login():
    form = request.get_json()
    user = users.get_item(Key={'email': form['email']}).get('Item')
    if user is None or not check_password_hash(user['password_hash'], form['password']):
        abort(401)
    session['uid'] = user['uid']
    return '', 204


@app.post('/login/legacy')
def legacy_login():
    form = request.get_json()
    user = users.get_item(Key={'email': form['email']}).get('Item')
    if user is None or user['password'] != form['password']:  # expect code/cleartext-credential-stored
        abort(401)
    session['uid'] = user['uid']
    return '', 204


@app.get('/drafts/<draft_id>')
def draft(draft_id):
    if 'uid' not in session:
        abort(401)
    found = drafts.get_item(Key={'uid': session['uid'], 'draft_id': draft_id}).get('Item')
    if found is None:
        abort(404)
    return jsonify(title=found['title'], text=found['text'])
