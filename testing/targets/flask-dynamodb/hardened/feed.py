from __future__ import annotations

import re
from hashlib import sha256

from flask import Blueprint, abort, current_app, jsonify, request
from itsdangerous import BadData, URLSafeSerializer

from .identity import current_user
from .serializers import post_view
from .store import posts

blueprint = Blueprint("feed", __name__)

LARGEST_LIMIT = 50


# region: raw-cursor
def cursors(owner: str) -> URLSafeSerializer:
    """Signs positions for one owner; what another owner was given does not verify."""
    return URLSafeSerializer(
        current_app.config["CURSOR_KEY"],
        salt=f"feed-cursor:{owner}",
        signer_kwargs={"key_derivation": "hmac", "digest_method": sha256},
    )


def start_key(owner: str, cursor: str) -> dict:
    """Where the next page starts: always in the owner's partition, whatever the cursor says."""
    try:
        return {"user_id": owner, "post_id": cursors(owner).loads(cursor)}
    except BadData:
        abort(400)


# endregion


def page_size(text: str) -> int:
    if not re.fullmatch(r"-?[0-9]{1,9}", text):
        abort(400)
    return min(max(int(text), 1), LARGEST_LIMIT)


@blueprint.get("/api/feed")
def feed():
    owner = current_user().user_id
    query = {
        "KeyConditionExpression": "user_id = :owner",
        "ExpressionAttributeValues": {":owner": owner},
        "Limit": page_size(request.args.get("limit", "20")),
    }
    if "cursor" in request.args:
        query["ExclusiveStartKey"] = start_key(owner, request.args["cursor"])
    page = posts.query(**query)
    last = page.get("LastEvaluatedKey")
    return jsonify(
        items=[post_view(item) for item in page["Items"]],
        next_cursor=cursors(owner).dumps(last["post_id"]) if last else None,
    )
