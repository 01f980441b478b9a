from flask import Blueprint, Response, current_app, jsonify, request
from werkzeug.exceptions import HTTPException

blueprint = Blueprint("errors", __name__)


@blueprint.app_errorhandler(HTTPException)
def refusal(error: HTTPException) -> Response:
    """What the handlers refuse with `abort`, and what the framework refuses by itself."""
    response = error.get_response()
    response.data = jsonify(error=error.name.lower()).data
    response.content_type = "application/json"
    return response


# region: raw-error
@blueprint.app_errorhandler(Exception)
def failure(error: Exception):
    """Tells the client nothing, and the log what failed where.

    Not the message: that of a database error can quote keys and values.
    """
    current_app.logger.error("request failed: %s in %s", type(error).__name__, request.endpoint)
    return jsonify(error="internal server error"), 500


# endregion
