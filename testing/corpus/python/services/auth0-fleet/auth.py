import os

import jwt
from fastapi import Depends, HTTPException, status
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer, SecurityScopes


class VerifyToken:
    def __init__(self):
        self.domain = os.environ['AUTH0_DOMAIN']
        self.jwks = jwt.PyJWKClient(f'https://{self.domain}/.well-known/jwks.json')

    async def verify(
        self,
        security_scopes: SecurityScopes,
        token: HTTPAuthorizationCredentials | None = Depends(HTTPBearer()),
    ) -> dict:
        if token is None:
            raise HTTPException(status.HTTP_401_UNAUTHORIZED)
        try:
            key = self.jwks.get_signing_key_from_jwt(token.credentials).key
            payload = jwt.decode(
                token.credentials,
                key,
                algorithms=['RS256'],
                audience=os.environ['AUTH0_AUDIENCE'],
                issuer=f'https://{self.domain}/',
            )
        except jwt.exceptions.PyJWTError:
            raise HTTPException(status.HTTP_403_FORBIDDEN, 'token not accepted')
        for scope in security_scopes.scopes:
            if scope not in payload.get('scope', '').split():
                raise HTTPException(status.HTTP_403_FORBIDDEN, 'scope is missing')
        return payload
