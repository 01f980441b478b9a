from flask import Blueprint, abort, jsonify

from .identity import current_user
from .store import users

blueprint = Blueprint("admin", __name__)


# region: scan-count
@blueprint.get("/api/admin/users-count")
def users_count():
    """A page of a scan ends after 1 MB, so all pages are counted; no item is transferred."""
    if current_user().role != "admin":
        abort(403)
    scan = {
        "Select": "COUNT",
        "FilterExpression": "enabled = :enabled",
        "ExpressionAttributeValues": {":enabled": True},
    }
    page = users.scan(**scan)
    count = page["Count"]
    while "LastEvaluatedKey" in page:
        page = users.scan(**scan, ExclusiveStartKey=page["LastEvaluatedKey"])
        count += page["Count"]
    return jsonify(count=count)


# endregion
