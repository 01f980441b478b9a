# A serializer names what may be returned.
import boto3
from boto3.dynamodb.conditions import Key
from flask import Flask, jsonify

app = Flask(__name__)
table = boto3.resource('dynamodb').Table('UserProfiles')


def serialize_user_profile(item):
    return {
        'user_id': item.get('user_id'),
        'display_name': item.get('display_name'),
        'email': item.get('email'),
        'preferences': item.get('preferences', {})
    }


@app.route('/api/profiles/mine')
def own_profiles():
    items = table.query(KeyConditionExpression=Key('user_id').eq(get_authenticated_user_id()))['Items']
    # Usage inside route
    safe_data = [serialize_user_profile(i) for i in items]
    return jsonify(safe_data)
