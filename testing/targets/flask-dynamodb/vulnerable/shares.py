from flask import Blueprint, g, jsonify, request

from .identity import login_required
from .input import is_filled
from .serializers import own_post
from .store import posts

blueprint = Blueprint("shares", __name__)


@blueprint.post("/api/users/<user_id>/posts/<post_id>/shares")
@login_required
def share_post(user_id, post_id):
    if user_id != g.user["sub"]:
        return jsonify(error="not found"), 404
    reader = request.get_json().get("user_id")
    if not is_filled(reader):
        return jsonify(error="bad request"), 400
    try:
        posts.update_item(
            Key={"user_id": user_id, "post_id": post_id},
            UpdateExpression="SET shared_with = list_append(if_not_exists(shared_with, :nobody), :reader)",
            ConditionExpression="attribute_exists(post_id)",
            ExpressionAttributeValues={":nobody": [], ":reader": [reader]},
        )
    except posts.meta.client.exceptions.ConditionalCheckFailedException:
        return jsonify(error="not found"), 404
    return "", 204


@blueprint.get("/api/shared")
@login_required
def list_shared():
    scan = {
        "FilterExpression": "contains(shared_with, :reader)",
        "ExpressionAttributeValues": {":reader": g.user["sub"]},
    }
    page = posts.scan(**scan)
    items = page["Items"]
    while "LastEvaluatedKey" in page:
        page = posts.scan(**scan, ExclusiveStartKey=page["LastEvaluatedKey"])
        items += page["Items"]
    return jsonify([own_post(item) for item in items])
