# All routes of the router need a token, which says nothing about the key that is deleted.
import os
from typing import Annotated

import boto3
import jwt
from fastapi import APIRouter, Depends, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

bearer = HTTPBearer()


def verify_token(credentials: Annotated[HTTPAuthorizationCredentials, Depends(bearer)]) -> dict:
    try:
        return jwt.decode(credentials.credentials, os.environ['JWT_KEY'], algorithms=['HS256'])
    except jwt.PyJWTError as error:
        raise HTTPException(status_code=401, detail='invalid token') from error


router = APIRouter(prefix='/sensors', dependencies=[Depends(verify_token)])
sensors = boto3.resource('dynamodb').Table('sensors')


@router.delete('/{sensor_id}', status_code=204)
def remove(sensor_id: str):
    sensors.delete_item(Key={'sensor_id': sensor_id})  # expect code/foreign-key-write
