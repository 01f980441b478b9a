# A decorator of the application asks whose the album is.
from functools import wraps

import boto3
from flask import Flask, abort, jsonify
from flask_jwt_extended import get_jwt_identity, jwt_required

app = Flask(__name__)
albums = boto3.resource("dynamodb").Table("albums")


def with_own_album(view):
    @wraps(view)
    def inner(album_id, *args, **kwargs):
        album = albums.get_item(Key={"album_id": album_id}).get("Item")
        if not album or album["owner"] != get_jwt_identity():
            abort(404)
        return view(album, *args, **kwargs)

    return inner


def with_album(view):
    @wraps(view)
    def inner(album_id, *args, **kwargs):
        album = albums.get_item(Key={"album_id": album_id}).get("Item")  # expect code/foreign-key-read
        if not album:
            abort(404)
        return view(album, *args, **kwargs)

    return inner


@app.get("/albums/<album_id>")
@jwt_required()
@with_own_album
def show(album):
    return jsonify(title=album["title"])


@app.get("/albums/<album_id>/cover")
@jwt_required()
@with_album
def cover(album):
    return jsonify(cover=album["cover"])
