# The dependency takes the claims of the token without verifying it.
import boto3
from boto3.dynamodb.conditions import Key
from fastapi import Depends, FastAPI
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from jose import jwt

app = FastAPI()
trips = boto3.resource('dynamodb').Table('trips')


def current_user(credentials: HTTPAuthorizationCredentials = Depends(HTTPBearer())) -> str:
    claims = jwt.get_unverified_claims(credentials.credentials)  # expect code/unverified-token-identity
    return claims['sub']


@app.get('/trips')
def own_trips(user: str = Depends(current_user)):
    rows = trips.query(KeyConditionExpression=Key('traveller').eq(user), Limit=20)['Items']
    return [{'from': t['start'], 'to': t['end']} for t in rows]
