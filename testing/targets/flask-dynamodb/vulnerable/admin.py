from boto3.dynamodb.conditions import Attr
from flask import Blueprint, jsonify, request

from .identity import login_required
from .input import is_filled
from .serializers import own_profile
from .store import users

blueprint = Blueprint("admin", __name__)


# region: scan-count
@blueprint.get("/api/admin/users-count")
@login_required
def users_count():
    page = users.scan(FilterExpression=Attr("enabled").eq(True))
    return jsonify(count=len(page["Items"]))


# endregion


@blueprint.put("/api/admin/users/<user_id>/role")
@login_required
def update_role(user_id):
    role = request.get_json().get("role")
    if not is_filled(role):
        return jsonify(error="bad request"), 400
    try:
        answer = users.update_item(
            Key={"user_id": user_id},
            UpdateExpression="SET #role = :role",
            ConditionExpression="attribute_exists(user_id)",
            ExpressionAttributeNames={"#role": "role"},
            ExpressionAttributeValues={":role": role},
            ReturnValues="ALL_NEW",
        )
    except users.meta.client.exceptions.ConditionalCheckFailedException:
        return jsonify(error="not found"), 404
    return jsonify(own_profile(answer["Attributes"]))
