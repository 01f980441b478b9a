# The index of shipments by state is paged with a cursor that the client made.
import json
import os

import aioboto3
import jwt
from boto3.dynamodb.conditions import Key
from fastapi import Depends, FastAPI, HTTPException
from fastapi.security import OAuth2PasswordBearer

app = FastAPI()
session = aioboto3.Session()


async def get_current_user(token: str = Depends(OAuth2PasswordBearer(tokenUrl='token'))):
    try:
        return jwt.decode(token, os.environ['JWT_KEY'], algorithms=['HS256'])['sub']
    except jwt.PyJWTError:
        raise HTTPException(401)


@app.get('/shipments', dependencies=[Depends(get_current_user)])
async def by_state(state: str, after: str):
    async with session.resource('dynamodb') as dynamodb:
        table = await dynamodb.Table('shipments')
        page = await table.query(  # expect code/index-without-owner code/client-cursor
            IndexName='state-at-index',
            KeyConditionExpression=Key('state').eq(state),
            ExclusiveStartKey=json.loads(after),
            Limit=20,
        )
    return [{'id': s['shipment_id'], 'eta': s['eta']} for s in page['Items']]
