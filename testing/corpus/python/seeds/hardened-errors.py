# The error stays in the log, and the response has a constant text.
import boto3
from botocore.exceptions import ClientError
from flask import Flask, jsonify

app = Flask(__name__)
table = boto3.resource('dynamodb').Table('UserProfiles')


@app.route('/api/profile/name')
def get_name():
    user_id = get_authenticated_user_id()
    try:
        response = table.get_item(Key={'user_id': user_id})
    except ClientError:
        app.logger.error('DynamoDB error', exc_info=True)
        return jsonify({'error': 'internal server error'}), 500
    return jsonify({'display_name': response.get('Item', {}).get('display_name')})
