# Documents are PynamoDB models under a tenant; the history is read for the tenant of the query.
import os
from datetime import datetime, timezone
from typing import Annotated
from uuid import uuid4

from fastapi import APIRouter, Depends, HTTPException
from pydantic import BaseModel
from pynamodb.attributes import UnicodeAttribute, UTCDateTimeAttribute
from pynamodb.models import Model

from .identity import Caller, caller


class Document(Model):
    class Meta:
        table_name = os.environ['DOCUMENTS']

    tenant_id = UnicodeAttribute(hash_key=True)
    document_id = UnicodeAttribute(range_key=True)
    title = UnicodeAttribute()
    changed = UTCDateTimeAttribute()


class Revision(Model):
    class Meta:
        table_name = os.environ['REVISIONS']

    tenant_id = UnicodeAttribute(hash_key=True)
    at = UTCDateTimeAttribute(range_key=True)
    summary = UnicodeAttribute()


class NewDocument(BaseModel):
    title: str


router = APIRouter(prefix='/documents')
Me = Annotated[Caller, Depends(caller)]


@router.get('/{document_id}')
def read(document_id: str, me: Me):
    try:
        document = Document.get(me.tenant_id, document_id)
    except Document.DoesNotExist:
        raise HTTPException(404)
    return {'id': document.document_id, 'title': document.title}


@router.post('', status_code=201)
def create(new: NewDocument, me: Me):
    document = Document(me.tenant_id, uuid4().hex, title=new.title, changed=datetime.now(timezone.utc))
    document.save()
    return {'id': document.document_id}


@router.get('/history/recent')
def history(tenant_id: str, me: Me):
    return [{'at': r.at, 'summary': r.summary} for r in Revision.query(tenant_id, limit=50)]  # expect code/foreign-key-read


@router.delete('/{document_id}', status_code=204)
def remove(document_id: str, me: Me):
    Document(me.tenant_id, document_id).delete()
