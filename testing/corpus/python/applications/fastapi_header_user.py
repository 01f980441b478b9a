# The user is what a header says.
import boto3
from fastapi import Depends, FastAPI, Header

app = FastAPI()
table = boto3.resource("dynamodb").Table("carts")


def get_user_id(x_user_id: str = Header(...)) -> str:  # expect code/identity-from-client-header
    return x_user_id


@app.get("/cart")
def read_cart(user_id: str = Depends(get_user_id)):
    item = table.get_item(Key={"user_id": user_id}).get("Item") or {}
    return {"lines": item.get("lines", [])}
