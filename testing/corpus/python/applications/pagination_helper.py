# A helper reads all pages of whatever it is told to.
import boto3
from boto3.dynamodb.conditions import Key
from chalice import Chalice, CognitoUserPoolAuthorizer

app = Chalice(app_name="rooms")
auth = CognitoUserPoolAuthorizer("rooms", provider_arns=["arn:aws:cognito-idp:eu-west-1:1:userpool/x"])
table = boto3.resource("dynamodb").Table("rooms")


def query_all(**kwargs):
    items = []
    response = table.query(**kwargs)  # expect code/foreign-key-read
    items.extend(response["Items"])
    while "LastEvaluatedKey" in response:
        response = table.query(ExclusiveStartKey=response["LastEvaluatedKey"], **kwargs)  # expect code/foreign-key-read
        items.extend(response["Items"])
    return items


@app.route("/rooms", authorizer=auth)
def mine():
    host = app.current_request.context["authorizer"]["claims"]["sub"]
    return [{"id": r["id"]} for r in query_all(KeyConditionExpression=Key("host_id").eq(host))]


@app.route("/hosts/{host_id}/rooms", authorizer=auth)
def of_host(host_id):
    return [{"id": r["id"]} for r in query_all(KeyConditionExpression=Key("host_id").eq(host_id))]
