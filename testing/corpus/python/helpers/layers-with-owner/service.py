# The service acts for a user.
import store


class TicketService:
    def __init__(self, user: str):
        self.user = user

    def close(self, ticket_id: str, reason: str) -> None:
        store.set_state(ticket_id, self.user, 'closed', reason)
