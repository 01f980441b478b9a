# Contracts are asked for together with their owner, attachments by their number alone.
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException
from sqlalchemy import select
from sqlalchemy.orm import Session

from .auth import get_current_user
from .database import get_session
from .models import Attachment, Contract, User

router = APIRouter(prefix='/contracts')
Db = Annotated[Session, Depends(get_session)]
Me = Annotated[User, Depends(get_current_user)]


@router.get('/{contract_id}')
def contract(contract_id: int, db: Db, me: Me):
    found = db.scalar(select(Contract).where(Contract.id == contract_id, Contract.owner_id == me.id))
    if found is None:
        raise HTTPException(404)
    return {'id': found.id, 'title': found.title}


@router.get('/attachments/{attachment_id}')
def attachment(attachment_id: int, db: Db, _: Me):
    found = db.get(Attachment, attachment_id)  # expect code/authentication-without-authorization
    if found is None:
        raise HTTPException(404)
    return {'id': found.id, 'name': found.file_name}


@router.post('/{contract_id}/sign')
def sign(contract_id: int, db: Db, me: Me):
    found = db.get(Contract, contract_id)
    if found is None or found.owner_id != me.id:
        raise HTTPException(404)
    found.signed = True
    db.commit()
    return {'id': found.id, 'signed': True}
