from __future__ import annotations

import uuid

from flask import Blueprint, abort, jsonify

from .identity import LIFETIME, issue_token, verified_claims
from .input import read_object
from .passwords import authenticate
from .store import enabled_user
from .token_register import issue_refresh_token, redeem, revoke

blueprint = Blueprint("login", __name__)


def new_tokens(user: dict) -> dict:
    token_id = str(uuid.uuid4())
    return {
        "access_token": issue_token(user, token_id),
        "token_type": "Bearer",
        "expires_in": int(LIFETIME.total_seconds()),
        "refresh_token": issue_refresh_token(user["user_id"], token_id),
    }


@blueprint.post("/api/login")
def login():
    return jsonify(new_tokens(authenticate()))


@blueprint.post("/api/token")
def refresh():
    refresh_token = read_object().get("refresh_token")
    if not isinstance(refresh_token, str):
        abort(400)
    user_id = redeem(refresh_token)
    user = None if user_id is None else enabled_user(user_id)
    if user is None:
        abort(401)
    return jsonify(new_tokens(user))


@blueprint.post("/api/logout")
def logout():
    revoke(verified_claims()["jti"], LIFETIME.total_seconds())
    return "", 204
