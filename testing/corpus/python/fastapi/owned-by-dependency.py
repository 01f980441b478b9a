# A dependency reads the album and refuses it unless it is the caller's.
from typing import Annotated

import boto3
from fastapi import Depends, FastAPI, HTTPException

from .security import User, current_user

app = FastAPI()
albums = boto3.resource('dynamodb').Table('albums')


def own_album(album_id: str, user: Annotated[User, Depends(current_user)]) -> dict:
    album = albums.get_item(Key={'album_id': album_id}).get('Item')
    if album is None or album['owner'] != user.id:
        raise HTTPException(404, 'no such album')
    return album


@app.get('/albums/{album_id}')
def show(album: Annotated[dict, Depends(own_album)]):
    return {'title': album['title'], 'tracks': album['tracks']}


@app.get('/albums/{album_id}/cover')
def cover(album: Annotated[dict, Depends(own_album)]):
    return {'url': album['cover_url']}
