from __future__ import annotations

import uuid
from datetime import datetime, timezone

from flask import Blueprint, abort, jsonify

from .identity import canonical_id, current_user, own_id
from .input import is_text, read_object
from .serializers import post_view
from .shares import forget_shares, shared_post
from .store import owner_topic, posts

blueprint = Blueprint("posts", __name__)

TOPICS = ("travel", "work", "health")
# The most posts one list holds; /api/feed pages through the rest.
LONGEST_LIST = 50


def posts_of(user_id: str) -> list[dict]:
    page = posts.query(
        KeyConditionExpression="user_id = :owner",
        ExpressionAttributeValues={":owner": user_id},
        Limit=LONGEST_LIST,
    )
    return [post_view(item) for item in page["Items"]]


# region: posts-by-id
@blueprint.get("/api/users/<user_id>/posts")
def list_user_posts(user_id):
    return jsonify(posts_of(own_id(user_id)))


# endregion


# region: client-side-filter
@blueprint.get("/api/posts")
def list_posts():
    """The key condition chooses the rows, and the caller is the key."""
    return jsonify(posts_of(current_user().user_id))


# endregion


# region: nested-post
@blueprint.get("/api/users/<user_id>/posts/<post_id>")
def show_post(user_id, post_id):
    caller = current_user().user_id
    author, post_id = canonical_id(user_id), canonical_id(post_id)
    if author != caller:
        return jsonify(post_view(shared_post(author, post_id, reader=caller)))
    item = posts.get_item(Key={"user_id": caller, "post_id": post_id}).get("Item")
    if item is None:
        abort(404)
    return jsonify(post_view(item))


# endregion


# region: topic-index
@blueprint.get("/api/topics/<topic>/posts")
def list_topic(topic):
    owner = current_user().user_id
    if topic not in TOPICS:
        abort(404)
    page = posts.query(
        IndexName="by-owner-topic",
        KeyConditionExpression="owner_topic = :key",
        ExpressionAttributeValues={":key": owner_topic(owner, topic)},
        Limit=LONGEST_LIST,
    )
    return jsonify([post_view(item) for item in page["Items"]])


# endregion


@blueprint.post("/api/posts")
def create_post():
    return jsonify(write_post(current_user().user_id)), 201


@blueprint.post("/api/users/<user_id>/posts")
def create_user_post(user_id):
    return jsonify(write_post(own_id(user_id))), 201


def write_post(owner: str) -> dict:
    draft = read_draft()
    post = {
        "user_id": owner,
        "post_id": str(uuid.uuid4()),
        **draft,
        "visibility": "private",
        "created_at": datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "owner_topic": owner_topic(owner, draft["topic"]),
    }
    posts.put_item(Item=post, ConditionExpression="attribute_not_exists(post_id)")
    return post_view(post)


def read_draft() -> dict:
    data = read_object()
    draft = {field: data.get(field) for field in ("title", "body", "topic")}
    if not is_text(draft["title"], 1, 120) or not is_text(draft["body"], 1, 2000) or draft["topic"] not in TOPICS:
        abort(400)
    return draft


@blueprint.put("/api/users/<user_id>/posts/<post_id>")
def update_post(user_id, post_id):
    """The caller is the partition; the condition refuses what is not there in the same step as the write."""
    owner = own_id(user_id)
    key = {"user_id": owner, "post_id": canonical_id(post_id)}
    draft = read_draft()
    try:
        answer = posts.update_item(
            Key=key,
            UpdateExpression="SET title = :title, body = :body, topic = :topic, owner_topic = :owner_topic",
            ConditionExpression="attribute_exists(post_id)",
            ExpressionAttributeValues={
                ":title": draft["title"],
                ":body": draft["body"],
                ":topic": draft["topic"],
                ":owner_topic": owner_topic(owner, draft["topic"]),
            },
            ReturnValues="ALL_NEW",
        )
    except posts.meta.client.exceptions.ConditionalCheckFailedException:
        abort(404)
    return jsonify(post_view(answer["Attributes"]))


@blueprint.delete("/api/users/<user_id>/posts/<post_id>")
def delete_post(user_id, post_id):
    author = own_id(user_id)
    key = {"user_id": author, "post_id": canonical_id(post_id)}
    try:
        answer = posts.delete_item(Key=key, ConditionExpression="attribute_exists(post_id)", ReturnValues="ALL_OLD")
    except posts.meta.client.exceptions.ConditionalCheckFailedException:
        abort(404)
    forget_shares(author, answer["Attributes"])
    return "", 204
