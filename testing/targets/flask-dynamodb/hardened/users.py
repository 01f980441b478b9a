from flask import Blueprint, abort, jsonify

from .identity import own_id
from .serializers import profile_view
from .store import users

blueprint = Blueprint("users", __name__)


# region: profile-by-id
@blueprint.get("/api/users/<user_id>")
def show_user(user_id):
    item = users.get_item(Key={"user_id": own_id(user_id)}).get("Item")
    if item is None:
        abort(404)
    return jsonify(profile_view(item))


# endregion
