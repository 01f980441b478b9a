# A resource of Flask-RESTful with a parser of its arguments.
import boto3
from botocore.exceptions import ClientError
from flask import Flask
from flask_jwt_extended import JWTManager, get_jwt_identity, jwt_required
from flask_restful import Api, Resource, reqparse

app = Flask(__name__)
app.config.from_prefixed_env()
JWTManager(app)
api = Api(app)
books = boto3.resource("dynamodb").Table("Books")

parser = reqparse.RequestParser()
parser.add_argument("title", type=str, required=True)
parser.add_argument("rating", type=int)


class Book(Resource):
    @jwt_required()
    def get(self, isbn):
        try:
            response = books.get_item(Key={"reader": get_jwt_identity(), "isbn": isbn})
        except ClientError as e:
            return {"message": e.response["Error"]["Message"]}, 500  # expect code/raw-error-returned
        return {"title": response["Item"]["title"]}

    @jwt_required()
    def put(self, isbn):
        args = parser.parse_args()
        books.put_item(Item={"reader": get_jwt_identity(), "isbn": isbn, "title": args["title"], "rating": args["rating"]})
        return {}, 204

    @jwt_required()
    def delete(self, isbn):
        reader = reqparse.RequestParser().add_argument("reader", location="args").parse_args()["reader"]
        books.delete_item(Key={"reader": reader, "isbn": isbn})  # expect code/foreign-key-write
        return "", 204


api.add_resource(Book, "/books/<string:isbn>")
