# The id is normalised and compared, and a projection says what leaves the table.
import os
import re

import boto3
from flask import Flask, abort, jsonify
from flask_jwt_extended import JWTManager, get_jwt_identity, jwt_required

app = Flask(__name__)
app.config['JWT_SECRET_KEY'] = os.environ['JWT_SECRET_KEY']
JWTManager(app)
table = boto3.resource('dynamodb').Table(os.environ['USERS_TABLE'])


def normalize_user_id(raw_id):
    if not re.fullmatch(r'[a-zA-Z0-9_-]+', raw_id):
        abort(400)
    return raw_id


@app.route('/api/users/<raw_user_id>')
@jwt_required()
def get_user_profile_safe(raw_user_id):
    user_id = normalize_user_id(raw_user_id)
    if user_id != get_jwt_identity():
        return jsonify({'error': 'Forbidden'}), 403
    response = table.get_item(
        Key={'user_id': user_id},
        ProjectionExpression='user_id, display_name, bio',
    )
    if 'Item' not in response:
        abort(404)
    return jsonify(response['Item'])
