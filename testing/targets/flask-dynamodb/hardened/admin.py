from flask import Blueprint, abort, jsonify

from .identity import canonical_id, current_user
from .input import read_object
from .serializers import profile_view
from .store import users

blueprint = Blueprint("admin", __name__)


# region: scan-count
@blueprint.get("/api/admin/users-count")
def users_count():
    """A page of a scan ends after 1 MB, so all pages are counted; no item is transferred."""
    if current_user().role != "admin":
        abort(403)
    scan = {
        "Select": "COUNT",
        "FilterExpression": "enabled = :enabled",
        "ExpressionAttributeValues": {":enabled": True},
    }
    page = users.scan(**scan)
    count = page["Count"]
    while "LastEvaluatedKey" in page:
        page = users.scan(**scan, ExclusiveStartKey=page["LastEvaluatedKey"])
        count += page["Count"]
    return jsonify(count=count)


# endregion


@blueprint.put("/api/admin/users/<user_id>/role")
def update_role(user_id):
    if current_user().role != "admin":
        abort(403)
    key = {"user_id": canonical_id(user_id)}
    role = read_object().get("role")
    if role not in ("user", "admin"):
        abort(400)
    try:
        answer = users.update_item(
            Key=key,
            UpdateExpression="SET #role = :role",
            ConditionExpression="attribute_exists(user_id)",
            ExpressionAttributeNames={"#role": "role"},
            ExpressionAttributeValues={":role": role},
            ReturnValues="ALL_NEW",
        )
    except users.meta.client.exceptions.ConditionalCheckFailedException:
        abort(404)
    return jsonify(profile_view(answer["Attributes"]))
