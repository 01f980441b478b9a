# The event is parsed by a model of Powertools, and the caller taken from its context.
import json
import os

import boto3
from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEventV2, event_source
from aws_lambda_powertools.utilities.typing import LambdaContext

table = boto3.resource("dynamodb").Table(os.environ["TABLE"])


@event_source(data_class=APIGatewayProxyEventV2)
def mine(event: APIGatewayProxyEventV2, context: LambdaContext):
    user = event.request_context.authorizer.jwt_claim["sub"]
    item = table.get_item(Key={"user": user, "id": event.path_parameters["id"]}).get("Item", {})
    return {"statusCode": 200, "body": json.dumps({"text": item.get("text")})}


@event_source(data_class=APIGatewayProxyEventV2)
def anyones(event: APIGatewayProxyEventV2, context: LambdaContext):
    user = event.request_context.authorizer.jwt_claim["sub"]
    wanted = (event.query_string_parameters or {}).get("user", user)
    item = table.get_item(Key={"user": wanted, "id": event.path_parameters["id"]}).get("Item", {})  # expect code/foreign-key-read
    return {"statusCode": 200, "body": json.dumps({"text": item.get("text")})}
