# What goes wrong is told to the caller, and what comes in is written into the log.
import logging
import traceback

import boto3
from botocore.exceptions import ClientError
from flask import Flask, jsonify, request
from flask_jwt_extended import get_jwt_identity, jwt_required

app = Flask(__name__)
logger = logging.getLogger(__name__)
table = boto3.resource("dynamodb").Table("accounts")


@app.errorhandler(Exception)
def on_error(error):
    return jsonify(error=str(error), trace=traceback.format_exc()), 500  # expect code/raw-error-returned


@app.post("/accounts/password")
@jwt_required()
def change_password():
    logger.info("request: %s", request.get_json())  # expect code/sensitive-logging
    table.update_item(  # expect code/cleartext-credential-stored
        Key={"user": get_jwt_identity()},
        UpdateExpression="SET password = :p",
        ExpressionAttributeValues={":p": request.json["password"]},
    )
    return "", 204


@app.get("/accounts/plan")
@jwt_required()
def plan():
    try:
        item = table.get_item(Key={"user": get_jwt_identity()})["Item"]
    except ClientError as error:
        logger.error("reading failed: %s", error.response["Error"]["Code"])
        return jsonify(error="try again"), 503
    return jsonify(plan=item["plan"])
