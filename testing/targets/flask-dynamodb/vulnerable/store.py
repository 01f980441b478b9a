import os

import boto3
from botocore.config import Config

dynamodb = boto3.resource("dynamodb", config=Config(retries={"total_max_attempts": 1}))
users = dynamodb.Table(os.environ["USERS_TABLE"])
posts = dynamodb.Table(os.environ["POSTS_TABLE"])


def owner_topic(owner, topic):
    """The key of the index by-owner-topic."""
    return "#".join(part.replace("~", "~0").replace("#", "~1") for part in (owner, topic))
