# Pages go on where the client says, one list with and one without its owner.
import base64
import json

import boto3
from boto3.dynamodb.conditions import Key
from flask import Blueprint, jsonify, request
from flask_jwt_extended import get_jwt_identity, jwt_required

feed = Blueprint("feed", __name__)
table = boto3.resource("dynamodb").Table("feed")


def decode(token):
    return json.loads(base64.urlsafe_b64decode(token)) if token else None


@feed.get("/mine")
@jwt_required()
def mine():
    kwargs = {"KeyConditionExpression": Key("user_id").eq(get_jwt_identity()), "Limit": min(int(request.args.get("limit", 20)), 50)}
    start = decode(request.args.get("next"))
    if start:
        kwargs["ExclusiveStartKey"] = start
    page = table.query(**kwargs)
    return jsonify(items=[{"id": i["id"], "text": i["text"]} for i in page["Items"]])


@feed.get("/topics/<topic>")
@jwt_required()
def topic(topic):
    kwargs = {"IndexName": "topic-index", "KeyConditionExpression": Key("topic").eq(topic), "Limit": int(request.args.get("limit", 20))}
    start = decode(request.args.get("next"))
    if start:
        kwargs["ExclusiveStartKey"] = start
    page = table.query(**kwargs)  # expect code/index-without-owner code/client-cursor code/unbounded-limit
    return jsonify(items=[{"id": i["id"], "text": i["text"]} for i in page["Items"]])
