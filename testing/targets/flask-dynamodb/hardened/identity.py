from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

import jwt
from flask import Blueprint, abort, current_app, jsonify, request

from .passwords import authenticate

blueprint = Blueprint("identity", __name__)

ISSUER = "notes-api"
AUDIENCE = "notes-clients"
LIFETIME = timedelta(minutes=15)


# region: jwt-secret
def issue_token(user: dict) -> str:
    """A token under a key that is random for each start and known to this process only."""
    now = datetime.now(timezone.utc)
    claims = {
        "sub": user["user_id"],
        "username": user["username"],
        "role": user["role"],
        "iss": ISSUER,
        "aud": AUDIENCE,
        "iat": now,
        "exp": now + LIFETIME,
    }
    return jwt.encode(claims, current_app.config["JWT_KEY"], algorithm="HS256")


def verify_token(token: str) -> dict:
    """The claims; raises jwt.InvalidTokenError when anything about the token is wrong."""
    return jwt.decode(
        token,
        current_app.config["JWT_KEY"],
        algorithms=["HS256"],
        issuer=ISSUER,
        audience=AUDIENCE,
        options={"require": ["sub", "role", "iss", "aud", "iat", "exp"]},
    )


# endregion


# region: verified-identity
@dataclass(frozen=True)
class Caller:
    user_id: str
    role: str


def current_user() -> Caller:
    """Who is calling, from the claims of a verified token; there is no other way to become one."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        abort(401)
    try:
        claims = verify_token(token.strip())
    except jwt.InvalidTokenError:
        # Forged, expired and malformed tokens all get one answer.
        abort(401)
    return Caller(user_id=claims["sub"], role=claims["role"])


# endregion


# region: canonical-id
UUID4 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


def canonical_id(raw: str) -> str:
    """The one spelling of an id that is used as a key; what is no id at all is answered like a missing one."""
    lowered = raw.lower()
    if not UUID4.fullmatch(lowered):
        abort(404)
    return lowered


def own_id(raw: str) -> str:
    """The caller's id when the path names the caller; anybody else's is answered like a missing one."""
    caller = current_user()
    if canonical_id(raw) != caller.user_id:
        abort(404)
    return caller.user_id


# endregion


@blueprint.post("/api/login")
def login():
    user = authenticate()
    return jsonify(
        access_token=issue_token(user),
        token_type="Bearer",
        expires_in=int(LIFETIME.total_seconds()),
    )
