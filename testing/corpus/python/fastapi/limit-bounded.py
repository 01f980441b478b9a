# The limit has an upper bound in its declaration.
import os
from typing import Annotated

import boto3
import jwt
from boto3.dynamodb.conditions import Key
from fastapi import Depends, FastAPI, HTTPException, Query
from fastapi.security import OAuth2PasswordBearer
from pydantic import BaseModel

app = FastAPI()
alerts = boto3.resource('dynamodb').Table('alerts')


class User(BaseModel):
    id: str
    account_id: str


def current_user(token: Annotated[str, Depends(OAuth2PasswordBearer(tokenUrl='token'))]) -> User:
    try:
        claims = jwt.decode(token, os.environ['JWT_KEY'], algorithms=['HS256'])
    except jwt.PyJWTError:
        raise HTTPException(status_code=401)
    return User(id=claims['sub'], account_id=claims['account_id'])


@app.get('/alerts')
def own_alerts(user: Annotated[User, Depends(current_user)], limit: Annotated[int, Query(ge=1, le=100)] = 20):
    page = alerts.query(KeyConditionExpression=Key('account_id').eq(user.account_id), Limit=limit)
    return [{'at': a['at'], 'text': a['text']} for a in page['Items']]
