# The schema lets fields through that it does not declare.
import os
import uuid

import boto3
from flask import Flask
from flask.views import MethodView
from flask_jwt_extended import JWTManager, get_jwt_identity, jwt_required
from flask_smorest import Api, Blueprint
from marshmallow import INCLUDE, Schema, fields

app = Flask(__name__)
app.config.update(API_TITLE='pets', API_VERSION='1', OPENAPI_VERSION='3.1.0')
app.config['JWT_SECRET_KEY'] = os.environ['JWT_SECRET_KEY']
JWTManager(app)
blp = Blueprint('pets', __name__, url_prefix='/pets')
pets = boto3.resource('dynamodb').Table('pets')


class PetIn(Schema):
    class Meta:
        unknown = INCLUDE

    name = fields.String(required=True)


@blp.route('/')
class Pets(MethodView):
    @jwt_required()
    @blp.arguments(PetIn)
    def post(self, data):
        pet_id = uuid.uuid4().hex
        pets.put_item(Item={**data, 'pet_id': pet_id, 'keeper': get_jwt_identity()})  # expect code/mass-assignment
        return {'pet_id': pet_id}, 201


Api(app).register_blueprint(blp)
