# The service hands the user down, and the store makes it a condition.
from fastapi import APIRouter, Depends

from security import get_current_user
from service import TicketService

router = APIRouter(prefix='/tickets')


@router.post('/{ticket_id}/close', status_code=204)
def close(ticket_id: str, reason: str, user: str = Depends(get_current_user)):
    TicketService(user).close(ticket_id, reason)
