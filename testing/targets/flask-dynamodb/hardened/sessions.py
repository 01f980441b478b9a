from flask import Blueprint, abort, jsonify, session

from .passwords import authenticate
from .store import users

blueprint = Blueprint("sessions", __name__)


@blueprint.post("/api/session")
def start_session():
    user = authenticate()
    # Nothing of an earlier session outlives the sign-in.
    session.clear()
    session["user_id"] = user["user_id"]
    session.permanent = True
    return "", 204


@blueprint.get("/api/session")
def show_session():
    if "user_id" not in session:
        abort(401)
    item = users.get_item(Key={"user_id": session["user_id"]}).get("Item")
    if item is None:
        abort(401)
    return jsonify({field: item[field] for field in ("user_id", "display_name", "email")})
