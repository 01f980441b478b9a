import os
from datetime import datetime, timezone
from itertools import count

from boto3.dynamodb.conditions import Key
from flask import Blueprint, g, jsonify, request

from .identity import login_required
from .serializers import own_post, to_json
from .store import owner_topic, posts

blueprint = Blueprint("posts", __name__)

next_post_id = count(int(os.environ["LAST_POST_ID"]) + 1)


# region: posts-by-id
@blueprint.get("/api/users/<user_id>/posts")
@login_required
def list_user_posts(user_id):
    page = posts.query(KeyConditionExpression=Key("user_id").eq(user_id))
    return jsonify([to_json(item) for item in page["Items"]])


# endregion


# region: nested-post
@blueprint.get("/api/users/<user_id>/posts/<post_id>")
@login_required
def show_post(user_id, post_id):
    if user_id != g.user["sub"]:
        return jsonify(error="not found"), 404
    page = posts.query(IndexName="by-post", KeyConditionExpression=Key("post_id").eq(post_id))
    if not page["Items"]:
        return jsonify(error="not found"), 404
    return jsonify(own_post(page["Items"][0]))


# endregion


# region: client-side-filter
@blueprint.get("/api/posts")
@login_required
def list_posts():
    user_id = request.args.get("user_id", g.user["sub"])
    items = posts.scan()["Items"]
    return jsonify([own_post(item) for item in items if item["user_id"] == user_id])


# endregion


# region: topic-index
@blueprint.get("/api/topics/<topic>/posts")
@login_required
def list_topic(topic):
    page = posts.query(IndexName="by-topic", KeyConditionExpression=Key("topic").eq(topic))
    return jsonify([to_json(item) for item in page["Items"]])


# endregion


@blueprint.post("/api/posts")
@login_required
def create_post():
    return jsonify(own_post(write_post(g.user["sub"]))), 201


@blueprint.post("/api/users/<user_id>/posts")
@login_required
def create_user_post(user_id):
    return jsonify(own_post(write_post(user_id))), 201


def write_post(owner):
    data = request.get_json()
    post = {
        "user_id": owner,
        "post_id": str(next(next_post_id)),
        "title": data["title"],
        "body": data["body"],
        "topic": data["topic"],
        "visibility": "private",
        "created_at": datetime.now(timezone.utc).isoformat(timespec="milliseconds"),
        "owner_topic": owner_topic(owner, data["topic"]),
    }
    posts.put_item(Item=post)
    return post


@blueprint.put("/api/users/<user_id>/posts/<post_id>")
@login_required
def update_post(user_id, post_id):
    data = request.get_json()
    try:
        answer = posts.update_item(
            Key={"user_id": user_id, "post_id": post_id},
            UpdateExpression="SET title = :title, body = :body, topic = :topic, owner_topic = :owner_topic",
            ConditionExpression="attribute_exists(post_id)",
            ExpressionAttributeValues={
                ":title": data["title"],
                ":body": data["body"],
                ":topic": data["topic"],
                ":owner_topic": owner_topic(user_id, data["topic"]),
            },
            ReturnValues="ALL_NEW",
        )
    except posts.meta.client.exceptions.ConditionalCheckFailedException:
        return jsonify(error="not found"), 404
    return jsonify(own_post(answer["Attributes"]))


@blueprint.delete("/api/users/<user_id>/posts/<post_id>")
@login_required
def delete_post(user_id, post_id):
    posts.delete_item(Key={"user_id": user_id, "post_id": post_id})
    return "", 204
