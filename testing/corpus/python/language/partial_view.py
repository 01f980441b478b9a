# Views are made of one function by partial and by lambda.
from functools import partial, wraps

import boto3
from flask import Flask, abort, jsonify, request
from flask_login import current_user, login_required

app = Flask(__name__)
table = boto3.resource("dynamodb").Table("shelves")


def read(kind, owner, number):
    found = table.get_item(Key={"owner": f"{kind}#{owner}", "number": number})  # expect code/foreign-key-read
    return found.get("Item") or abort(404)


def own(kind, number):
    found = table.get_item(Key={"owner": f"{kind}#{current_user.id}", "number": number})
    return found.get("Item") or abort(404)


read_book = partial(read, "book")
own_book = partial(own, "book")


@app.get("/books/<number>")
@login_required
def book(number):
    return jsonify(title=read_book(request.args["owner"], number)["title"])


@app.get("/my/books/<number>")
@login_required
def my_book(number):
    return jsonify(title=own_book(number)["title"])
