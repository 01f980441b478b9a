# A header parameter stands for the caller.
from typing import Annotated

import boto3
from boto3.dynamodb.conditions import Key
from fastapi import FastAPI, Header

app = FastAPI()
habits = boto3.resource('dynamodb').Table('habits')


@app.get('/habits')
def list_habits(
    x_user_id: Annotated[str, Header()],  # expect code/identity-from-client-header
    day: str | None = None,
):
    rows = habits.query(KeyConditionExpression=Key('user_id').eq(x_user_id))['Items']
    return [{'name': h['name'], 'streak': int(h['streak'])} for h in rows if day is None or day in h['days']]
