def is_filled(value):
    return isinstance(value, str) and value != ""
