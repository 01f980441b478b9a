# The tax form shows the whole social security number.
import os

import boto3
import jwt
from fastapi import Depends, FastAPI, HTTPException
from fastapi.security import OAuth2PasswordBearer

app = FastAPI()
staff = boto3.resource('dynamodb').Table('staff')


def get_current_user(token: str = Depends(OAuth2PasswordBearer(tokenUrl='token'))) -> str:
    try:
        return jwt.decode(token, os.environ['JWT_KEY'], algorithms=['HS256'])['sub']
    except jwt.PyJWTError:
        raise HTTPException(401)


@app.get('/tax-form')
def tax_form(user: str = Depends(get_current_user)):
    person = staff.get_item(Key={'staff_id': user}).get('Item')
    if person is None:
        raise HTTPException(404)
    return {'name': person['name'], 'ssn': person['ssn'], 'salary': str(person['salary'])}  # expect code/sensitive-attribute-returned
