from flask import Blueprint, g, jsonify, request

from .identity import login_required
from .serializers import own_profile
from .store import users

blueprint = Blueprint("profile", __name__)


# region: identity-header
@blueprint.get("/api/profile")
def show_profile():
    user_id = request.headers.get("X-User-Id")
    if not user_id:
        return jsonify(error="missing user identifier"), 400
    item = users.get_item(Key={"user_id": user_id}).get("Item")
    if item is None:
        return jsonify(error="not found"), 404
    return jsonify(own_profile(item))


# endregion


# region: mass-assignment
@blueprint.put("/api/profile")
@login_required
def update_profile():
    data = request.get_json()
    users.update_item(
        Key={"user_id": g.user["sub"]},
        UpdateExpression="SET " + ", ".join(f"#{name} = :{name}" for name in data),
        ExpressionAttributeNames={f"#{name}": name for name in data},
        ExpressionAttributeValues={f":{name}": value for name, value in data.items()},
    )
    return jsonify(status="ok")


# endregion
