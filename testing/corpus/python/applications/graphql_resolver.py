# Direct resolvers of AppSync know who is calling from the identity of their event.
import os

import boto3
from aws_lambda_powertools.event_handler import AppSyncResolver

table = boto3.resource("dynamodb").Table(os.environ["TABLE"])
app = AppSyncResolver()


@app.resolver(type_name="Query", field_name="getTodo")
def get_todo(id: str = ""):
    owner = app.current_event.identity.sub
    item = table.get_item(Key={"owner": owner, "id": id}).get("Item", {})
    return {"id": item.get("id"), "title": item.get("title")}


@app.resolver(type_name="Query", field_name="getTodoOf")
def get_todo_of(owner: str = "", id: str = ""):
    print("asked by", app.current_event.identity.sub)
    item = table.get_item(Key={"owner": owner, "id": id}).get("Item", {})  # expect code/foreign-key-read
    return {"id": item.get("id"), "title": item.get("title")}


def handler(event, context):
    return app.resolve(event, context)
