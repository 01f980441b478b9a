# A resolver of Powertools behind an authorizer of Cognito.
import os
from http import HTTPStatus
from uuid import uuid4

import boto3
from aws_lambda_powertools import Logger, Tracer
from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response
from aws_lambda_powertools.event_handler.exceptions import NotFoundError
from aws_lambda_powertools.logging import correlation_paths

logger = Logger()
tracer = Tracer()
app = APIGatewayRestResolver()
table = boto3.resource("dynamodb").Table(os.environ["TABLE_NAME"])


def _caller() -> str:
    return app.current_event.request_context.authorizer.claims["sub"]


@app.get("/bookings/<booking_id>")
@tracer.capture_method
def get_booking(booking_id: str):
    item = table.get_item(Key={"PK": f"USER#{_caller()}", "SK": f"BOOKING#{booking_id}"}).get("Item")
    if item is None:
        raise NotFoundError("booking")
    return {"id": item["SK"], "hotel": item["hotel"]}


@app.get("/users/<user_id>/bookings")
@tracer.capture_method
def list_bookings(user_id: str):
    logger.info("listing bookings", extra={"caller": _caller()})
    found = table.query(  # expect code/foreign-key-read
        KeyConditionExpression="PK = :pk AND begins_with(SK, :sk)",
        ExpressionAttributeValues={":pk": f"USER#{user_id}", ":sk": "BOOKING#"},
    )
    return [{"id": item["SK"], "hotel": item["hotel"]} for item in found["Items"]]


@app.post("/bookings")
@tracer.capture_method
def create_booking():
    body = app.current_event.json_body
    booking_id = str(uuid4())
    table.put_item(Item={"PK": f"USER#{_caller()}", "SK": f"BOOKING#{booking_id}", "hotel": body["hotel"], "nights": int(body["nights"])})
    return Response(status_code=HTTPStatus.CREATED.value, content_type="application/json", body=f'{{"id": "{booking_id}"}}')


@logger.inject_lambda_context(correlation_id_path=correlation_paths.API_GATEWAY_REST)
@tracer.capture_lambda_handler
def lambda_handler(event, context):
    return app.resolve(event, context)
