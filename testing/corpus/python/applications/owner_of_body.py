# Comments bear the author that the client names.
import uuid

import boto3
from fastapi import Depends, FastAPI
from fastapi_users import FastAPIUsers
from pydantic import BaseModel

from app.auth import auth_backend, get_user_manager
from app.models import User

fastapi_users = FastAPIUsers(get_user_manager, [auth_backend])
current_active_user = fastapi_users.current_user(active=True)
current_superuser = fastapi_users.current_user(active=True, superuser=True)
app = FastAPI()
comments = boto3.resource("dynamodb").Table("comments")


class CommentIn(BaseModel):
    post_id: str
    author_id: str
    text: str


@app.post("/comments", status_code=201)
async def create(comment: CommentIn, user: User = Depends(current_active_user)):
    comment_id = str(uuid.uuid4())
    comments.put_item(Item={"id": comment_id, "post_id": comment.post_id, "author_id": comment.author_id, "text": comment.text})  # expect code/foreign-owner-created
    return {"id": comment_id}


@app.post("/own-comments", status_code=201)
async def create_own(comment: CommentIn, user: User = Depends(current_active_user)):
    comment_id = str(uuid.uuid4())
    comments.put_item(Item={"id": comment_id, "post_id": comment.post_id, "author_id": str(user.id), "text": comment.text})
    return {"id": comment_id}


@app.delete("/comments/{comment_id}", status_code=204)
async def remove(comment_id: str, admin: User = Depends(current_superuser)):
    comments.delete_item(Key={"id": comment_id})
