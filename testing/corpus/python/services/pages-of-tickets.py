# Own tickets go on wherever the client says, which is harmless; the queue of open ones is not.
import base64
import json
import os
from typing import Annotated

import boto3
from boto3.dynamodb.conditions import Key
from fastapi import APIRouter, Depends, Query

from ..auth import current_subject

router = APIRouter(prefix='/tickets')
tickets = boto3.resource('dynamodb').Table(os.environ['TICKETS'])


def decode(cursor: str | None) -> dict:
    return {'ExclusiveStartKey': json.loads(base64.urlsafe_b64decode(cursor))} if cursor else {}


def encode(page: dict) -> str | None:
    last = page.get('LastEvaluatedKey')
    return base64.urlsafe_b64encode(json.dumps(last).encode()).decode() if last else None


def rows(page: dict) -> list[dict]:
    return [{'id': t['ticket_id'], 'subject': t['subject']} for t in page['Items']]


@router.get('/mine')
def mine(me: Annotated[str, Depends(current_subject)], cursor: str | None = None, size: Annotated[int, Query(le=100)] = 20):
    page = tickets.query(KeyConditionExpression=Key('reporter').eq(me), Limit=size, **decode(cursor))
    return {'tickets': rows(page), 'next': encode(page)}


@router.get('/open')
def open_tickets(me: Annotated[str, Depends(current_subject)], cursor: str | None = None):
    page = tickets.query(  # expect code/index-without-owner code/client-cursor
        IndexName='by-state',
        KeyConditionExpression=Key('state').eq('open'),
        Limit=20,
        **decode(cursor),
    )
    return {'tickets': rows(page), 'next': encode(page)}


@router.get('/mine/all')
def everything(me: Annotated[str, Depends(current_subject)], size: int = 20):
    page = tickets.query(KeyConditionExpression=Key('reporter').eq(me), Limit=size)  # expect code/unbounded-limit
    return {'tickets': rows(page)}
