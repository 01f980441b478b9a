# A dependency lets administrators through, who may list and remove members.
from typing import Annotated

import boto3
from fastapi import APIRouter, Depends, HTTPException

from .security import User, current_user

members = boto3.resource('dynamodb').Table('members')


def require_admin(user: Annotated[User, Depends(current_user)]) -> User:
    if user.role != 'admin':
        raise HTTPException(status_code=403, detail='administrators only')
    return user


router = APIRouter(prefix='/admin/members', dependencies=[Depends(require_admin)])


@router.get('')
def list_members():
    return [{'id': m['member_id'], 'joined': m['joined']} for m in members.scan(Limit=500)['Items']]


@router.delete('/{member_id}', status_code=204)
def remove(member_id: str):
    members.delete_item(Key={'member_id': member_id})
