from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

import jwt
from flask import abort, current_app, request

from .store import enabled_user
from .token_register import is_revoked

ISSUER = "notes-api"
AUDIENCE = "notes-clients"
LIFETIME = timedelta(minutes=15)


# region: jwt-secret
def issue_token(user: dict, token_id: str) -> str:
    """A token under a key that is random for each start and known to this process only."""
    now = datetime.now(timezone.utc)
    claims = {
        "sub": user["user_id"],
        "username": user["username"],
        "role": user["role"],
        "iss": ISSUER,
        "aud": AUDIENCE,
        "jti": token_id,
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
        options={"require": ["sub", "role", "iss", "aud", "jti", "iat", "exp"]},
    )


# endregion


# region: verified-identity
@dataclass(frozen=True)
class Caller:
    user_id: str
    role: str


def verified_claims() -> dict:
    """The claims of the request's token; refuses a request without one, or with a revoked one."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        abort(401)
    try:
        claims = verify_token(token.strip())
    except jwt.InvalidTokenError:
        # Forged, expired and malformed tokens all get one answer.
        abort(401)
    if is_revoked(claims["jti"]):
        abort(401)
    return claims


def current_user() -> Caller:
    """Who is calling, from the claims of a verified token; there is no other way to become one.

    The role is the stored one: a token can outlive a role, and a user.
    """
    user = enabled_user(verified_claims()["sub"])
    if user is None:
        abort(401)
    return Caller(user_id=user["user_id"], role=user["role"])


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
