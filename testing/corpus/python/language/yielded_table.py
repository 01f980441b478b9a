# A dependency hands out the table and closes it afterwards; pages come out of a generator.
import os

import aioboto3
import jwt
from fastapi import Depends, FastAPI, HTTPException
from fastapi.security import OAuth2PasswordBearer

app = FastAPI()
session = aioboto3.Session()


async def walks():
    async with session.resource("dynamodb") as dynamo:
        yield await dynamo.Table("walks")


async def caller(token: str = Depends(OAuth2PasswordBearer(tokenUrl="token"))) -> str:
    try:
        return jwt.decode(token, os.environ["KEY"], algorithms=["HS256"])["sub"]
    except jwt.InvalidTokenError:
        raise HTTPException(401)


async def pages(table, **params):
    while True:
        page = await table.query(**params)
        for item in page["Items"]:
            yield item
        if "LastEvaluatedKey" not in page:
            break
        params["ExclusiveStartKey"] = page["LastEvaluatedKey"]


async def everything(table):
    page = await table.scan()  # expect code/table-scan
    for item in page["Items"]:
        yield item


@app.get("/walks")
async def mine(table=Depends(walks), user: str = Depends(caller)):
    found = pages(table, KeyConditionExpression="walker = :w", ExpressionAttributeValues={":w": user})
    return [{"at": walk["at"], "length": walk["length"]} async for walk in found]


@app.get("/walks/all")
async def all_walks(table=Depends(walks), user: str = Depends(caller)):
    return [{"at": walk["at"], "length": walk["length"]} async for walk in everything(table)]
