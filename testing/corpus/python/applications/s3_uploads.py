# Files are handed out by links that are signed for a while.
import os
import uuid

import boto3
from flask import Blueprint, jsonify, request
from flask_jwt_extended import get_jwt_identity, jwt_required

files = Blueprint("files", __name__)
s3 = boto3.client("s3")
bucket = os.environ["BUCKET"]
table = boto3.resource("dynamodb").Table("files")


@files.post("/uploads")
@jwt_required()
def upload_link():
    key = f"{get_jwt_identity()}/{uuid.uuid4()}"
    url = s3.generate_presigned_url("put_object", Params={"Bucket": bucket, "Key": key}, ExpiresIn=300)
    table.put_item(Item={"owner": get_jwt_identity(), "key": key, "name": request.json["name"]})
    return jsonify(url=url)


@files.get("/downloads")
@jwt_required()
def download_link():
    url = s3.generate_presigned_url("get_object", Params={"Bucket": bucket, "Key": request.args["key"]}, ExpiresIn=300)  # expect code/authentication-without-authorization
    return jsonify(url=url)
