# The response model keeps back what it does not name.
import os

import boto3
import jwt
from fastapi import Depends, FastAPI, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel

app = FastAPI()
drivers = boto3.resource('dynamodb').Table('drivers')


def current_user(credentials: HTTPAuthorizationCredentials = Depends(HTTPBearer())) -> dict:
    try:
        return jwt.decode(credentials.credentials, os.environ['JWT_PUBLIC_KEY'], algorithms=['RS256'])
    except jwt.PyJWTError:
        raise HTTPException(status_code=401)


class Driver(BaseModel):
    name: str
    rating: float


@app.get('/drivers/me', response_model=Driver)
def me(user: dict = Depends(current_user)):
    answer = drivers.get_item(Key={'driver_id': user['sub']})
    if 'Item' not in answer:
        raise HTTPException(status_code=404, detail='not registered')
    return answer['Item']
