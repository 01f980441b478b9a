"""What is remembered of the tokens that were handed out. In memory and under one lock: one process serves the API."""

from __future__ import annotations

import secrets
import time
from collections import OrderedDict
from dataclasses import dataclass
from hashlib import sha256
from threading import Lock

# Seconds.
REFRESH_LIFETIME = 24 * 60 * 60


@dataclass(frozen=True)
class Grant:
    user_id: str
    token_id: str
    until: float


_lock = Lock()
# By digest: whoever reads the memory of the process has no refresh token. All live equally long, so the
# oldest, which end first, come first.
_grants: OrderedDict[bytes, Grant] = OrderedDict()
_digest_of_token: dict[str, bytes] = {}
_revoked: OrderedDict[str, float] = OrderedDict()


def issue_refresh_token(user_id: str, token_id: str) -> str:
    """A refresh token that goes with the access token of that id."""
    refresh_token = secrets.token_urlsafe(32)
    with _lock:
        _forget()
        digest = _digest(refresh_token)
        _grants[digest] = Grant(user_id, token_id, time.monotonic() + REFRESH_LIFETIME)
        _digest_of_token[token_id] = digest
    return refresh_token


def redeem(refresh_token: str) -> str | None:
    """The user of a refresh token, which is used up by this (RFC 9700, section 4.14.2); None for any other text."""
    with _lock:
        _forget()
        grant = _grants.pop(_digest(refresh_token), None)
        if grant is None:
            return None
        del _digest_of_token[grant.token_id]
        return grant.user_id


def revoke(token_id: str, lifetime: float) -> None:
    """Ends an access token, which would live for `lifetime` seconds at most, and the refresh token with it."""
    with _lock:
        _forget()
        _revoked.setdefault(token_id, time.monotonic() + lifetime)
        digest = _digest_of_token.pop(token_id, None)
        if digest is not None:
            del _grants[digest]


def is_revoked(token_id: str) -> bool:
    with _lock:
        return token_id in _revoked


def _digest(refresh_token: str) -> bytes:
    # A text from JSON can hold what UTF-8 cannot ("\ud800").
    return sha256(refresh_token.encode("utf-8", "surrogatepass")).digest()


def _forget() -> None:
    now = time.monotonic()
    while _grants and next(iter(_grants.values())).until <= now:
        _, grant = _grants.popitem(last=False)
        del _digest_of_token[grant.token_id]
    while _revoked and next(iter(_revoked.values())) <= now:
        _revoked.popitem(last=False)
