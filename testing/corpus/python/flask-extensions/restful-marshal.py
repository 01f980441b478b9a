# The declared fields decide what of the item leaves.
import os

import boto3
from flask import Flask
from flask_jwt_extended import JWTManager, get_jwt_identity, jwt_required
from flask_restful import Api, Resource, abort, fields, marshal_with

app = Flask(__name__)
app.config['JWT_SECRET_KEY'] = os.environ['JWT_SECRET_KEY']
JWTManager(app)
api = Api(app)
members = boto3.resource('dynamodb').Table('members')

member_fields = {'name': fields.String, 'since': fields.String, 'level': fields.Integer}


class Me(Resource):
    @jwt_required()
    @marshal_with(member_fields)
    def get(self):
        item = members.get_item(Key={'member_id': get_jwt_identity()}).get('Item')
        if item is None:
            abort(404)
        return item


api.add_resource(Me, '/me')
