# Only one of two blueprints asks who is calling.
import boto3
from flask import Blueprint, Flask, abort, jsonify
from flask_login import current_user

table = boto3.resource("dynamodb").Table("songs")
private = Blueprint("private", __name__, url_prefix="/private")
public = Blueprint("public", __name__, url_prefix="/public")


@private.before_request
def must_be_signed_in():
    if not current_user.is_authenticated:
        return jsonify(error="sign in"), 401


@private.get("/songs/<song_id>")
def foreign(song_id):
    song = table.get_item(Key={"id": song_id}).get("Item") or abort(404)  # expect code/foreign-key-read
    return jsonify(title=song["title"])


@private.get("/my-songs/<song_id>")
def own(song_id):
    song = table.get_item(Key={"owner": current_user.id, "id": song_id}).get("Item") or abort(404)
    return jsonify(title=song["title"])


@public.get("/songs/<song_id>")
def open_song(song_id):
    song = table.get_item(Key={"id": song_id}).get("Item") or abort(404)  # expect code/missing-authentication
    return jsonify(title=song["title"])


app = Flask(__name__)
app.register_blueprint(private)
app.register_blueprint(public)
