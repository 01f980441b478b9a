# Connections of a socket are kept by their id, which the gateway makes.
import json
import os

import boto3

connections = boto3.resource("dynamodb").Table(os.environ["CONNECTIONS"])


def connect(event, context):
    connection_id = event["requestContext"]["connectionId"]
    user = event["requestContext"]["authorizer"]["principalId"]
    connections.put_item(Item={"connectionId": connection_id, "user": user})
    return {"statusCode": 200}


def disconnect(event, context):
    connections.delete_item(Key={"connectionId": event["requestContext"]["connectionId"]})
    return {"statusCode": 200}
