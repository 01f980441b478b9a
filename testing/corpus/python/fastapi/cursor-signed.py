# The cursor carries a signature of the server, which is checked before it is used.
import os
from typing import Annotated

import boto3
import jwt
from boto3.dynamodb.conditions import Key
from fastapi import Depends, FastAPI, HTTPException
from fastapi.security import OAuth2PasswordBearer
from itsdangerous import BadSignature, URLSafeSerializer
from pydantic import BaseModel

app = FastAPI()
posts = boto3.resource('dynamodb').Table('posts')
cursors = URLSafeSerializer(os.environ['CURSOR_KEY'])


class User(BaseModel):
    id: str
    groups: list[str]


def current_user(token: Annotated[str, Depends(OAuth2PasswordBearer(tokenUrl='token'))]) -> User:
    try:
        claims = jwt.decode(token, os.environ['JWT_KEY'], algorithms=['HS256'])
    except jwt.PyJWTError:
        raise HTTPException(status_code=401)
    return User(id=claims['sub'], groups=claims['groups'])


@app.get('/groups/{group_id}/posts')
def group_posts(group_id: str, cursor: str, user: Annotated[User, Depends(current_user)]):
    if group_id not in user.groups:
        raise HTTPException(404)
    try:
        start = cursors.loads(cursor)
    except BadSignature:
        raise HTTPException(400)
    page = posts.query(KeyConditionExpression=Key('group_id').eq(group_id), Limit=20, ExclusiveStartKey=start)
    return [{'post_id': p['post_id'], 'title': p['title']} for p in page['Items']]
