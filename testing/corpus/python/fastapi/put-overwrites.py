# A name that the client chooses may replace what already stands under it.
import os
from typing import Annotated

import boto3
import jwt
from fastapi import Depends, FastAPI, HTTPException
from fastapi.security import OAuth2PasswordBearer
from pydantic import BaseModel

app = FastAPI()
playlists = boto3.resource('dynamodb').Table('playlists')


class User(BaseModel):
    id: str


def current_user(token: Annotated[str, Depends(OAuth2PasswordBearer(tokenUrl='token'))]) -> User:
    try:
        claims = jwt.decode(token, os.environ['JWT_KEY'], algorithms=['HS256'])
    except jwt.PyJWTError:
        raise HTTPException(status_code=401)
    return User(id=claims['sub'])


class PlaylistIn(BaseModel):
    name: str
    songs: list[str]


@app.post('/playlists', status_code=201)
def create(body: PlaylistIn, user: Annotated[User, Depends(current_user)]):
    playlists.put_item(Item={'user_id': user.id, 'name': body.name, 'songs': body.songs})  # expect code/missing-condition
    return {'name': body.name}


@app.get('/playlists/{name}')
def show(name: str, user: Annotated[User, Depends(current_user)]):
    item = playlists.get_item(Key={'user_id': user.id, 'name': name}).get('Item')
    if item is None:
        raise HTTPException(status_code=404)
    return {'name': name, 'songs': item['songs']}
