# The query is scoped to a user whom the client names in a header.
from flask import Flask, request, jsonify
import boto3
from botocore.exceptions import ClientError

app = Flask(__name__)
dynamodb = boto3.resource('dynamodb')
table = dynamodb.Table('UserProfiles')

@app.route('/api/profile', methods=['GET'])
def get_profile():
    user_id = request.headers.get('X-User-Id')  # expect code/identity-from-client-header
    if not user_id:
        return jsonify({'error': 'missing user identifier'}), 400
    try:
        response = table.query(
            KeyConditionExpression='user_id = :uid',
            ExpressionAttributeValues={':uid': user_id}
        )
        items = response.get('Items', [])
        # Explicitly include only intended fields
        safe_items = [
            {
                'user_id': i['user_id'],
                'display_name': i.get('display_name', ''),
                'email': i.get('email', '')
            } for i in items
        ]
        return jsonify(safe_items)
    except ClientError as e:
        return jsonify({'error': 'request failed'}), 500
