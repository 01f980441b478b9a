# The clinic of the caller stands in the token; patients are found by an index.
import boto3
from boto3.dynamodb.conditions import Attr, Key
from flask import Flask, jsonify, request
from flask_jwt_extended import get_jwt, jwt_required

app = Flask(__name__)
patients = boto3.resource("dynamodb").Table("patients")


@app.get("/patients")
@jwt_required()
def list_patients():
    clinic = get_jwt()["clinic_id"]
    found = patients.query(IndexName="by-clinic", KeyConditionExpression=Key("clinic_id").eq(clinic))
    return jsonify([{"id": p["id"], "name": p["name"]} for p in found["Items"]])


@app.get("/patients/by-ward/<ward>")
@jwt_required()
def by_ward(ward):
    found = patients.query(  # expect code/index-without-owner
        IndexName="by-ward",
        KeyConditionExpression=Key("ward").eq(ward),
    )
    return jsonify([{"id": p["id"], "name": p["name"]} for p in found["Items"]])


@app.get("/patients/of-clinic")
@jwt_required()
def of_clinic():
    found = patients.query(  # expect code/index-without-owner
        IndexName="by-clinic", KeyConditionExpression=Key("clinic_id").eq(request.args["clinic_id"])
    )
    return jsonify([{"id": p["id"], "name": p["name"]} for p in found["Items"]])


@app.get("/patients/by-ward-here/<ward>")
@jwt_required()
def by_ward_here(ward):
    found = patients.query(
        IndexName="by-ward",
        KeyConditionExpression=Key("ward").eq(ward),
        FilterExpression=Attr("clinic_id").eq(get_jwt()["clinic_id"]),
    )
    return jsonify([{"id": p["id"], "name": p["name"]} for p in found["Items"]])
