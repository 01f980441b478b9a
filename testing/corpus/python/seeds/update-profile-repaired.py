# Fields of a list are set through placeholders, and an empty update is refused.
import os

import boto3
from flask import Flask, jsonify, request
from flask_jwt_extended import JWTManager, get_jwt_identity, jwt_required

app = Flask(__name__)
app.config['JWT_SECRET_KEY'] = os.environ['JWT_SECRET_KEY']
JWTManager(app)
table = boto3.resource('dynamodb').Table(os.environ['USERS_TABLE'])
ALLOWED_PROFILE_FIELDS = ('display_name', 'bio', 'theme')


@app.route('/api/profile', methods=['PUT'])
@jwt_required()
def update_profile():
    data = request.get_json()
    fields = [k for k in ALLOWED_PROFILE_FIELDS if k in data]
    if not fields:
        return jsonify({'error': 'No valid fields to update'}), 400
    table.update_item(
        Key={'user_id': get_jwt_identity()},
        UpdateExpression='SET ' + ', '.join(f'#{k} = :{k}' for k in fields),
        ExpressionAttributeNames={f'#{k}': k for k in fields},
        ExpressionAttributeValues={f':{k}': data[k] for k in fields},
    )
    return jsonify({'status': 'ok'})
