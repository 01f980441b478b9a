from flask import Blueprint, g, jsonify

from .identity import login_required
from .serializers import own_profile, to_json
from .store import users

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
