from flask import Blueprint, abort, jsonify
from werkzeug.security import check_password_hash

from . import usernames
from .identity import own_id
from .input import is_text, read_object
from .passwords import hash_password, is_strong, weak_password
from .profile import change_profile
from .serializers import profile_view
from .shares import shares_of
from .store import posts, users

blueprint = Blueprint("users", __name__)


# region: profile-by-id
@blueprint.get("/api/users/<user_id>")
def show_user(user_id):
    item = users.get_item(Key={"user_id": own_id(user_id)}).get("Item")
    if item is None:
        abort(404)
    return jsonify(profile_view(item))


# endregion


# region: write-by-id
@blueprint.patch("/api/users/<user_id>")
def update_user(user_id):
    """The caller is the key; the id of anybody else is answered like one there is not."""
    return jsonify(profile_view(change_profile(own_id(user_id))))


# endregion


@blueprint.put("/api/users/<user_id>/password")
def update_password(user_id):
    key = {"user_id": own_id(user_id)}
    body = read_object()
    current, password = body.get("current_password"), body.get("password")
    if not is_text(current, 0, 256) or not is_text(password, 0, 256):
        abort(400)
    user = users.get_item(Key=key, ConsistentRead=True).get("Item")
    if user is None:
        abort(404)
    if not is_strong(password, user["username"]):
        return weak_password()
    if not check_password_hash(user["password_hash"], current):
        abort(403)
    try:
        users.update_item(
            Key=key,
            UpdateExpression="SET password_hash = :new",
            # The password that was checked is still the current one.
            ConditionExpression="password_hash = :checked",
            ExpressionAttributeValues={":new": hash_password(password), ":checked": user["password_hash"]},
        )
    except users.meta.client.exceptions.ConditionalCheckFailedException:
        abort(403)
    return "", 204


@blueprint.delete("/api/users/<user_id>")
def delete_user(user_id):
    """The user goes after the posts, so that one who is left by a failure can ask again."""
    key = {"user_id": own_id(user_id)}
    delete_partition(key["user_id"])
    try:
        answer = users.delete_item(Key=key, ConditionExpression="attribute_exists(user_id)", ReturnValues="ALL_OLD")
    except users.meta.client.exceptions.ConditionalCheckFailedException:
        abort(404)
    # What was written meanwhile; by now no token of the user is good for anything.
    delete_partition(key["user_id"])
    delete_partition(shares_of(key["user_id"]))
    usernames.release(answer["Attributes"]["username"])
    return "", 204


def delete_partition(key: str) -> None:
    query = {
        "KeyConditionExpression": "user_id = :owner",
        "ExpressionAttributeValues": {":owner": key},
        "ProjectionExpression": "user_id, post_id",
        "ConsistentRead": True,
    }
    page = posts.query(**query)
    items = page["Items"]
    while "LastEvaluatedKey" in page:
        page = posts.query(**query, ExclusiveStartKey=page["LastEvaluatedKey"])
        items += page["Items"]
    with posts.batch_writer() as batch:
        for item in items:
            batch.delete_item(Key=item)
