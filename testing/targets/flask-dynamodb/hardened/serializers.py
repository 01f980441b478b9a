# region: whole-item
PROFILE_FIELDS = ("user_id", "username", "display_name", "email", "phone", "bio", "theme", "role", "tenant_id")
POST_FIELDS = ("user_id", "post_id", "title", "body", "topic", "visibility", "created_at")


def profile_view(item: dict) -> dict:
    """A stored user as its owner gets it: a field that is not listed never leaves."""
    return {field: item[field] for field in PROFILE_FIELDS if field in item}


def post_view(item: dict) -> dict:
    """A stored post as its author gets it."""
    return {field: item.get(field) for field in POST_FIELDS}


# endregion
