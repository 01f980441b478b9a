import secrets

user_ids = {}


def issue_refresh_token(user_id):
    token = secrets.token_urlsafe(32)
    user_ids[token] = user_id
    return token


def user_of(refresh_token):
    return user_ids.get(refresh_token)
