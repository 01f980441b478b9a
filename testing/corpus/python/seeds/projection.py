# The projection names what may be returned.
import boto3
from flask import Flask, jsonify

app = Flask(__name__)
table = boto3.resource('dynamodb').Table('UserProfiles')


@app.route('/api/profile')
def get_profile():
    user_id = get_authenticated_user_id()
    response = table.query(
        KeyConditionExpression='user_id = :uid',
        ExpressionAttributeValues={':uid': user_id},
        ProjectionExpression='user_id, display_name, email, settings'
    )
    return jsonify(response.get('Items', []))
