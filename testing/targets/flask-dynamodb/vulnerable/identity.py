from functools import wraps

import jwt
from boto3.dynamodb.conditions import Key
from flask import Blueprint, g, jsonify, request, session
from werkzeug.security import check_password_hash, generate_password_hash

from .input import is_filled
from .refresh import issue_refresh_token, user_of
from .store import users

blueprint = Blueprint("identity", __name__)

# region: jwt-secret
JWT_SECRET = "secret"


def issue_token(user):
    claims = {"sub": user["user_id"], "username": user["username"], "role": user["role"]}
    return jwt.encode(claims, JWT_SECRET, algorithm="HS256")


def read_token(token):
    return jwt.decode(token, JWT_SECRET, algorithms=["HS256"])


# endregion


def login_required(view):
    @wraps(view)
    def checked(*args, **kwargs):
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            return jsonify(error="missing token"), 401
        try:
            g.user = read_token(token)
        except jwt.InvalidTokenError as error:
            return jsonify(error=str(error)), 401
        return view(*args, **kwargs)

    return checked


def find_user(username):
    page = users.query(IndexName="by-username", KeyConditionExpression=Key("username").eq(username))
    return next(iter(page["Items"]), None)


def hash_password(password):
    return generate_password_hash(password, method="pbkdf2:sha256:20000")


def check_credentials():
    """The user who signs in and None, or None and what is wrong."""
    data = request.get_json()
    user = find_user(data["username"])
    if user is None:
        return None, "unknown user"
    if not check_password_hash(user["password_hash"], data["password"]):
        return None, "wrong password"
    return user, None


@blueprint.post("/api/login")
def login():
    user, problem = check_credentials()
    if problem:
        return jsonify(error=problem), 401
    return jsonify(tokens(user))


def tokens(user):
    return {
        "access_token": issue_token(user),
        "token_type": "Bearer",
        "refresh_token": issue_refresh_token(user["user_id"]),
    }


@blueprint.post("/api/token")
def refresh():
    refresh_token = request.get_json().get("refresh_token")
    if not is_filled(refresh_token):
        return jsonify(error="bad request"), 400
    user_id = user_of(refresh_token)
    user = users.get_item(Key={"user_id": user_id}).get("Item") if user_id else None
    if user is None:
        return jsonify(error="invalid refresh token"), 401
    return jsonify(tokens(user))


@blueprint.post("/api/logout")
@login_required
def logout():
    # The client throws its tokens away.
    return "", 204


@blueprint.post("/api/session")
def start_session():
    user, problem = check_credentials()
    if problem:
        return jsonify(error=problem), 401
    session["user_id"] = user["user_id"]
    return "", 204


@blueprint.get("/api/session")
def show_session():
    if "user_id" not in session:
        return jsonify(error="not signed in"), 401
    item = users.get_item(Key={"user_id": session["user_id"]}).get("Item")
    if item is None:
        return jsonify(error="not signed in"), 401
    return jsonify(user_id=item["user_id"], display_name=item["display_name"], email=item["email"])
