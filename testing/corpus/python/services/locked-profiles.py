# A version keeps two writers apart, but says nothing about whose profile it is.
import os
from typing import Annotated

import boto3
from botocore.exceptions import ClientError
from fastapi import APIRouter, Depends, HTTPException
from pydantic import BaseModel

from .security import signed_in_user

router = APIRouter()
profiles = boto3.resource('dynamodb').Table(os.environ['PROFILES'])


class Change(BaseModel):
    display_name: str
    version: int


def write(user_id: str, change: Change) -> None:
    profiles.update_item(  # expect code/foreign-key-write
        Key={'user_id': user_id},
        UpdateExpression='SET display_name = :name, version = :next',
        ConditionExpression='version = :seen',
        ExpressionAttributeValues={':name': change.display_name, ':next': change.version + 1, ':seen': change.version},
    )


@router.put('/me', status_code=204)
def update_mine(change: Change, me: Annotated[str, Depends(signed_in_user)]):
    try:
        write(me, change)
    except ClientError as error:
        if error.response['Error']['Code'] == 'ConditionalCheckFailedException':
            raise HTTPException(409, 'changed meanwhile')
        raise


@router.put('/profiles/{user_id}', status_code=204)
def update_profile(user_id: str, change: Change, me: Annotated[str, Depends(signed_in_user)]):
    write(user_id, change)


@router.get('/me')
def mine(me: Annotated[str, Depends(signed_in_user)]):
    found = profiles.get_item(Key={'user_id': me}).get('Item')
    if found is None:
        raise HTTPException(404)
    return {'name': found['display_name'], 'version': int(found['version'])}
