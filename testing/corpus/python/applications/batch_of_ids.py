# Several items are asked for at once.
import boto3
from flask import Blueprint, jsonify, request
from flask_jwt_extended import get_jwt_identity, jwt_required

stickers = Blueprint("stickers", __name__)
dynamodb = boto3.resource("dynamodb")


@stickers.post("/stickers/lookup")
@jwt_required()
def lookup():
    keys = [{"id": one} for one in request.json["ids"][:50]]
    found = dynamodb.batch_get_item(RequestItems={"stickers": {"Keys": keys}})  # expect code/foreign-key-read
    return jsonify([{"id": s["id"], "image": s["image"]} for s in found["Responses"]["stickers"]])


@stickers.post("/stickers/lookup-own")
@jwt_required()
def lookup_own():
    keys = [{"owner": get_jwt_identity(), "id": one} for one in request.json["ids"][:50]]
    found = dynamodb.batch_get_item(RequestItems={"stickers": {"Keys": keys}})
    return jsonify([{"id": s["id"], "image": s["image"]} for s in found["Responses"]["stickers"]])


@stickers.delete("/stickers")
@jwt_required()
def remove_many():
    table = dynamodb.Table("stickers")
    with table.batch_writer() as batch:
        for one in request.json["ids"]:
            batch.delete_item(Key={"id": one})  # expect code/foreign-key-write
    return "", 204
