# An update expression is put together of the fields that the body has.
import boto3
from flask import Blueprint, jsonify, request
from flask_jwt_extended import get_jwt_identity, jwt_required

blueprint = Blueprint("profile", __name__)
table = boto3.resource("dynamodb").Table("profiles")
EDITABLE = ("display_name", "bio", "city")


@blueprint.patch("/profile")
@jwt_required()
def patch_profile():
    body = request.get_json()
    names, values, parts = {}, {}, []
    for field in EDITABLE:
        if field in body:
            names[f"#{field}"] = field
            values[f":{field}"] = body[field]
            parts.append(f"#{field} = :{field}")
    if not parts:
        return jsonify(error="nothing to do"), 400
    table.update_item(
        Key={"user_id": get_jwt_identity()},
        UpdateExpression="SET " + ", ".join(parts),
        ExpressionAttributeNames=names,
        ExpressionAttributeValues=values,
    )
    return "", 204


@blueprint.patch("/profile/any")
@jwt_required()
def patch_any():
    body = request.get_json()
    expression = "SET " + ", ".join(f"{k} = :{k}" for k in body)
    table.update_item(  # expect code/expression-injection code/mass-assignment
        Key={"user_id": get_jwt_identity()},
        UpdateExpression=expression,
        ExpressionAttributeValues={f":{k}": v for k, v in body.items()},
    )
    return "", 204
