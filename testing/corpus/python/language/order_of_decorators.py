# What stands above the route is not part of it.
import boto3
from flask import Flask, jsonify
from flask_login import current_user, login_required

app = Flask(__name__)
table = boto3.resource("dynamodb").Table("letters")


@login_required
@app.get("/letters/<letter_id>")
def outside(letter_id):
    letter = table.get_item(Key={"id": letter_id})["Item"]  # expect code/missing-authentication
    return jsonify(text=letter["text"])


@app.get("/letters/<letter_id>/head")
@login_required
def inside(letter_id):
    letter = table.get_item(Key={"id": letter_id})["Item"]  # expect code/foreign-key-read
    return jsonify(head=letter["head"])


@app.get("/my-letters/<letter_id>")
@login_required
def own(letter_id):
    letter = table.get_item(Key={"owner": current_user.get_id(), "id": letter_id})["Item"]
    return jsonify(text=letter["text"])
