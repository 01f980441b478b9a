# The router asks for a token, the dependency of one path for the owner.
import os
from typing import Annotated

import boto3
import jwt
from fastapi import APIRouter, Depends, FastAPI, HTTPException, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer, SecurityScopes

dynamo = boto3.resource("dynamodb")
bearer = HTTPBearer()


def claims(scopes: SecurityScopes, token: Annotated[HTTPAuthorizationCredentials, Depends(bearer)]) -> dict:
    try:
        payload = jwt.decode(token.credentials, os.environ["KEY"], algorithms=["HS256"])
    except jwt.InvalidTokenError:
        raise HTTPException(401)
    for scope in scopes.scopes:
        if scope not in payload.get("scope", "").split():
            raise HTTPException(403)
    return payload


Claims = Annotated[dict, Depends(claims)]


def own_garden(garden_id: str, payload: Claims) -> dict:
    garden = dynamo.Table("gardens").get_item(Key={"id": garden_id}).get("Item")
    if garden is None or garden["owner"] != payload["sub"]:
        raise HTTPException(404)
    return garden


router = APIRouter(prefix="/gardens", dependencies=[Depends(claims)])


@router.get("/{garden_id}")
def show(garden: Annotated[dict, Depends(own_garden)]):
    return {"name": garden["name"]}


@router.get("/{garden_id}/size")
def size(garden_id: str):
    garden = dynamo.Table("gardens").get_item(Key={"id": garden_id}).get("Item")  # expect code/foreign-key-read
    return {"size": str(garden["size"])}


@router.get("/{garden_id}/log")
def log(garden_id: str, payload: Annotated[dict, Security(claims, scopes=["admin"])]):
    found = dynamo.Table("logs").query(KeyConditionExpression="garden = :g", ExpressionAttributeValues={":g": payload["sub"] + garden_id})
    return {"lines": [line["text"] for line in found["Items"]]}


app = FastAPI()
app.include_router(router)
