# What the function says that it returns is all that leaves.
import os

import boto3
import jwt
from fastapi import Depends, FastAPI, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel

app = FastAPI()
table = boto3.resource("dynamodb").Table("members")


class Member(BaseModel):
    name: str
    city: str | None = None


class OpenMember(BaseModel, extra="allow"):
    name: str


def caller(credentials: HTTPAuthorizationCredentials = Depends(HTTPBearer())) -> str:
    try:
        return jwt.decode(credentials.credentials, os.environ["KEY"], algorithms=["HS256"])["sub"]
    except jwt.InvalidTokenError:
        raise HTTPException(401)


@app.get("/me")
def me(user: str = Depends(caller)) -> Member:
    return table.get_item(Key={"id": user})["Item"]


@app.get("/me/friends")
def friends(user: str = Depends(caller)) -> list[Member]:
    return table.query(KeyConditionExpression="owner = :o", ExpressionAttributeValues={":o": user})["Items"]


@app.get("/me/raw")
def raw(user: str = Depends(caller)) -> dict:
    return table.get_item(Key={"id": user})["Item"]  # expect code/whole-item-returned


@app.get("/me/open")
def open_one(user: str = Depends(caller)) -> OpenMember:
    return table.get_item(Key={"id": user})["Item"]  # expect code/whole-item-returned
