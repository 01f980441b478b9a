# The cursor comes back from the client, but the partition stays the caller's.
import json
import os

import boto3
import jwt
from boto3.dynamodb.conditions import Key
from fastapi import Depends, FastAPI, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

app = FastAPI()
alerts = boto3.resource('dynamodb').Table('alerts')


def current_user(credentials: HTTPAuthorizationCredentials = Depends(HTTPBearer())) -> dict:
    try:
        return jwt.decode(credentials.credentials, os.environ['JWT_PUBLIC_KEY'], algorithms=['RS256'])
    except jwt.PyJWTError:
        raise HTTPException(status_code=401)


@app.get('/alerts/next')
def next_alerts(after: str, user: dict = Depends(current_user)):
    page = alerts.query(
        KeyConditionExpression=Key('account_id').eq(user['account_id']),
        ExclusiveStartKey=json.loads(after),
        Limit=50,
    )
    return [{'at': a['at'], 'text': a['text']} for a in page['Items']]
