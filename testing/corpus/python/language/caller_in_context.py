# A context manager and a variable of the context hold who is calling.
from contextlib import contextmanager
from contextvars import ContextVar

import boto3
from flask import Flask, abort, jsonify, request
from flask_jwt_extended import get_jwt_identity, verify_jwt_in_request

app = Flask(__name__)
table = boto3.resource("dynamodb").Table("notes")
wanted = ContextVar("wanted")
caller = ContextVar("caller")


@contextmanager
def signed_in():
    verify_jwt_in_request()
    yield get_jwt_identity()


@app.before_request
def remember():
    verify_jwt_in_request()
    caller.set(get_jwt_identity())
    wanted.set(request.args.get("user"))


@app.get("/notes/<note_id>")
def show(note_id):
    with signed_in() as user:
        note = table.get_item(Key={"owner": user, "id": note_id}).get("Item") or abort(404)
    return jsonify(text=note["text"])


@app.get("/mine/<note_id>")
def mine(note_id):
    note = table.get_item(Key={"owner": caller.get(), "id": note_id}).get("Item") or abort(404)
    return jsonify(text=note["text"])


@app.get("/theirs/<note_id>")
def theirs(note_id):
    note = table.get_item(Key={"owner": wanted.get(), "id": note_id}).get("Item") or abort(404)  # expect code/foreign-key-read
    return jsonify(text=note["text"])
