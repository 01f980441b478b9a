from flask import Blueprint, current_app, jsonify

blueprint = Blueprint("service", __name__)


@blueprint.get("/health")
def health():
    return jsonify(status="ok")


@blueprint.get("/openapi.json")
def openapi():
    return jsonify(current_app.config["OPENAPI"])
