# Views of flask-smorest answer through their schemas.
import uuid

import boto3
import marshmallow as ma
from flask import Flask
from flask.views import MethodView
from flask_jwt_extended import get_jwt, get_jwt_identity, jwt_required
from flask_smorest import Api, Blueprint, abort

app = Flask(__name__)
api = Api(app)
table = boto3.resource("dynamodb").Table("pets")


class PetSchema(ma.Schema):
    pet_id = ma.fields.String(dump_only=True)
    name = ma.fields.String(required=True)
    species = ma.fields.String()


blp = Blueprint("pets", "pets", url_prefix="/pets")


@blp.route("/")
class Pets(MethodView):
    @jwt_required()
    @blp.response(200, PetSchema(many=True))
    def get(self):
        if get_jwt().get("role") != "vet":
            abort(403)
        return table.scan()["Items"]

    @jwt_required()
    @blp.arguments(PetSchema)
    @blp.response(201, PetSchema)
    def post(self, data):
        item = {"pet_id": str(uuid.uuid4()), "owner": get_jwt_identity(), **data}
        table.put_item(Item=item)
        return item


@blp.route("/<pet_id>")
class PetsById(MethodView):
    @jwt_required()
    @blp.response(200, PetSchema)
    def get(self, pet_id):
        pet = table.get_item(Key={"pet_id": pet_id}).get("Item")  # expect code/foreign-key-read
        if not pet:
            abort(404)
        return pet

    @jwt_required()
    @blp.response(204)
    def delete(self, pet_id):
        pet = table.get_item(Key={"pet_id": pet_id}).get("Item")
        if not pet or pet["owner"] != get_jwt_identity():
            abort(404)
        table.delete_item(Key={"pet_id": pet_id})  # expect code/check-then-write-race


api.register_blueprint(blp)
