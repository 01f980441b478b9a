# The models of PynamoDB come from their tutorial.
from datetime import datetime

from flask import Flask, abort, g, jsonify, request
from flask_httpauth import HTTPTokenAuth
from pynamodb.attributes import NumberAttribute, UnicodeAttribute, UTCDateTimeAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex
from pynamodb.models import Model

from tokens import verify

app = Flask(__name__)
auth = HTTPTokenAuth(scheme="Bearer")


@auth.verify_token
def verify_token(token):
    return verify(token)


class ViewIndex(GlobalSecondaryIndex):
    class Meta:
        read_capacity_units = 2
        write_capacity_units = 1
        projection = AllProjection()

    view = NumberAttribute(default=0, hash_key=True)


class Thread(Model):
    class Meta:
        table_name = "Thread"

    author = UnicodeAttribute(hash_key=True)
    subject = UnicodeAttribute(range_key=True)
    body = UnicodeAttribute()
    view = NumberAttribute(default=0)
    view_index = ViewIndex()
    updated = UTCDateTimeAttribute(default=datetime.now)


@app.get("/threads/<author>/<subject>")
@auth.login_required
def show(author, subject):
    try:
        thread = Thread.get(author, subject)  # expect code/foreign-key-read
    except Thread.DoesNotExist:
        abort(404)
    return jsonify(subject=thread.subject, body=thread.body)


@app.get("/threads")
@auth.login_required
def mine():
    return jsonify([{"subject": t.subject} for t in Thread.query(auth.current_user())])


@app.get("/unread")
@auth.login_required
def unread():
    return jsonify([{"subject": t.subject} for t in Thread.view_index.query(0)])  # expect code/index-without-owner


@app.post("/threads")
@auth.login_required
def create():
    data = request.get_json()
    thread = Thread(auth.current_user(), data["subject"], body=data["body"])
    thread.save(Thread.author.does_not_exist())
    return jsonify(subject=thread.subject), 201
