import secrets

from flask import abort
from werkzeug.security import check_password_hash, generate_password_hash

from .input import is_text, read_object
from .store import users

# An unknown name costs the same key derivation as a wrong password.
NOBODY = {
    "password_hash": generate_password_hash(secrets.token_hex(16), method="pbkdf2:sha256:20000"),
    "enabled": False,
}


def authenticate() -> dict:
    """The enabled user whose name and password are in the body; refuses all others with one answer."""
    body = read_object()
    username, password = body.get("username"), body.get("password")
    if not is_text(username, 1, 64) or not is_text(password, 0, 256):
        abort(400)
    user = find_user(username)
    matches = check_password_hash(user["password_hash"], password)
    if not matches or user.get("enabled") is not True:
        abort(401)
    return user


def find_user(username: str) -> dict:
    page = users.query(
        IndexName="by-username",
        KeyConditionExpression="username = :username",
        ExpressionAttributeValues={":username": username},
        Limit=1,
    )
    return next(iter(page["Items"]), NOBODY)
