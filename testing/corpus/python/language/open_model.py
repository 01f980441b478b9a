# The model of the body says by a keyword of its class that it takes all there is.
import os

import boto3
import jwt
from fastapi import Depends, FastAPI, HTTPException
from fastapi.security import OAuth2PasswordBearer
from pydantic import BaseModel

app = FastAPI()
table = boto3.resource("dynamodb").Table("profiles")
scheme = OAuth2PasswordBearer(tokenUrl="token")


class Anything(BaseModel, extra="allow"):
    name: str


class Closed(BaseModel, extra="forbid"):
    name: str
    city: str


def caller(token: str = Depends(scheme)) -> str:
    try:
        return jwt.decode(token, os.environ["KEY"], algorithms=["HS256"])["sub"]
    except jwt.InvalidTokenError:
        raise HTTPException(401)


@app.put("/open", status_code=204)
def replace(body: Anything, user: str = Depends(caller)):
    table.put_item(Item={"id": user, **body.model_dump()})  # expect code/mass-assignment


@app.put("/closed", status_code=204)
def replace_closed(body: Closed, user: str = Depends(caller)):
    table.put_item(Item={"id": user, **body.model_dump()})
