import os
from dataclasses import dataclass
from typing import Annotated

import jwt
from fastapi import Depends, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

bearer = HTTPBearer()
keys = jwt.PyJWKClient(os.environ['JWKS_URL'])


@dataclass(frozen=True)
class Principal:
    subject: str
    workspace: str


def principal(credentials: Annotated[HTTPAuthorizationCredentials, Depends(bearer)]) -> Principal:
    try:
        key = keys.get_signing_key_from_jwt(credentials.credentials)
        claims = jwt.decode(credentials.credentials, key.key, algorithms=['RS256'], audience=os.environ['AUDIENCE'])
    except jwt.PyJWTError:
        raise HTTPException(status_code=401, detail='sign in first')
    return Principal(subject=claims['sub'], workspace=claims['workspace'])
