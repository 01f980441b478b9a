from __future__ import annotations

import secrets

from flask import abort, jsonify
from werkzeug.security import check_password_hash, generate_password_hash

from .input import is_text, read_object
from .store import users
from .throttle import Throttle

SHORTEST = 12
METHOD = "pbkdf2:sha256:20000"

# An unknown name costs the same key derivation as a wrong password.
NOBODY = {
    "password_hash": generate_password_hash(secrets.token_hex(16), method=METHOD),
    "enabled": False,
}

# For names nobody has like for the others, so that no answer tells which exist.
tries = Throttle(most=5, seconds=60)


def authenticate() -> dict:
    """The enabled user whose name and password are in the body; refuses all others with one answer."""
    body = read_object()
    username, password = body.get("username"), body.get("password")
    if not is_text(username, 1, 64) or not is_text(password, 0, 256):
        abort(400)
    seconds = tries.start(username)
    if seconds > 0:
        abort(429, retry_after=seconds)
    user = find_user(username)
    matches = check_password_hash(user["password_hash"], password)
    if not matches or user.get("enabled") is not True:
        abort(401)
    tries.succeed(username)
    return user


def find_user(username: str) -> dict:
    page = users.query(
        IndexName="by-username",
        KeyConditionExpression="username = :username",
        ExpressionAttributeValues={":username": username},
        Limit=1,
    )
    return next(iter(page["Items"]), NOBODY)


def hash_password(password: str) -> str:
    return generate_password_hash(password, method=METHOD)


def is_strong(password: str, username: str) -> bool:
    return len(password) >= SHORTEST and password.lower() != username


def weak_password():
    return jsonify(error=f"the password needs at least {SHORTEST} characters"), 400
