# A session of the cookie is looked up in a table, and the user it belongs to owns the baskets.
import secrets
import time

import boto3
from flask import Flask, abort, g, jsonify, make_response, request

app = Flask(__name__)
dynamodb = boto3.resource('dynamodb')
sessions = dynamodb.Table('sessions')
baskets = dynamodb.Table('baskets')


@app.before_request
def load_session():
    sid = request.cookies.get('sid')
    if sid is None:
        abort(401)
    found = sessions.get_item(Key={'sid': sid}).get('Item')
    if found is None or found['expires'] < time.time():
        abort(401)
    g.user = found['user_id']


@app.get('/basket')
def basket():
    found = baskets.get_item(Key={'user_id': g.user}).get('Item', {})
    return jsonify(lines=found.get('lines', []))


@app.put('/basket/<user_id>')
def replace(user_id):
    app.logger.info('basket of %s replaced by %s', user_id, g.user)
    baskets.update_item(  # expect code/foreign-key-write
        Key={'user_id': user_id},
        UpdateExpression='SET lines = :lines',
        ExpressionAttributeValues={':lines': request.json['lines']},
    )
    return '', 204


@app.post('/session/rotate')
def rotate():
    sid = secrets.token_urlsafe(32)
    sessions.put_item(Item={'sid': sid, 'user_id': g.user, 'expires': int(time.time()) + 3600})
    answer = make_response('', 204)
    answer.set_cookie('sid', sid, httponly=True, secure=True, samesite='Lax')
    return answer
