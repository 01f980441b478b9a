# The to-do list of the Chalice workshop, with a table that is made lazily.
import os
from uuid import uuid4

import boto3
from boto3.dynamodb.conditions import Key
from chalice import AuthResponse, Chalice
from chalicelib import auth

app = Chalice(app_name="mytodo")
app.debug = True  # expect code/debug-mode
_DB = None


class DynamoDBTodo:
    def __init__(self, table_resource):
        self._table = table_resource

    def list_items(self, username):
        response = self._table.query(KeyConditionExpression=Key("username").eq(username))
        return response["Items"]

    def add_item(self, description, username):
        uid = str(uuid4())
        self._table.put_item(Item={"username": username, "uid": uid, "description": description, "state": "unstarted"})
        return uid

    def list_all_items(self):
        return self._table.scan()["Items"]  # expect code/table-scan


def get_app_db():
    global _DB
    if _DB is None:
        _DB = DynamoDBTodo(boto3.resource("dynamodb").Table(os.environ["APP_TABLE_NAME"]))
    return _DB


@app.authorizer()
def jwt_auth(auth_request):
    decoded = auth.decode_jwt_token(auth_request.token, os.environ["SECRET"])
    return AuthResponse(routes=["*"], principal_id=decoded["sub"])


def get_authorized_username(current_request):
    return current_request.context["authorizer"]["principalId"]


@app.route("/todos", methods=["GET"], authorizer=jwt_auth)
def get_todos():
    username = get_authorized_username(app.current_request)
    return [{"uid": i["uid"], "description": i["description"]} for i in get_app_db().list_items(username)]


@app.route("/todos", methods=["POST"], authorizer=jwt_auth)
def add_new_todo():
    body = app.current_request.json_body
    username = get_authorized_username(app.current_request)
    return get_app_db().add_item(username=username, description=body["description"])


@app.route("/todos/all", methods=["GET"], authorizer=jwt_auth)
def all_todos():
    return [{"uid": i["uid"], "owner": i["username"]} for i in get_app_db().list_all_items()]
