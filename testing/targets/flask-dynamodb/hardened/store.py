"""The tables, opened once for all threads.

Expressions are strings everywhere: the builder behind `Key("a").eq(b)` counts its placeholders in the
resource that all threads share, and two requests at once could mix theirs.
"""

from __future__ import annotations

import os

import boto3
from botocore.config import Config

_dynamodb = boto3.resource(
    "dynamodb",
    config=Config(retries={"total_max_attempts": 1}, connect_timeout=2, read_timeout=5),
)
users = _dynamodb.Table(os.environ["USERS_TABLE"])
posts = _dynamodb.Table(os.environ["POSTS_TABLE"])


def enabled_user(user_id: str) -> dict | None:
    """The user as stored just now, or None when deleted or disabled: what a token says of a user grows old."""
    item = users.get_item(Key={"user_id": user_id}, ConsistentRead=True).get("Item")
    return item if item is not None and item.get("enabled") is True else None


def owner_topic(owner: str, topic: str) -> str:
    """Joins owner and topic to one key; escaped, so that no two pairs ever meet in one key."""
    return f"{_escaped(owner)}#{_escaped(topic)}"


def _escaped(part: str) -> str:
    return part.replace("~", "~0").replace("#", "~1")
