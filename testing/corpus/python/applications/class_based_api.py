# Routes of FastAPI in a class with dependencies of its own.
import os

import boto3
from boto3.dynamodb.conditions import Attr, Key
from fastapi import APIRouter, Depends, FastAPI, HTTPException, Path, Query, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from fastapi_utils.cbv import cbv
from jose import jwt

router = APIRouter()
bearer = HTTPBearer(auto_error=True)


def current_user(credentials: HTTPAuthorizationCredentials = Depends(bearer)) -> dict:
    return jwt.decode(credentials.credentials, os.environ["JWT_KEY"], algorithms=["HS256"], audience="api")


def get_table():
    return boto3.resource("dynamodb").Table(os.environ["ORDERS"])


@router.get("/orders")
def my_orders(limit: int = Query(20, le=100), user: dict = Depends(current_user), table=Depends(get_table)):
    page = table.query(KeyConditionExpression=Key("customer").eq(user["sub"]), Limit=limit)
    return [{"id": o["id"], "total": o["total"]} for o in page["Items"]]


@router.get("/orders/open")
def open_orders(user: dict = Depends(current_user), table=Depends(get_table)):
    page = table.scan(FilterExpression=Attr("state").eq("open"))  # expect code/table-scan
    return [{"id": o["id"], "total": o["total"]} for o in page["Items"]]


@router.get("/orders/{order_id}")
def order(order_id: str = Path(min_length=8), user: dict = Depends(current_user), table=Depends(get_table)):
    page = table.query(KeyConditionExpression=Key("customer").eq(user["sub"]) & Key("id").eq(order_id))
    if not page["Items"]:
        raise HTTPException(404)
    return {"total": page["Items"][0]["total"]}


@router.get("/customers/{customer}/orders")
def orders_of(customer: str, request: Request, user: dict = Depends(current_user), table=Depends(get_table)):
    if "orders:read:all" not in user.get("permissions", []):
        raise HTTPException(403)
    page = table.query(KeyConditionExpression=Key("customer").eq(customer))
    return [{"id": o["id"]} for o in page["Items"]]


app = FastAPI()
app.include_router(router, prefix="/v1")
