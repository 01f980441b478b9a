# The header with the user is compared with the header with the user.
import boto3
from flask import Flask, jsonify, request

app = Flask(__name__)
table = boto3.resource('dynamodb').Table('UserProfiles')


def user_is_authorized(user_id, caller_id):
    return user_id == caller_id


@app.route('/api/profile')
def get_profile():
    user_id = request.headers.get('X-User-Id')  # expect code/identity-from-client-header
    # Additionally, validate ownership within the route if needed.
    if not user_is_authorized(user_id, request.headers.get('X-User-Id')):  # expect code/identity-from-client-header
        return jsonify({'error': 'forbidden'}), 403
    item = table.get_item(Key={'user_id': user_id}).get('Item', {})
    return jsonify({'display_name': item.get('display_name'), 'email': item.get('email')})
