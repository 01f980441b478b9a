# The model of the body takes fields that it does not declare.
import os
import uuid
from typing import Annotated

import boto3
import jwt
from fastapi import Depends, FastAPI, HTTPException
from fastapi.security import OAuth2PasswordBearer
from pydantic import BaseModel, ConfigDict

app = FastAPI()
ads = boto3.resource('dynamodb').Table('ads')


class User(BaseModel):
    id: str


def current_user(token: Annotated[str, Depends(OAuth2PasswordBearer(tokenUrl='token'))]) -> User:
    try:
        claims = jwt.decode(token, os.environ['JWT_KEY'], algorithms=['HS256'])
    except jwt.PyJWTError:
        raise HTTPException(status_code=401)
    return User(id=claims['sub'])


class AdIn(BaseModel):
    model_config = ConfigDict(extra='allow')

    title: str
    text: str


@app.post('/ads', status_code=201)
def create(ad: AdIn, user: Annotated[User, Depends(current_user)]):
    ad_id = str(uuid.uuid4())
    ads.put_item(Item={**ad.model_dump(), 'ad_id': ad_id, 'advertiser': user.id})  # expect code/mass-assignment
    return {'ad_id': ad_id}
