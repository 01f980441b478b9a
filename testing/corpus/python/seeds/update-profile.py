# Only fields of a list are set, although the test for an empty update can never hold.
import os

import boto3
from flask import Flask, jsonify, request

app = Flask(__name__)
ALLOWED_PROFILE_FIELDS = {'display_name', 'bio', 'theme'}


@app.route('/api/profile', methods=['PUT'])
def update_profile():
    current_user_id = get_authenticated_user_id()
    data = request.get_json()
    # Filter to only allowed fields
    update_expr = 'SET ' + ', '.join(f'{k}=:{k}' for k in ALLOWED_PROFILE_FIELDS if k in data)
    if not update_expr.startswith('SET'):
        return jsonify({'error': 'No valid fields to update'}), 400
    expression_attr_values = {f':{k}': data[k] for k in ALLOWED_PROFILE_FIELDS if k in data}
    dynamodb = boto3.resource('dynamodb')
    table = dynamodb.Table(os.environ['USERS_TABLE'])
    table.update_item(
        Key={'user_id': current_user_id},
        UpdateExpression=update_expr,
        ExpressionAttributeValues=expression_attr_values
    )
    return jsonify({'status': 'ok'})
