# Schemas on both sides: only declared fields come in, and only declared fields go out.
import os
import uuid

import boto3
from boto3.dynamodb.conditions import Key
from flask import Flask
from flask.views import MethodView
from flask_jwt_extended import JWTManager, get_jwt_identity, jwt_required
from flask_smorest import Api, Blueprint
from marshmallow import Schema, fields

app = Flask(__name__)
app.config.update(API_TITLE='pets', API_VERSION='1', OPENAPI_VERSION='3.1.0')
app.config['JWT_SECRET_KEY'] = os.environ['JWT_SECRET_KEY']
JWTManager(app)
blp = Blueprint('pets', __name__, url_prefix='/pets')
pets = boto3.resource('dynamodb').Table('pets')


class PetIn(Schema):
    name = fields.String(required=True)


class PetOut(Schema):
    pet_id = fields.String()
    name = fields.String()


@blp.route('/')
class Pets(MethodView):
    @jwt_required()
    @blp.response(200, PetOut(many=True))
    def get(self):
        return pets.query(KeyConditionExpression=Key('keeper').eq(get_jwt_identity()))['Items']

    @jwt_required()
    @blp.arguments(PetIn)
    @blp.response(201, PetOut)
    def post(self, data):
        pet = {**data, 'pet_id': uuid.uuid4().hex, 'keeper': get_jwt_identity()}
        pets.put_item(Item=pet)
        return pet


Api(app).register_blueprint(blp)
