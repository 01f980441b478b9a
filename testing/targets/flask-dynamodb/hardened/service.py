from flask import Blueprint, abort, current_app, jsonify

blueprint = Blueprint("service", __name__)


@blueprint.get("/health")
def health():
    return jsonify(status="ok")


@blueprint.get("/openapi.json")
def openapi():
    spec = current_app.config["OPENAPI"]
    if spec is None:
        abort(404)
    return jsonify(spec)
