# Services and repositories are given to the routes by dependencies.
from functools import lru_cache
from typing import Annotated

import boto3
from boto3.dynamodb.conditions import Key
from fastapi import APIRouter, Depends, HTTPException, status
from fastapi.security import OAuth2PasswordBearer
from jose import JWTError, jwt
from pydantic import BaseModel
from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    secret_key: str
    table_name: str = "documents"


@lru_cache
def get_settings() -> Settings:
    return Settings()


class DocumentOut(BaseModel):
    id: str
    title: str


class DocumentRepository:
    def __init__(self, settings: Annotated[Settings, Depends(get_settings)]):
        self._table = boto3.resource("dynamodb").Table(settings.table_name)

    def for_owner(self, owner_id: str):
        return self._table.query(IndexName="owner-index", KeyConditionExpression=Key("owner_id").eq(owner_id))["Items"]

    def by_id(self, document_id: str):
        return self._table.get_item(Key={"id": document_id}).get("Item")  # expect code/foreign-key-read


class DocumentService:
    def __init__(self, documents: Annotated[DocumentRepository, Depends()]):
        self._documents = documents

    def mine(self, user_id: str):
        return self._documents.for_owner(user_id)

    def find(self, document_id: str):
        return self._documents.by_id(document_id)

    def find_own(self, document_id: str, user_id: str):
        document = self._documents.by_id(document_id)
        if document is None or document["owner_id"] != user_id:
            raise HTTPException(status_code=status.HTTP_404_NOT_FOUND)
        return document


oauth2_scheme = OAuth2PasswordBearer(tokenUrl="/token")


async def get_current_user(token: Annotated[str, Depends(oauth2_scheme)], settings: Annotated[Settings, Depends(get_settings)]) -> str:
    try:
        payload = jwt.decode(token, settings.secret_key, algorithms=["HS256"])
    except JWTError as exc:
        raise HTTPException(status_code=401) from exc
    return payload["sub"]


router = APIRouter(prefix="/documents")
CurrentUser = Annotated[str, Depends(get_current_user)]


@router.get("/", response_model=list[DocumentOut])
async def list_documents(user: CurrentUser, service: Annotated[DocumentService, Depends()]):
    return service.mine(user)


@router.get("/{document_id}", response_model=DocumentOut)
async def read_document(document_id: str, user: CurrentUser, service: Annotated[DocumentService, Depends()]):
    return service.find(document_id)


@router.get("/{document_id}/own", response_model=DocumentOut)
async def read_own_document(document_id: str, user: CurrentUser, service: Annotated[DocumentService, Depends()]):
    return service.find_own(document_id, user)
