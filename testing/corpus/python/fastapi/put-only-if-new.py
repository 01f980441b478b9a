# A name that is taken is refused by the store.
import os

import boto3
import jwt
from botocore.exceptions import ClientError
from fastapi import Depends, FastAPI, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel

app = FastAPI()
playlists = boto3.resource('dynamodb').Table('playlists')


def current_user(credentials: HTTPAuthorizationCredentials = Depends(HTTPBearer())) -> dict:
    try:
        return jwt.decode(credentials.credentials, os.environ['JWT_PUBLIC_KEY'], algorithms=['RS256'])
    except jwt.PyJWTError:
        raise HTTPException(status_code=401)


class PlaylistIn(BaseModel):
    name: str
    songs: list[str]


@app.post('/playlists', status_code=201)
def create(body: PlaylistIn, user: dict = Depends(current_user)):
    try:
        playlists.put_item(
            Item={'user_id': user['sub'], 'name': body.name, 'songs': body.songs},
            ConditionExpression='attribute_not_exists(user_id)',
        )
    except ClientError as error:
        if error.response['Error']['Code'] == 'ConditionalCheckFailedException':
            raise HTTPException(409, 'exists already')
        raise
    return {'name': body.name}
