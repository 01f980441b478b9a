# The path is compared with a user that stands in the query.
import hmac
import os

import boto3
from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.security import APIKeyHeader

scheme = APIKeyHeader(name='X-Api-Key')


def api_key(key: str = Depends(scheme)):
    if not hmac.compare_digest(key, os.environ['API_KEY']):
        raise HTTPException(401)


app = FastAPI(dependencies=[Depends(api_key)])
diaries = boto3.resource('dynamodb').Table('diaries')


@app.get('/users/{user_id}/diary')
def diary(user_id: str, request: Request):
    current_user = request.query_params.get('current_user')  # expect code/identity-from-client-header
    if current_user != user_id:
        raise HTTPException(403)
    item = diaries.get_item(Key={'user_id': user_id}).get('Item')
    if item is None:
        raise HTTPException(404)
    return {'pages': item['pages']}
