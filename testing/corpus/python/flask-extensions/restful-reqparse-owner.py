# The parser accepts an owner, and the new folder is theirs.
import os
import uuid

import boto3
from flask import Flask
from flask_jwt_extended import JWTManager, jwt_required
from flask_restful import Api, Resource, reqparse

app = Flask(__name__)
app.config['JWT_SECRET_KEY'] = os.environ['JWT_SECRET_KEY']
JWTManager(app)
api = Api(app)
folders = boto3.resource('dynamodb').Table('folders')

parser = reqparse.RequestParser()
parser.add_argument('name', required=True)
parser.add_argument('user_id', required=True)


class Folders(Resource):
    @jwt_required()
    def post(self):
        args = parser.parse_args()
        folder_id = uuid.uuid4().hex
        folders.put_item(Item={'folder_id': folder_id, 'user_id': args['user_id'], 'name': args['name']})  # expect code/foreign-owner-created
        return {'folder_id': folder_id}, 201


api.add_resource(Folders, '/folders')
