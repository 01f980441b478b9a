# A decorator of the resource looks up the owner before the method runs.
import os
from functools import wraps

import boto3
from flask import Flask
from flask_jwt_extended import JWTManager, get_jwt_identity, verify_jwt_in_request
from flask_restful import Api, Resource, abort

app = Flask(__name__)
app.config['JWT_SECRET_KEY'] = os.environ['JWT_SECRET_KEY']
JWTManager(app)
api = Api(app)
table = boto3.resource('dynamodb').Table('documents')


def owner_required(method):
    @wraps(method)
    def checked(self, document_id):
        verify_jwt_in_request()
        head = table.get_item(Key={'document_id': document_id}, ProjectionExpression='owner_id').get('Item')
        if head is None or head['owner_id'] != get_jwt_identity():
            abort(404)
        return method(self, document_id)
    return checked


class Document(Resource):
    @owner_required
    def get(self, document_id):
        item = table.get_item(Key={'document_id': document_id})['Item']
        return {'title': item['title'], 'pages': int(item['pages'])}


api.add_resource(Document, '/documents/<string:document_id>')
