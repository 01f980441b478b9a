"""Who may read which post of somebody else.

The post names its readers, and that decides. Beside it each reader has an item in a partition of the author's
own, which an index lists by reader: it only says where to look.
"""

from __future__ import annotations

from flask import Blueprint, abort, jsonify

from .identity import UUID4, canonical_id, current_user, own_id
from .input import is_text, read_object
from .serializers import post_view
from .store import posts

blueprint = Blueprint("shares", __name__)


def shares_of(author: str) -> str:
    """The partition of what an author shares; no id of a user contains "#"."""
    return f"shares#{author}"


@blueprint.post("/api/users/<user_id>/posts/<post_id>/shares")
def share_post(user_id, post_id):
    author, post_id = own_id(user_id), canonical_id(post_id)
    reader = read_object().get("user_id")
    if not is_text(reader, 36, 36) or not UUID4.fullmatch(reader.lower()):
        abort(400)
    reader = reader.lower()
    try:
        posts.update_item(
            Key={"user_id": author, "post_id": post_id},
            UpdateExpression="ADD shared_with :reader",
            ConditionExpression="attribute_exists(post_id)",
            ExpressionAttributeValues={":reader": {reader}},
        )
    except posts.meta.client.exceptions.ConditionalCheckFailedException:
        abort(404)
    share = {
        "user_id": shares_of(author),
        "post_id": f"{post_id}#{reader}",
        "reader": reader,
        "author": author,
        "shared_post": post_id,
    }
    try:
        posts.put_item(Item=share, ConditionExpression="attribute_not_exists(post_id)")
    except posts.meta.client.exceptions.ConditionalCheckFailedException:
        # Whoever shares twice shares once.
        pass
    return "", 204


def forget_shares(author: str, post: dict) -> None:
    """Of a post that is no more. One that is left by a failure leads nowhere."""
    for reader in post.get("shared_with", ()):
        posts.delete_item(Key={"user_id": shares_of(author), "post_id": f"{post['post_id']}#{reader}"})


def shared_post(author: str, post_id: str, reader: str) -> dict:
    """A post of somebody else that is shared with the reader; any other is answered like a missing one."""
    item = posts.get_item(Key={"user_id": author, "post_id": post_id}).get("Item")
    if item is None or reader not in item.get("shared_with", ()):
        abort(404)
    return item


@blueprint.get("/api/shared")
def list_shared():
    reader = current_user().user_id
    query = {
        "IndexName": "by-reader",
        "KeyConditionExpression": "reader = :reader",
        "ExpressionAttributeValues": {":reader": reader},
    }
    page = posts.query(**query)
    shares = page["Items"]
    while "LastEvaluatedKey" in page:
        page = posts.query(**query, ExclusiveStartKey=page["LastEvaluatedKey"])
        shares += page["Items"]
    keys = [{"user_id": share["author"], "post_id": share["shared_post"]} for share in shares]
    items = [posts.get_item(Key=key).get("Item") for key in keys]
    return jsonify([post_view(item) for item in items if item is not None and reader in item.get("shared_with", ())])
