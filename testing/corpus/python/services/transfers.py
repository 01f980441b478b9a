# Points move from an account to another: once from the own one, once from whichever the body names.
import os
import uuid
from typing import Annotated

import boto3
from fastapi import Depends, FastAPI
from pydantic import BaseModel, Field

from .auth import require_user

app = FastAPI()
client = boto3.client('dynamodb')
ACCOUNTS = os.environ['ACCOUNTS']


class Transfer(BaseModel):
    source: str
    target: str
    points: int = Field(gt=0)


def moved(account: str, by: int, **condition):
    return {
        'Update': {
            'TableName': ACCOUNTS,
            'Key': {'account': {'S': account}},
            'UpdateExpression': 'ADD points :by',
            'ExpressionAttributeValues': {':by': {'N': str(by)}},
            **condition,
        }
    }


@app.post('/gifts', status_code=201)
def give(transfer: Transfer, user: Annotated[str, Depends(require_user)]):
    client.transact_write_items(
        TransactItems=[
            {
                'Update': {
                    'TableName': ACCOUNTS,
                    'Key': {'account': {'S': user}},
                    'UpdateExpression': 'ADD points :minus',
                    'ConditionExpression': 'points >= :points',
                    'ExpressionAttributeValues': {':minus': {'N': str(-transfer.points)}, ':points': {'N': str(transfer.points)}},
                }
            },
        ],
        ClientRequestToken=str(uuid.uuid4()),
    )
    return {'given': transfer.points}


@app.post('/transfers', status_code=201)
def transfer_points(transfer: Transfer, user: Annotated[str, Depends(require_user)]):
    client.transact_write_items(  # expect code/foreign-key-write
        TransactItems=[moved(transfer.source, -transfer.points), moved(transfer.target, transfer.points)],
        ClientRequestToken=str(uuid.uuid4()),
    )
    return {'moved': transfer.points, 'by': user}
