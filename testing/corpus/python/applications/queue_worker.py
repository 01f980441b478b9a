# Functions for queues and streams answer nobody.
import json
import os

import boto3

table = boto3.resource("dynamodb").Table(os.environ["TABLE"])


def on_message(event, context):
    for record in event["Records"]:
        body = json.loads(record["body"])
        table.put_item(Item={"id": body["id"], "total": body["total"], "state": "received"})


def on_change(event, context):
    for record in event["Records"]:
        if record["eventName"] == "REMOVE":
            table.delete_item(Key={"id": record["dynamodb"]["Keys"]["id"]["S"]})


def nightly(event, context):
    expired = table.scan(FilterExpression="expires < :now", ExpressionAttributeValues={":now": int(event["time"])})["Items"]
    with table.batch_writer() as batch:
        for item in expired:
            batch.delete_item(Key={"id": item["id"]})
