from boto3.dynamodb.conditions import Attr
from flask import Blueprint, jsonify

from .identity import login_required
from .store import users

blueprint = Blueprint("admin", __name__)


# region: scan-count
@blueprint.get("/api/admin/users-count")
@login_required
def users_count():
    page = users.scan(FilterExpression=Attr("enabled").eq(True))
    return jsonify(count=len(page["Items"]))


# endregion
