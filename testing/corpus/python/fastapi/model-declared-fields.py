# The model of the body has a title and a text, and nothing else gets in.
import os
import uuid

import boto3
import jwt
from fastapi import Depends, FastAPI, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel

app = FastAPI()
ads = boto3.resource('dynamodb').Table('ads')


def current_user(credentials: HTTPAuthorizationCredentials = Depends(HTTPBearer())) -> dict:
    try:
        return jwt.decode(credentials.credentials, os.environ['JWT_PUBLIC_KEY'], algorithms=['RS256'])
    except jwt.PyJWTError:
        raise HTTPException(status_code=401)


class AdIn(BaseModel):
    title: str
    text: str


@app.post('/ads', status_code=201)
def create(ad: AdIn, user: dict = Depends(current_user)):
    ad_id = str(uuid.uuid4())
    ads.put_item(Item={**ad.model_dump(), 'ad_id': ad_id, 'advertiser': user['sub']})
    return {'ad_id': ad_id}
