# The user is known by a dependency, and the path chooses the statement.
import os

import boto3
import jwt
from fastapi import Depends, FastAPI, HTTPException
from fastapi.security import OAuth2PasswordBearer

app = FastAPI()
oauth2 = OAuth2PasswordBearer(tokenUrl='token')
statements = boto3.resource('dynamodb').Table('statements')


def get_current_user(token: str = Depends(oauth2)) -> str:
    try:
        return jwt.decode(token, os.environ['JWT_KEY'], algorithms=['HS256'])['sub']
    except jwt.PyJWTError:
        raise HTTPException(status_code=401)


@app.get('/statements/{statement_id}')
async def statement(statement_id: str, user: str = Depends(get_current_user)):
    item = statements.get_item(Key={'statement_id': statement_id}).get('Item')  # expect code/foreign-key-read
    if item is None:
        raise HTTPException(status_code=404)
    return {'month': item['month'], 'balance': str(item['balance']), 'asked_by': user}
