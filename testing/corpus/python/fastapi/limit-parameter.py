# The limit is whatever integer the query gives, and the cursor is taken as the client sends it.
import base64
import json
import os

import boto3
import jwt
from boto3.dynamodb.conditions import Key
from fastapi import Depends, FastAPI, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

app = FastAPI()
posts = boto3.resource('dynamodb').Table('posts')


def current_user(credentials: HTTPAuthorizationCredentials = Depends(HTTPBearer())) -> dict:
    try:
        return jwt.decode(credentials.credentials, os.environ['JWT_PUBLIC_KEY'], algorithms=['RS256'])
    except jwt.PyJWTError:
        raise HTTPException(status_code=401)


@app.get('/groups/{group_id}/posts')
def group_posts(group_id: str, cursor: str, limit: int = 20, user: dict = Depends(current_user)):
    if group_id not in user['groups']:
        return []
    page = posts.query(  # expect code/unbounded-limit code/client-cursor
        KeyConditionExpression=Key('group_id').eq(group_id),
        Limit=limit,
        ExclusiveStartKey=json.loads(base64.urlsafe_b64decode(cursor)),
    )
    return [{'post_id': p['post_id'], 'title': p['title']} for p in page['Items']]
