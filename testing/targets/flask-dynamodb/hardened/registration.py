from __future__ import annotations

import re
import uuid
from datetime import datetime, timezone

from flask import Blueprint, abort, jsonify

from . import usernames
from .input import is_text, read_object
from .passwords import hash_password, is_strong, weak_password
from .store import users

blueprint = Blueprint("registration", __name__)

USERNAME = re.compile(r"[a-z0-9]{3,32}")
EMAIL = re.compile(r"[^\s@]+@[^\s@]+")


# region: weak-registration
@blueprint.post("/api/register")
def register():
    """A new user: of the body only the listed fields, and never a role or a tenant."""
    body = read_object()
    username, email, password, display_name = (
        body.get(field) for field in ("username", "email", "password", "display_name")
    )
    if not is_text(username, 3, 32) or not USERNAME.fullmatch(username) or not is_text(password, 0, 256):
        abort(400)
    if not is_text(email, 3, 254) or not EMAIL.fullmatch(email) or not is_text(display_name, 1, 80):
        abort(400)
    if not is_strong(password, username):
        return weak_password()
    user_id = str(uuid.uuid4())
    user = {
        "user_id": user_id,
        "username": username,
        "tenant_id": user_id,
        "role": "user",
        "display_name": display_name,
        "email": email,
        "bio": "New here.",
        "theme": "light",
        "enabled": True,
        "password_hash": hash_password(password),
        "created_at": datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
    }
    if not usernames.claim(username):
        return jsonify(error="user name taken"), 409
    try:
        users.put_item(Item=user, ConditionExpression="attribute_not_exists(user_id)")
    except Exception:
        usernames.release(username)
        raise
    return jsonify(user_id=user_id, username=username), 201


# endregion
