from __future__ import annotations

import math
import time
from collections import OrderedDict, deque
from threading import Lock


class Throttle:
    """Limits the failed tries for one name within a sliding window; in memory, since one process serves the API.

    A try counts as failed from its start until it is known to be right, so that no number of tries at
    the same moment gets past the limit.
    """

    def __init__(self, most: int, seconds: int):
        self._most = most
        self._seconds = seconds
        self._lock = Lock()
        # By name, the least recently tried first: what is over is always in front.
        self._tries: OrderedDict[str, deque[float]] = OrderedDict()

    def start(self, name: str) -> int:
        """Counts a try and gives 0, or gives the seconds to wait and counts nothing."""
        now = time.monotonic()
        with self._lock:
            self._forget(now)
            tries = self._tries.setdefault(name, deque(maxlen=self._most))
            if len(tries) == self._most and tries[0] > now - self._seconds:
                return math.ceil(tries[0] + self._seconds - now)
            tries.append(now)
            self._tries.move_to_end(name)
            return 0

    def succeed(self, name: str) -> None:
        with self._lock:
            self._tries.pop(name, None)

    def _forget(self, now: float) -> None:
        while self._tries:
            name, tries = next(iter(self._tries.items()))
            if tries[-1] > now - self._seconds:
                return
            del self._tries[name]
