# Only an administrator may list the users.
import os
from functools import wraps

import boto3
from flask import Flask, abort, jsonify
from flask_jwt_extended import JWTManager, get_jwt, verify_jwt_in_request

app = Flask(__name__)
app.config['JWT_SECRET_KEY'] = os.environ['JWT_SECRET_KEY']
JWTManager(app)
users = boto3.resource('dynamodb').Table('users')


def admin_required(view):
    @wraps(view)
    def guarded(*args, **kwargs):
        verify_jwt_in_request()
        if not get_jwt().get('is_admin'):
            abort(403)
        return view(*args, **kwargs)
    return guarded


@app.get('/admin/users')
@admin_required
def list_users():
    rows = users.scan(Limit=200)['Items']
    return jsonify([{'user_id': u['user_id'], 'plan': u['plan']} for u in rows])
