# One table for everything, with functions that make its keys.
import os

import boto3
from fastapi import Depends, FastAPI, HTTPException
from fastapi_cloudauth.cognito import CognitoClaims, CognitoCurrentUser

app = FastAPI()
get_current_user = CognitoCurrentUser(region=os.environ["REGION"], userPoolId=os.environ["POOL"], client_id=os.environ["CLIENT"])
table = boto3.resource("dynamodb").Table(os.environ["TABLE"])


def user_key(user_id: str) -> str:
    return f"USER#{user_id}"


def project_key(project_id: str) -> str:
    return f"PROJECT#{project_id}"


def membership(user_id: str, project_id: str):
    return table.get_item(Key={"PK": project_key(project_id), "SK": user_key(user_id)}).get("Item")


@app.get("/projects/{project_id}/tasks")
def tasks(project_id: str, user: CognitoClaims = Depends(get_current_user)):
    if not membership(user.sub, project_id):
        raise HTTPException(403)
    found = table.query(
        KeyConditionExpression="PK = :pk AND begins_with(SK, :task)",
        ExpressionAttributeValues={":pk": project_key(project_id), ":task": "TASK#"},
    )
    return [{"id": t["SK"], "title": t["title"]} for t in found["Items"]]


@app.get("/projects/{project_id}")
def project(project_id: str, user: CognitoClaims = Depends(get_current_user)):
    found = table.get_item(Key={"PK": project_key(project_id), "SK": "META"}).get("Item")  # expect code/foreign-key-read
    return {"name": found["name"]}


@app.delete("/projects/{project_id}/members/{member_id}")
def leave(project_id: str, member_id: str, user: CognitoClaims = Depends(get_current_user)):
    if member_id != user.sub:
        raise HTTPException(403)
    table.delete_item(Key={"PK": project_key(project_id), "SK": user_key(member_id)})
    return {}
