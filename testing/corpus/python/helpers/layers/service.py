# The service knows the user, for the log only.
import logging

import store

log = logging.getLogger(__name__)


class TicketService:
    def __init__(self, user: str):
        self.user = user

    def close(self, ticket_id: str, reason: str) -> None:
        log.info('ticket %s closed by %s', ticket_id, self.user)
        store.set_state(ticket_id, 'closed', reason)
