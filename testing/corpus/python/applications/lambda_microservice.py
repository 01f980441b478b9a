# The sample of a microservice lets the method of the request choose what happens to the table.
import json

import boto3

dynamo = boto3.resource("dynamodb").Table("inventory")


def respond(err, res=None):
    return {
        "statusCode": "400" if err else "200",
        "body": str(err) if err else json.dumps(res, default=str),
        "headers": {"Content-Type": "application/json"},
    }


def lambda_handler(event, context):
    operation = event["httpMethod"]
    if operation == "GET":
        return respond(None, dynamo.scan()["Items"])  # expect code/missing-authentication code/whole-item-returned
    if operation == "DELETE":
        dynamo.delete_item(Key=json.loads(event["body"])["Key"])  # expect code/missing-authentication
        return respond(None, {})
    if operation == "POST":
        dynamo.put_item(Item=json.loads(event["body"]))  # expect code/missing-authentication code/mass-assignment
        return respond(None, {})
    return respond(ValueError(f"Unsupported method {operation}"))
