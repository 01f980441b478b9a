# Classes of views say in a list what stands around their methods.
import boto3
from flask import Flask, jsonify
from flask.views import MethodView
from flask_jwt_extended import get_jwt_identity, jwt_required
from flask_restful import Api, Resource

app = Flask(__name__)
api = Api(app)
table = boto3.resource("dynamodb").Table("cats")


class CatView(MethodView):
    decorators = [jwt_required()]

    def get(self, cat_id):
        cat = table.get_item(Key={"id": cat_id})["Item"]  # expect code/foreign-key-read
        return jsonify(name=cat["name"])

    def delete(self, cat_id):
        table.delete_item(Key={"id": cat_id}, ConditionExpression="keeper = :k", ExpressionAttributeValues={":k": get_jwt_identity()})
        return "", 204


class OwnCat(Resource):
    method_decorators = {"get": [jwt_required()]}

    def get(self, cat_id):
        cat = table.get_item(Key={"keeper": get_jwt_identity(), "id": cat_id})["Item"]
        return {"name": cat["name"]}

    def delete(self, cat_id):
        table.delete_item(Key={"id": cat_id})  # expect code/missing-authentication
        return "", 204


app.add_url_rule("/cats/<cat_id>", view_func=CatView.as_view("cat"))
api.add_resource(OwnCat, "/own-cats/<cat_id>")
