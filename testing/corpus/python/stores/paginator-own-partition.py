# The paginator stays in the partition of the caller.
import os

import boto3
from fastapi import Depends, FastAPI, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from jose import JWTError, jwt

app = FastAPI()
client = boto3.client('dynamodb')


def get_current_user(credentials: HTTPAuthorizationCredentials = Depends(HTTPBearer())):
    try:
        return jwt.decode(credentials.credentials, os.environ['JWT_KEY'], algorithms=['HS256'])
    except JWTError:
        raise HTTPException(401)


@app.get('/visits')
def visits(claims: dict = Depends(get_current_user)):
    pages = client.get_paginator('query').paginate(
        TableName='visits',
        KeyConditionExpression='visitor = :v',
        ExpressionAttributeValues={':v': {'S': claims['sub']}},
        PaginationConfig={'MaxItems': 200},
    )
    return [item['day']['S'] for page in pages for item in page['Items']]
