# The query is scoped to the user of a verified token, and fields are listed.
import os

import boto3
from botocore.exceptions import ClientError
from flask import Flask, jsonify
from flask_jwt_extended import JWTManager, get_jwt_identity, jwt_required

app = Flask(__name__)
app.config['JWT_SECRET_KEY'] = os.environ['JWT_SECRET_KEY']
JWTManager(app)
table = boto3.resource('dynamodb').Table('UserProfiles')


@app.route('/api/profile', methods=['GET'])
@jwt_required()
def get_profile():
    try:
        response = table.query(
            KeyConditionExpression='user_id = :uid',
            ExpressionAttributeValues={':uid': get_jwt_identity()},
        )
    except ClientError:
        app.logger.error('DynamoDB error', exc_info=True)
        return jsonify({'error': 'request failed'}), 500
    return jsonify([
        {'user_id': i['user_id'], 'display_name': i.get('display_name', ''), 'email': i.get('email', '')}
        for i in response.get('Items', [])
    ])
