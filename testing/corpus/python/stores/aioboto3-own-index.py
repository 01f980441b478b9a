# The index is asked for the shipments of the caller, and one of them is confirmed if it exists.
import os

import aioboto3
import jwt
from boto3.dynamodb.conditions import Attr, Key
from fastapi import Depends, FastAPI, HTTPException
from fastapi.security import OAuth2PasswordBearer

app = FastAPI()
session = aioboto3.Session()


async def get_current_user(token: str = Depends(OAuth2PasswordBearer(tokenUrl='token'))):
    try:
        return jwt.decode(token, os.environ['JWT_KEY'], algorithms=['HS256'])['sub']
    except jwt.PyJWTError:
        raise HTTPException(401)


@app.get('/shipments')
async def own(state: str, user: str = Depends(get_current_user)):
    async with session.resource('dynamodb') as dynamodb:
        table = await dynamodb.Table('shipments')
        page = await table.query(
            IndexName='receiver-state-index',
            KeyConditionExpression=Key('receiver').eq(user) & Key('state').eq(state),
            Limit=20,
        )
    return [{'id': s['shipment_id'], 'eta': s['eta']} for s in page['Items']]


@app.post('/shipments/{shipment_id}/received', status_code=204)
async def received(shipment_id: str, user: str = Depends(get_current_user)):
    async with session.resource('dynamodb') as dynamodb:
        table = await dynamodb.Table('shipments')
        await table.update_item(
            Key={'receiver': user, 'shipment_id': shipment_id},
            UpdateExpression='SET received = :yes',
            ConditionExpression=Attr('shipment_id').exists(),
            ExpressionAttributeValues={':yes': True},
        )
