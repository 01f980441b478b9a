import boto3
from flask import Flask, jsonify
from flask_jwt_extended import get_jwt_identity, jwt_required

app = Flask(__name__)
posts = boto3.resource("dynamodb").Table("posts")


def find_shared(post_id, reader):
    post = posts.get_item(Key={"post_id": post_id}).get("Item")
    return post if post and reader in post["shared_with"] else None


def find_confused(post_id, reader):
    post = posts.get_item(Key={"post_id": post_id}).get("Item")  # expect code/foreign-key-read
    return post if post and post_id in post["shared_with"] else None


def find_inverted(post_id, reader):
    post = posts.get_item(Key={"post_id": post_id}).get("Item")  # expect code/foreign-key-read
    return None if reader in post["shared_with"] else post


def answer(post):
    return jsonify(title=post["title"]) if post else (jsonify(error="not found"), 404)


@app.get("/shared/<post_id>")
@jwt_required()
def shared(post_id):
    return answer(find_shared(post_id, get_jwt_identity()))


@app.get("/confused/<post_id>")
@jwt_required()
def confused(post_id):
    return answer(find_confused(post_id, get_jwt_identity()))


@app.get("/inverted/<post_id>")
@jwt_required()
def inverted(post_id):
    return answer(find_inverted(post_id, get_jwt_identity()))
