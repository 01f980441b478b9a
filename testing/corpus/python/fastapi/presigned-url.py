# A link is signed for whatever key of the bucket the query names.
import os
from typing import Annotated

import boto3
import jwt
from fastapi import Depends, FastAPI, HTTPException
from fastapi.security import OAuth2PasswordBearer
from pydantic import BaseModel


class User(BaseModel):
    id: str


def current_user(token: Annotated[str, Depends(OAuth2PasswordBearer(tokenUrl='token'))]) -> User:
    try:
        claims = jwt.decode(token, os.environ['JWT_KEY'], algorithms=['HS256'])
    except jwt.PyJWTError:
        raise HTTPException(status_code=401)
    return User(id=claims['sub'])


app = FastAPI(dependencies=[Depends(current_user)])
s3 = boto3.client('s3')


@app.get('/download')
def download(key: str):
    place = {'Bucket': os.environ['BUCKET'], 'Key': key}
    url = s3.generate_presigned_url('get_object', Params=place, ExpiresIn=300)  # expect code/authentication-without-authorization
    return {'url': url}
