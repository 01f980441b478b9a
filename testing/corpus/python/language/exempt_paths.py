# All but two endpoints need a token.
import os

import boto3
import jwt
from flask import Flask, abort, g, jsonify, request

app = Flask(__name__)
table = boto3.resource("dynamodb").Table("reports")
EXEMPT = {"health", "metrics"}


@app.before_request
def authenticate():
    if request.endpoint in EXEMPT:
        return
    token = request.headers.get("Authorization", "").removeprefix("Bearer ")
    try:
        g.user = jwt.decode(token, os.environ["JWT_KEY"], algorithms=["HS256"])["sub"]
    except jwt.PyJWTError:
        abort(401)


@app.get("/health")
def health():
    return jsonify(ok=True)


@app.get("/reports/<report_id>")
def show(report_id):
    report = table.get_item(Key={"owner": g.user, "id": report_id}).get("Item") or abort(404)
    return jsonify(title=report["title"])


@app.get("/shared/<owner>/<report_id>")
def shared(owner, report_id):
    report = table.get_item(Key={"owner": owner, "id": report_id}).get("Item") or abort(404)  # expect code/foreign-key-read
    return jsonify(title=report["title"], seenBy=g.user)
