# The text of the store's error is the detail of the response.
import os

import boto3
import jwt
from botocore.exceptions import ClientError
from fastapi import Depends, FastAPI, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

app = FastAPI()
carts = boto3.resource('dynamodb').Table('carts')


def current_user(credentials: HTTPAuthorizationCredentials = Depends(HTTPBearer())) -> dict:
    try:
        return jwt.decode(credentials.credentials, os.environ['JWT_PUBLIC_KEY'], algorithms=['RS256'])
    except jwt.PyJWTError:
        raise HTTPException(status_code=401)


@app.get('/cart')
def cart(user: dict = Depends(current_user)):
    try:
        item = carts.get_item(Key={'shopper': user['sub']})['Item']
    except ClientError as error:
        raise HTTPException(status_code=500, detail=str(error))  # expect code/raw-error-returned
    return {'lines': item['lines']}
