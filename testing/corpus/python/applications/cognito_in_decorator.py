# A decorator verifies tokens of Cognito and hands the user on.
import functools
import json
import os
import time
import urllib.request

import boto3
from flask import Flask, g, jsonify, request
from jose import jwk, jwt
from jose.utils import base64url_decode

app = Flask(__name__)
region, pool, client_id = os.environ["REGION"], os.environ["POOL"], os.environ["CLIENT"]
with urllib.request.urlopen(f"https://cognito-idp.{region}.amazonaws.com/{pool}/.well-known/jwks.json") as f:
    keys = json.loads(f.read())["keys"]
galleries = boto3.resource("dynamodb").Table("galleries")


def requires_login(f):
    @functools.wraps(f)
    def wrapper(*args, **kwargs):
        header = request.headers.get("Authorization")
        if not header:
            return jsonify(message="missing"), 401
        token = header.split()[1]
        try:
            claims = jwt.decode(token, keys, algorithms=["RS256"], audience=client_id)
        except Exception:
            return jsonify(message="invalid"), 401
        g.user_id = claims["sub"]
        g.groups = claims.get("cognito:groups", [])
        return f(*args, **kwargs)

    return wrapper


def in_group(name):
    def outer(f):
        @functools.wraps(f)
        def wrapper(*args, **kwargs):
            if name not in g.groups:
                return jsonify(message="forbidden"), 403
            return f(*args, **kwargs)

        return wrapper

    return outer


@app.get("/galleries/<gallery_id>")
@requires_login
def show(gallery_id):
    gallery = galleries.get_item(Key={"owner": g.user_id, "id": gallery_id}).get("Item")
    return jsonify(name=gallery["name"]) if gallery else ("", 404)


@app.get("/people/<owner>/galleries/<gallery_id>")
@requires_login
@in_group("curators")
def curated(owner, gallery_id):
    gallery = galleries.get_item(Key={"owner": owner, "id": gallery_id}).get("Item")
    return jsonify(name=gallery["name"]) if gallery else ("", 404)


@app.patch("/people/<owner>/galleries/<gallery_id>")
@requires_login
def rename(owner, gallery_id):
    galleries.update_item(  # expect code/foreign-key-write
        Key={"owner": owner, "id": gallery_id},
        UpdateExpression="SET #n = :n",
        ConditionExpression="attribute_exists(id)",
        ExpressionAttributeNames={"#n": "name"},
        ExpressionAttributeValues={":n": request.json["name"]},
    )
    return "", 204
