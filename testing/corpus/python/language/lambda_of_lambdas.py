# A table of lambdas says what each method does.
import json
import os

import boto3

table = boto3.resource("dynamodb").Table(os.environ["TABLE"])


def caller(event):
    return event["requestContext"]["authorizer"]["jwt"]["claims"]["sub"]


def answer(status, body):
    return {"statusCode": status, "body": json.dumps(body)}


def show(event):
    item = table.get_item(Key={"user_id": caller(event), "id": event["pathParameters"]["id"]}).get("Item")
    return answer(200, {"text": item["text"]}) if item else answer(404, {})


def remove(event):
    print("removed by", caller(event))
    table.delete_item(Key={"user_id": event["queryStringParameters"]["user"], "id": event["pathParameters"]["id"]})  # expect code/foreign-key-write
    return answer(204, {})


routes = {"GET": lambda event: show(event), "DELETE": lambda event: remove(event)}


def handler(event, context):
    route = routes.get(event["requestContext"]["http"]["method"])
    return route(event) if route else answer(405, {})
