# A function behind an HTTP API looks at the key of its route.
import decimal
import json
import os

import boto3

ddb = boto3.resource("dynamodb")
table = ddb.Table(os.environ["TABLE"])


class DecimalEncoder(json.JSONEncoder):
    def default(self, o):
        if isinstance(o, decimal.Decimal):
            return int(o)
        return super().default(o)


def lambda_handler(event, context):
    status_code = 200
    claims = event["requestContext"]["authorizer"]["jwt"]["claims"]
    try:
        match event["routeKey"]:
            case "GET /items/{id}":
                body = table.get_item(Key={"userId": claims["sub"], "id": event["pathParameters"]["id"]})["Item"]["name"]
            case "DELETE /items/{id}":
                table.delete_item(Key={"userId": claims["sub"], "id": event["pathParameters"]["id"]})
                body = "deleted"
            case "PUT /users/{user}/items/{id}":
                request = json.loads(event["body"])
                table.put_item(  # expect code/foreign-owner-created
                    Item={"userId": event["pathParameters"]["user"], "id": event["pathParameters"]["id"], "name": request["name"]},
                    ConditionExpression="attribute_not_exists(id)",
                )
                body = "stored"
            case _:
                raise KeyError("unsupported route")
    except KeyError:
        status_code = 400
        body = "unsupported"
    return {"statusCode": status_code, "body": json.dumps(body, cls=DecimalEncoder)}
