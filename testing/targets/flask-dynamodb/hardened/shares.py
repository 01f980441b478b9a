from flask import Blueprint, abort, jsonify

from .identity import UUID4, canonical_id, current_user, own_id
from .input import is_text, read_object
from .serializers import post_view
from .store import posts

blueprint = Blueprint("shares", __name__)


@blueprint.post("/api/users/<user_id>/posts/<post_id>/shares")
def share_post(user_id, post_id):
    key = {"user_id": own_id(user_id), "post_id": canonical_id(post_id)}
    reader = read_object().get("user_id")
    if not is_text(reader, 36, 36) or not UUID4.fullmatch(reader.lower()):
        abort(400)
    try:
        posts.update_item(
            Key=key,
            UpdateExpression="ADD shared_with :reader",
            ConditionExpression="attribute_exists(post_id)",
            ExpressionAttributeValues={":reader": {reader.lower()}},
        )
    except posts.meta.client.exceptions.ConditionalCheckFailedException:
        abort(404)
    return "", 204


def shared_post(author: str, post_id: str, reader: str) -> dict:
    """A post of somebody else that is shared with the reader; any other is answered like a missing one."""
    item = posts.get_item(Key={"user_id": author, "post_id": post_id}).get("Item")
    if item is None or reader not in item.get("shared_with", ()):
        abort(404)
    return item


@blueprint.get("/api/shared")
def list_shared():
    """A page of a scan ends after 1 MB, whatever the filter leaves of it, so all pages are read."""
    scan = {
        "FilterExpression": "contains(shared_with, :reader)",
        "ExpressionAttributeValues": {":reader": current_user().user_id},
    }
    page = posts.scan(**scan)
    items = page["Items"]
    while "LastEvaluatedKey" in page:
        page = posts.scan(**scan, ExclusiveStartKey=page["LastEvaluatedKey"])
        items += page["Items"]
    return jsonify([post_view(item) for item in items])
