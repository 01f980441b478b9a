import os
from datetime import datetime, timezone
from itertools import count

from flask import Blueprint, jsonify, request

from .identity import find_user, hash_password
from .input import is_filled
from .store import users

blueprint = Blueprint("registration", __name__)

REQUIRED = ("username", "email", "password", "display_name")

next_user_id = count(int(os.environ["LAST_USER_ID"]) + 1)


# region: weak-registration
@blueprint.post("/api/register")
def register():
    data = request.get_json(silent=True)
    if not isinstance(data, dict) or not all(is_filled(data.get(name)) for name in REQUIRED):
        return jsonify(error="bad request"), 400
    if find_user(data["username"]):
        return jsonify(error="user name taken"), 409
    password = data.pop("password")
    user_id = str(next(next_user_id))
    user = {
        "tenant_id": user_id,
        "role": "user",
        "bio": "New here.",
        "theme": "light",
        "enabled": True,
        "created_at": datetime.now(timezone.utc).isoformat(timespec="milliseconds"),
        **data,
        "user_id": user_id,
        "password_hash": hash_password(password),
    }
    users.put_item(Item=user)
    return jsonify(user_id=user_id, username=user["username"]), 201


# endregion
