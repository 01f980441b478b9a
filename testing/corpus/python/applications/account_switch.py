# The account of a path must be one of those of the caller.
import boto3
from flask import Flask, abort, jsonify
from flask_jwt_extended import get_jwt, jwt_required

app = Flask(__name__)
table = boto3.resource("dynamodb").Table("ledger")


def assert_member(account_id):
    if account_id not in get_jwt().get("accounts", []):
        abort(403)


@app.get("/accounts/<account_id>/entries")
@jwt_required()
def entries(account_id):
    assert_member(account_id)
    page = table.query(KeyConditionExpression="account_id = :a", ExpressionAttributeValues={":a": account_id})
    return jsonify([{"amount": str(e["amount"])} for e in page["Items"]])


@app.get("/accounts/<account_id>/entries/<entry_id>")
@jwt_required()
def entry(account_id, entry_id):
    assert_member(entry_id)
    found = table.get_item(Key={"account_id": account_id, "entry_id": entry_id}).get("Item")  # expect code/foreign-key-read
    return jsonify(amount=str(found["amount"]))
