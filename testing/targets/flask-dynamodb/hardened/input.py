import re

from flask import request

# JSON can spell them ("\ud800"), UTF-8 and therefore the database cannot hold them.
LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def read_object() -> dict:
    """The JSON object in the body; an empty one for anything else."""
    try:
        body = request.get_json(silent=True)
    except RecursionError:
        # Thousands of opening brackets: not what any client of this API sends.
        return {}
    return body if isinstance(body, dict) else {}


def is_text(value: object, minimum: int, maximum: int) -> bool:
    return isinstance(value, str) and minimum <= len(value) <= maximum and not LONE_SURROGATE.search(value)
