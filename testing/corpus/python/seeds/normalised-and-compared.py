# The id is normalised and compared, which makes the key sound, and the item is still returned whole.
import os
import re

import boto3
from flask import Flask, jsonify

app = Flask(__name__)


def normalize_user_id(raw_id):
    # Allow only alphanumeric and underscores; reject unexpected formats
    if not re.match(r'^[a-zA-Z0-9_-]+$', raw_id):
        raise ValueError('Invalid user identifier')
    return raw_id


@app.route('/api/users/<raw_user_id>')
def get_user_profile_safe(raw_user_id):
    user_id = normalize_user_id(raw_user_id)
    current_user_id = get_authenticated_user_id()
    if user_id != current_user_id:
        return jsonify({'error': 'Unauthorized'}), 403
    dynamodb = boto3.resource('dynamodb')
    table = dynamodb.Table(os.environ['USERS_TABLE'])
    response = table.get_item(Key={'user_id': user_id})
    return jsonify(response.get('Item', {}))  # expect code/whole-item-returned
