import os

from jose import JWTError, jwt


def subject_of(token: str) -> str | None:
    try:
        return jwt.decode(token, os.environ['JWT_KEY'], algorithms=['HS256'], audience='wallets')['sub']
    except JWTError:
        return None
