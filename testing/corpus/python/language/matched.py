# Cases decide by the shape of the item who gets it.
import boto3
from flask import Flask, abort, jsonify
from flask_login import current_user, login_required

app = Flask(__name__)
table = boto3.resource("dynamodb").Table("parcels")


@app.get("/parcels/<parcel_id>")
@login_required
def show(parcel_id):
    item = table.get_item(Key={"id": parcel_id}).get("Item")
    match item:
        case None:
            abort(404)
        case {"recipient": recipient, "state": state} if recipient == current_user.id:
            return jsonify(state=state)
        case _:
            abort(403)


@app.get("/parcels/<parcel_id>/weight")
@login_required
def weight(parcel_id):
    item = table.get_item(Key={"id": parcel_id}).get("Item")  # expect code/foreign-key-read
    match item:
        case {"weight": amount}:
            return jsonify(weight=str(amount))
        case _:
            abort(404)


@app.delete("/parcels/<parcel_id>")
@login_required
def remove(parcel_id):
    match current_user.role:
        case "admin" | "operator":
            table.delete_item(Key={"id": parcel_id})
            return "", 204
        case _:
            abort(403)
