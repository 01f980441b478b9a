from boto3.dynamodb.conditions import Key
from flask import Blueprint, g, jsonify, request

from .identity import hash_password, login_required
from .input import is_filled
from .serializers import own_profile, to_json
from .store import posts, users

blueprint = Blueprint("users", __name__)


@blueprint.get("/api/me")
@login_required
def show_me():
    item = users.get_item(Key={"user_id": g.user["sub"]}).get("Item")
    if item is None:
        return jsonify(error="not found"), 404
    return jsonify(own_profile(item))


# region: profile-by-id
@blueprint.get("/api/users/<user_id>")
@login_required
def show_user(user_id):
    item = users.get_item(Key={"user_id": user_id}).get("Item")
    if item is None:
        return jsonify(error="not found"), 404
    return jsonify(to_json(item))


# endregion


# region: write-by-id
EDITABLE = ("display_name", "bio", "theme")


@blueprint.patch("/api/users/<user_id>")
@login_required
def update_user(user_id):
    data = request.get_json()
    changes = {name: data[name] for name in EDITABLE if name in data}
    if not changes:
        return jsonify(error="bad request"), 400
    item = change_user(user_id, changes)
    if item is None:
        return jsonify(error="not found"), 404
    return jsonify(own_profile(item))


# endregion


@blueprint.put("/api/users/<user_id>/password")
@login_required
def update_password(user_id):
    password = request.get_json().get("password")
    if not is_filled(password):
        return jsonify(error="bad request"), 400
    if change_user(user_id, {"password_hash": hash_password(password)}) is None:
        return jsonify(error="not found"), 404
    return "", 204


def change_user(user_id, changes):
    """The changed user, or None when there is none with this id."""
    try:
        answer = users.update_item(
            Key={"user_id": user_id},
            UpdateExpression="SET " + ", ".join(f"#{name} = :{name}" for name in changes),
            ConditionExpression="attribute_exists(user_id)",
            ExpressionAttributeNames={f"#{name}": name for name in changes},
            ExpressionAttributeValues={f":{name}": value for name, value in changes.items()},
            ReturnValues="ALL_NEW",
        )
    except users.meta.client.exceptions.ConditionalCheckFailedException:
        return None
    return answer["Attributes"]


@blueprint.delete("/api/users/<user_id>")
@login_required
def delete_user(user_id):
    users.delete_item(Key={"user_id": user_id})
    page = posts.query(KeyConditionExpression=Key("user_id").eq(user_id))
    with posts.batch_writer() as batch:
        for item in page["Items"]:
            batch.delete_item(Key={"user_id": user_id, "post_id": item["post_id"]})
    return "", 204
