from decimal import Decimal

PROFILE_FIELDS = ("user_id", "username", "display_name", "email", "phone", "bio", "theme", "role", "tenant_id")
POST_FIELDS = ("user_id", "post_id", "title", "body", "topic", "visibility", "created_at")


# region: whole-item
def to_json(item):
    """Makes an item fit for jsonify: boto3 reads numbers as Decimal and sets as set."""
    return {name: to_plain(value) for name, value in item.items()}


def to_plain(value):
    if isinstance(value, Decimal):
        return int(value) if value % 1 == 0 else float(value)
    if isinstance(value, set):
        return sorted(to_plain(entry) for entry in value)
    return value


# endregion


def own_profile(item):
    """What the profile page shows of its owner."""
    return {name: item[name] for name in PROFILE_FIELDS if name in item}


def own_post(item):
    """A post in the lists of its author."""
    return {name: item.get(name) for name in POST_FIELDS}
