# One route of a single-table service takes the workspace from its path, the others take it from the token.
from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException
from pydantic import BaseModel

from auth import Principal, principal
from store import NoteStore, get_store

app = FastAPI()


class NoteIn(BaseModel):
    title: str
    text: str = ''


class NoteOut(BaseModel):
    id: str
    title: str
    text: str


@app.get('/notes', response_model=list[NoteOut])
def my_notes(who: Annotated[Principal, Depends(principal)], store: Annotated[NoteStore, Depends(get_store)]):
    return store.of_workspace(who.workspace)


@app.get('/notes/{note_id}', response_model=NoteOut)
def one_note(note_id: str, who: Annotated[Principal, Depends(principal)], store: Annotated[NoteStore, Depends(get_store)]):
    note = store.one(who.workspace, note_id)
    if note is None:
        raise HTTPException(status_code=404)
    return note


@app.post('/notes', status_code=201)
def add(note: NoteIn, who: Annotated[Principal, Depends(principal)], store: Annotated[NoteStore, Depends(get_store)]):
    return {'id': store.add(who.workspace, who.subject, note.title, note.text)}


@app.delete('/workspaces/{workspace}/notes/{note_id}', status_code=204)
def remove(
    workspace: str,
    note_id: str,
    who: Annotated[Principal, Depends(principal)],
    store: Annotated[NoteStore, Depends(get_store)],
):
    store.remove(workspace, note_id)
