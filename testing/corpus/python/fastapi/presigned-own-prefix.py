# A link is signed for a key under the caller's own prefix.
import os

import boto3
import jwt
from fastapi import Depends, FastAPI, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

app = FastAPI()
s3 = boto3.client('s3')


def current_user(credentials: HTTPAuthorizationCredentials = Depends(HTTPBearer())) -> dict:
    try:
        return jwt.decode(credentials.credentials, os.environ['JWT_PUBLIC_KEY'], algorithms=['RS256'])
    except jwt.PyJWTError:
        raise HTTPException(status_code=401)


@app.get('/download/{name}')
def download(name: str, user: dict = Depends(current_user)):
    key = 'uploads/' + user['sub'] + '/' + name
    url = s3.generate_presigned_url('get_object', Params={'Bucket': os.environ['BUCKET'], 'Key': key}, ExpiresIn=300)
    return {'url': url}
