# Users stand in a relational database, their files in DynamoDB.
import os

import boto3
from fastapi import Depends, FastAPI, HTTPException
from fastapi.security import OAuth2PasswordBearer
from jose import JWTError, jwt
from sqlalchemy import String, create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, sessionmaker

engine = create_engine(os.environ["DATABASE_URL"])
SessionLocal = sessionmaker(bind=engine)
files = boto3.resource("dynamodb").Table("files")
app = FastAPI()


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"
    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(200))


def get_db():
    db = SessionLocal()
    try:
        yield db
    finally:
        db.close()


def get_current_user(db: Session = Depends(get_db), token: str = Depends(OAuth2PasswordBearer(tokenUrl="login"))) -> User:
    try:
        payload = jwt.decode(token, os.environ["SECRET"], algorithms=["HS256"])
    except JWTError:
        raise HTTPException(401)
    user = db.query(User).filter(User.email == payload["sub"]).first()
    if user is None:
        raise HTTPException(401)
    return user


@app.get("/files/{file_id}")
def own_file(file_id: str, user: User = Depends(get_current_user)):
    found = files.get_item(Key={"user_id": str(user.id), "file_id": file_id}).get("Item")
    return {"name": found["name"]} if found else {}


@app.get("/users/{user_id}/files/{file_id}")
def any_file(user_id: str, file_id: str, user: User = Depends(get_current_user)):
    found = files.get_item(Key={"user_id": user_id, "file_id": file_id}).get("Item")  # expect code/foreign-key-read
    return {"name": found["name"]} if found else {}
