# The id goes from the route through a service to the store, and nobody on the way asks whose it is.
from fastapi import APIRouter, Depends

from security import get_current_user
from service import TicketService

router = APIRouter(prefix='/tickets')


@router.post('/{ticket_id}/close', status_code=204)
def close(ticket_id: str, reason: str, user: str = Depends(get_current_user)):
    TicketService(user).close(ticket_id, reason)
