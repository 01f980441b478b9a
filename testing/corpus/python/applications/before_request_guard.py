# Before each request the application asks for a session, but for some paths.
import os

import boto3
from flask import Flask, g, jsonify, redirect, request, session

app = Flask(__name__)
app.config.update(SECRET_KEY=os.environ["SECRET_KEY"], SESSION_COOKIE_SECURE=True, SESSION_COOKIE_SAMESITE="Lax")
dynamodb = boto3.resource("dynamodb")


@app.before_request
def load_user():
    if request.path.startswith("/static") or request.path == "/login":
        return None
    user_id = session.get("user_id")
    if user_id is None:
        return redirect("/login")
    g.user = dynamodb.Table("users").get_item(Key={"id": user_id}).get("Item")
    if g.user is None:
        session.clear()
        return redirect("/login")
    return None


@app.get("/dashboard")
def dashboard():
    return jsonify(name=g.user["name"], plan=g.user["plan"])


@app.get("/invoices/<invoice_id>")
def invoice(invoice_id):
    found = dynamodb.Table("invoices").get_item(Key={"account_id": g.user["account_id"], "invoice_id": invoice_id}).get("Item")
    return jsonify(total=found["total"]) if found else ("", 404)


@app.get("/accounts/<account_id>/invoices/<invoice_id>")
def foreign_invoice(account_id, invoice_id):
    found = dynamodb.Table("invoices").get_item(Key={"account_id": account_id, "invoice_id": invoice_id}).get("Item")  # expect code/foreign-key-read
    return jsonify(total=found["total"]) if found else ("", 404)


@app.get("/me")
def me():
    return jsonify(g.user)  # expect code/whole-item-returned
