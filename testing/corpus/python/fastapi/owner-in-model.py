# The model of the body has an owner, and it is believed.
import os
import uuid
from typing import Annotated

import boto3
import jwt
from fastapi import Depends, FastAPI, HTTPException
from fastapi.security import OAuth2PasswordBearer
from pydantic import BaseModel

app = FastAPI()
boards = boto3.resource('dynamodb').Table('boards')


class User(BaseModel):
    id: str


def current_user(token: Annotated[str, Depends(OAuth2PasswordBearer(tokenUrl='token'))]) -> User:
    try:
        claims = jwt.decode(token, os.environ['JWT_KEY'], algorithms=['HS256'])
    except jwt.PyJWTError:
        raise HTTPException(status_code=401)
    return User(id=claims['sub'])


class BoardIn(BaseModel):
    owner_id: str
    name: str


@app.post('/boards', status_code=201, dependencies=[Depends(current_user)])
def create(board: BoardIn):
    board_id = str(uuid.uuid4())
    boards.put_item(Item={'board_id': board_id, 'owner_id': board.owner_id, 'name': board.name})  # expect code/foreign-owner-created
    return {'board_id': board_id}
