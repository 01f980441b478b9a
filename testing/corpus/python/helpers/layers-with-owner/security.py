# The caller is taken from a verified token.
import os

import jwt
from fastapi import Depends, HTTPException
from fastapi.security import OAuth2PasswordBearer


def get_current_user(token: str = Depends(OAuth2PasswordBearer(tokenUrl='token'))) -> str:
    try:
        return jwt.decode(token, os.environ['JWT_KEY'], algorithms=['HS256'])['sub']
    except jwt.PyJWTError:
        raise HTTPException(status_code=401)
