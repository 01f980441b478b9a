import base64
import json

from boto3.dynamodb.conditions import Key
from flask import Blueprint, g, jsonify, request

from .identity import login_required
from .serializers import own_post
from .store import posts

blueprint = Blueprint("feed", __name__)


# region: raw-cursor
def encode_cursor(last_key):
    return base64.urlsafe_b64encode(json.dumps(last_key).encode()).decode().rstrip("=")


def decode_cursor(cursor):
    padding = "=" * (-len(cursor) % 4)
    return json.loads(base64.urlsafe_b64decode(cursor + padding))


@blueprint.get("/api/feed")
@login_required
def feed():
    query = {
        "KeyConditionExpression": Key("user_id").eq(g.user["sub"]),
        "Limit": int(request.args.get("limit", 20)),
    }
    if request.args.get("cursor"):
        start = decode_cursor(request.args["cursor"])
        # A page goes on in the partition in which the one before it ended.
        query["KeyConditionExpression"] = Key("user_id").eq(start.get("user_id", g.user["sub"]))
        query["ExclusiveStartKey"] = start
    page = posts.query(**query)
    last_key = page.get("LastEvaluatedKey")
    return jsonify(
        items=[own_post(item) for item in page["Items"]],
        next_cursor=encode_cursor(last_key) if last_key else None,
    )


# endregion
