# The client of boto3 with types in its values, behind a small web of functions.
import os

import boto3
from boto3.dynamodb.types import TypeDeserializer, TypeSerializer
from flask import Flask, abort, jsonify, request
from flask_jwt_extended import get_jwt_identity, jwt_required

app = Flask(__name__)
ddb = boto3.client("dynamodb", region_name=os.environ.get("AWS_REGION", "eu-west-1"))
TABLE = os.environ["TABLE"]
_de, _ser = TypeDeserializer(), TypeSerializer()


def to_plain(image):
    return {k: _de.deserialize(v) for k, v in image.items()}


def key_of(owner, album):
    return {"pk": {"S": f"OWNER#{owner}"}, "sk": {"S": f"ALBUM#{album}"}}


@app.get("/albums/<album>")
@jwt_required()
def album(album):
    found = ddb.get_item(TableName=TABLE, Key=key_of(get_jwt_identity(), album)).get("Item")
    if not found:
        abort(404)
    item = to_plain(found)
    return jsonify({"title": item["title"], "year": int(item["year"])})


@app.get("/owners/<owner>/albums/<album>")
@jwt_required()
def album_of(owner, album):
    found = ddb.get_item(TableName=TABLE, Key=key_of(owner, album)).get("Item")  # expect code/foreign-key-read
    if not found:
        abort(404)
    item = to_plain(found)
    return jsonify({"title": item["title"]})


@app.post("/albums")
@jwt_required()
def create():
    body = request.get_json(force=True)
    ddb.transact_write_items(
        TransactItems=[
            {
                "Put": {
                    "TableName": TABLE,
                    "Item": {**key_of(get_jwt_identity(), body["id"]), "title": {"S": body["title"]}},
                    "ConditionExpression": "attribute_not_exists(pk)",
                }
            }
        ]
    )
    return "", 201
