# The profile of the path is returned whole to anyone with a token.
import os

import boto3
from flask import Flask, jsonify
from flask_jwt_extended import JWTManager, jwt_required

app = Flask(__name__)
app.config['JWT_SECRET_KEY'] = os.environ['JWT_SECRET_KEY']
JWTManager(app)


@app.route('/api/users/<user_id>')
@jwt_required()
def get_user_profile(user_id):
    dynamodb = boto3.resource('dynamodb')
    table = dynamodb.Table(os.environ['USERS_TABLE'])
    response = table.get_item(Key={'user_id': user_id})  # expect code/foreign-key-read
    return jsonify(response.get('Item', {}))  # expect code/whole-item-returned
