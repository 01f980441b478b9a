from flask import Blueprint, abort, jsonify

from .identity import current_user
from .input import is_text, read_object
from .serializers import profile_view
from .store import users

blueprint = Blueprint("profile", __name__)


# region: identity-header
@blueprint.get("/api/me")
@blueprint.get("/api/profile")
def show_own_profile():
    """The caller is who the token says, whatever the other headers say."""
    item = users.get_item(Key={"user_id": current_user().user_id}).get("Item")
    if item is None:
        abort(404)
    return jsonify(profile_view(item))


# endregion


# region: mass-assignment
LONGEST = {"display_name": 80, "bio": 500, "theme": 32}


@blueprint.put("/api/profile")
def update_profile():
    change_profile(current_user().user_id)
    return jsonify(status="ok")


def change_profile(user_id: str) -> dict:
    """The stored user after the changes in the body, of which only the listed fields are taken."""
    body = read_object()
    changes = {field: body[field] for field in LONGEST if field in body}
    if not changes or not all(is_text(value, 1, LONGEST[field]) for field, value in changes.items()):
        abort(400)
    try:
        answer = users.update_item(
            Key={"user_id": user_id},
            UpdateExpression="SET " + ", ".join(f"#{field} = :{field}" for field in changes),
            # Without the condition an update of a deleted user would create an empty one.
            ConditionExpression="attribute_exists(user_id)",
            ExpressionAttributeNames={f"#{field}": field for field in changes},
            ExpressionAttributeValues={f":{field}": value for field, value in changes.items()},
            ReturnValues="ALL_NEW",
        )
    except users.meta.client.exceptions.ConditionalCheckFailedException:
        abort(404)
    return answer["Attributes"]


# endregion
