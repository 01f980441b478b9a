# A service between route and repository checks the wallet it reads, but not the one it freezes.
from typing import Annotated

from fastapi import Depends, FastAPI, Header, HTTPException

from .service import NotAllowed, WalletService, wallet_service
from .tokens import subject_of

app = FastAPI(title='wallets')


async def subject(authorization: Annotated[str, Header()]) -> str:
    found = subject_of(authorization.removeprefix('Bearer '))
    if found is None:
        raise HTTPException(401)
    return found


@app.get('/wallets/{wallet_id}')
async def balance(
    wallet_id: str,
    me: Annotated[str, Depends(subject)],
    service: Annotated[WalletService, Depends(wallet_service)],
):
    try:
        return {'wallet': wallet_id, 'balance': await service.balance(wallet_id, me)}
    except NotAllowed:
        raise HTTPException(404)


@app.post('/wallets/{wallet_id}/freeze', status_code=204)
async def freeze(
    wallet_id: str,
    me: Annotated[str, Depends(subject)],
    service: Annotated[WalletService, Depends(wallet_service)],
):
    await service.freeze(wallet_id, me)
