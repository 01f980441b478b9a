# The membership is looked up for its role, but a missing one stops nobody.
import os

import boto3
from flask import Flask, abort, jsonify
from flask_jwt_extended import JWTManager, get_jwt_identity, jwt_required

app = Flask(__name__)
app.config['JWT_SECRET_KEY'] = os.environ['JWT_SECRET_KEY']
JWTManager(app)
dynamodb = boto3.resource('dynamodb')
memberships = dynamodb.Table('memberships')
projects = dynamodb.Table('projects')


@app.get('/projects/<project_id>')
@jwt_required()
def project(project_id):
    membership = memberships.get_item(Key={'user_id': get_jwt_identity(), 'project_id': project_id})
    role = membership.get('Item', {}).get('role', 'guest')
    item = projects.get_item(Key={'project_id': project_id}).get('Item')  # expect code/foreign-key-read
    if item is None:
        abort(404)
    return jsonify(name=item['name'], role=role)
