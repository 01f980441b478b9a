# Who is an administrator stands in the table, not in the token.
import functools
import os

import boto3
from flask import Flask, abort, g, jsonify
from flask_jwt_extended import get_jwt_identity, verify_jwt_in_request

app = Flask(__name__)
dynamodb = boto3.resource("dynamodb")
users = dynamodb.Table(os.environ["USERS"])
payments = dynamodb.Table(os.environ["PAYMENTS"])


def admin_required(view):
    @functools.wraps(view)
    def wrapped(*args, **kwargs):
        verify_jwt_in_request()
        me = users.get_item(Key={"id": get_jwt_identity()}).get("Item")
        if not me or not me.get("is_admin"):
            abort(403)
        return view(*args, **kwargs)

    return wrapped


def user_required(view):
    @functools.wraps(view)
    def wrapped(*args, **kwargs):
        verify_jwt_in_request()
        g.me = users.get_item(Key={"id": get_jwt_identity()}).get("Item")
        if not g.me:
            abort(401)
        return view(*args, **kwargs)

    return wrapped


@app.get("/payments")
@admin_required
def all_payments():
    return jsonify([{"id": p["id"], "amount": str(p["amount"])} for p in payments.scan()["Items"]])


@app.get("/payments/<payment_id>")
@user_required
def payment(payment_id):
    found = payments.get_item(Key={"id": payment_id}).get("Item")  # expect code/foreign-key-read
    return jsonify(amount=str(found["amount"]))


@app.get("/my-payments/<payment_id>")
@user_required
def my_payment(payment_id):
    found = payments.get_item(Key={"id": payment_id}).get("Item")
    if found is None or found["payer"] != g.me["id"]:
        abort(404)
    return jsonify(amount=str(found["amount"]))
