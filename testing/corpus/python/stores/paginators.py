# One paginator goes through the whole table, the other through a whole exhibition.
import os

import boto3
from fastapi import Depends, FastAPI, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from jose import JWTError, jwt

client = boto3.client('dynamodb')


def signed_in(credentials: HTTPAuthorizationCredentials = Depends(HTTPBearer())):
    try:
        return jwt.decode(credentials.credentials, os.environ['JWT_KEY'], algorithms=['HS256'])
    except JWTError:
        raise HTTPException(401)


app = FastAPI(dependencies=[Depends(signed_in)])


@app.get('/visits')
def visits():
    days = []
    for page in client.get_paginator('scan').paginate(TableName='visits'):  # expect code/table-scan
        days.extend(item['day']['S'] for item in page['Items'])
    return days


@app.get('/exhibitions/{exhibition}/visits')
def visits_of(exhibition: str):
    pages = client.get_paginator('query').paginate(  # expect code/foreign-collection
        TableName='exhibition-visits',
        KeyConditionExpression='exhibition = :e',
        ExpressionAttributeValues={':e': {'S': exhibition}},
    )
    return [item['day']['S'] for page in pages for item in page['Items']]
