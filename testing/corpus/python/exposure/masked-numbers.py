# Of a card number, the last four digits are shown.
import os

import boto3
import jwt
from fastapi import Depends, FastAPI, HTTPException
from fastapi.security import OAuth2PasswordBearer

app = FastAPI()
wallets = boto3.resource('dynamodb').Table('wallets')


def get_current_user(token: str = Depends(OAuth2PasswordBearer(tokenUrl='token'))) -> str:
    try:
        return jwt.decode(token, os.environ['JWT_KEY'], algorithms=['HS256'])['sub']
    except jwt.PyJWTError:
        raise HTTPException(401)


@app.get('/payment-method')
def payment_method(user: str = Depends(get_current_user)):
    wallet = wallets.get_item(Key={'user_id': user}).get('Item')
    if wallet is None:
        raise HTTPException(404)
    return {'brand': wallet['brand'], 'card': '**** ' + wallet['card_number'][-4:]}
