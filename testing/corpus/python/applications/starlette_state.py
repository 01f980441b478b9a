# A middleware puts the user into the state of the request.
import os

import boto3
import jwt
from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import JSONResponse

app = FastAPI()
notes = boto3.resource("dynamodb").Table("notes")


@app.middleware("http")
async def authenticate(request: Request, call_next):
    header = request.headers.get("authorization", "")
    try:
        claims = jwt.decode(header.removeprefix("Bearer "), os.environ["JWT_KEY"], algorithms=["HS256"])
    except jwt.PyJWTError:
        return JSONResponse({"detail": "sign in"}, status_code=401)
    request.state.user = claims["sub"]
    return await call_next(request)


@app.get("/notes/{note_id}")
async def show(note_id: str, request: Request):
    note = notes.get_item(Key={"user": request.state.user, "id": note_id}).get("Item")
    if note is None:
        raise HTTPException(404)
    return {"text": note["text"]}


@app.put("/notes/{note_id}")
async def change(note_id: str, request: Request):
    body = await request.json()
    notes.put_item(Item={"user": request.state.user, "id": note_id, **body})  # expect code/mass-assignment
    return {}


@app.get("/users/{user}/notes")
async def of_user(user: str, request: Request):
    found = notes.query(KeyConditionExpression="#u = :u", ExpressionAttributeNames={"#u": "user"}, ExpressionAttributeValues={":u": user})  # expect code/foreign-key-read
    return [{"text": note["text"]} for note in found["Items"]]
