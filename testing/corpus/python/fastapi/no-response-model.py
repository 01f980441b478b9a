# Without a response model, the item is the response.
import os
from typing import Annotated

import boto3
import jwt
from fastapi import Depends, FastAPI, HTTPException
from fastapi.security import OAuth2PasswordBearer
from pydantic import BaseModel

app = FastAPI()
drivers = boto3.resource('dynamodb').Table('drivers')


class User(BaseModel):
    id: str


def current_user(token: Annotated[str, Depends(OAuth2PasswordBearer(tokenUrl='token'))]) -> User:
    try:
        claims = jwt.decode(token, os.environ['JWT_KEY'], algorithms=['HS256'])
    except jwt.PyJWTError:
        raise HTTPException(status_code=401)
    return User(id=claims['sub'])


@app.get('/drivers/me')
def me(user: Annotated[User, Depends(current_user)]):
    answer = drivers.get_item(Key={'driver_id': user.id})
    if 'Item' not in answer:
        raise HTTPException(status_code=404, detail='not registered')
    return answer['Item']  # expect code/whole-item-returned
