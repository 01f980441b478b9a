from botocore.exceptions import BotoCoreError, ClientError
from flask import Blueprint, jsonify

blueprint = Blueprint("errors", __name__)


# region: raw-error
@blueprint.app_errorhandler(ClientError)
@blueprint.app_errorhandler(BotoCoreError)
def database_error(error):
    return jsonify(error=str(error)), 500


# endregion
