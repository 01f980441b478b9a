# Data classes carry what the handler of the function reads.
import json
import os
from dataclasses import asdict, dataclass

import boto3

table = boto3.resource("dynamodb").Table(os.environ["TABLE"])


@dataclass(frozen=True)
class Key:
    owner: str
    number: str


@dataclass
class Caller:
    sub: str

    @classmethod
    def of(cls, event):
        return cls(sub=event["requestContext"]["authorizer"]["claims"]["sub"])


def own(event, context):
    key = Key(owner=Caller.of(event).sub, number=event["pathParameters"]["number"])
    item = table.get_item(Key=asdict(key)).get("Item", {})
    return {"statusCode": 200, "body": json.dumps({"title": item.get("title")})}


def foreign(event, context):
    caller = Caller.of(event)
    print("asked by", caller.sub)
    key = Key(owner=event["pathParameters"]["owner"], number=event["pathParameters"]["number"])
    item = table.get_item(Key=asdict(key)).get("Item", {})  # expect code/foreign-key-read
    return {"statusCode": 200, "body": json.dumps({"title": item.get("title")})}
