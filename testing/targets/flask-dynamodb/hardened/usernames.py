"""Who has which name.

Only the key of a table is unique, no index is: each name that is registered has an item of its own beside
the users, with the name in its key.
"""

from .passwords import NOBODY, find_user
from .store import users


def claim(username: str) -> bool:
    """Whether the name was free; it is taken now, even when two ask at once."""
    if find_user(username) is not NOBODY:
        return False
    try:
        users.put_item(Item=_key(username), ConditionExpression="attribute_not_exists(user_id)")
    except users.meta.client.exceptions.ConditionalCheckFailedException:
        return False
    return True


def release(username: str) -> None:
    users.delete_item(Key=_key(username))


def _key(username: str) -> dict:
    # No id of a user contains "#", and the item has no `username`: the index does not list it.
    return {"user_id": f"username#{username}"}
