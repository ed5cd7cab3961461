"""How often: how many requests a session or token may send, and how soon a password may be tried again."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

FORGOTTEN = 3600.0
"""Seconds after which a failure is forgotten."""

KEPT = 10_000
"""How many keys are remembered at once; beyond that the one that was asked about longest ago is forgotten."""


class Rate:
    """A bucket for each key, that holds `burst` requests and fills by `each_second`."""

    def __init__(self, burst: int, each_second: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._burst = burst
        self._each_second = each_second
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def wait(self, key: str) -> float:
        """Take one request out of a key's bucket: 0, or how many seconds to wait where it is empty."""
        with self._lock:
            now = self._clock()
            left, at = self._left.pop(key, (float(self._burst), now))
            left = min(float(self._burst), left + (now - at) * self._each_second)
            wait = 0.0 if left >= 1 else (1 - left) / self._each_second
            self._left[key] = (left - 1 if left >= 1 else left, now)
            _cut(self._left)
            return wait


class Attempts:
    """Failed attempts to sign in, by name, by address, and by both: the more there were, the longer the wait.

    From one address a name may be tried three times without a wait, then after 1, 2, 4 seconds and so on up to five
    minutes. Someone who is attacked from elsewhere waits 30 seconds at most.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failed: OrderedDict[tuple[str, ...], tuple[int, float]] = OrderedDict()
        self._lock = Lock()

    def wait(self, name: str, address: str) -> float:
        """How many seconds to wait until a password may be tried; 0 where it may be now."""
        with self._lock:
            now = self._clock()
            return max(0.0, *(self._until(key, free, most) - now for key, free, most in _keys(name, address)))

    def failed(self, name: str, address: str) -> None:
        """A password was wrong."""
        with self._lock:
            now = self._clock()
            for key, _, _ in _keys(name, address):
                count, at = self._failed.pop(key, (0, now))
                self._failed[key] = (count + 1 if now - at < FORGOTTEN else 1, now)
            _cut(self._failed)

    def succeeded(self, name: str, address: str) -> None:
        """A password was right: what failed before from there for that name is forgotten."""
        with self._lock:
            self._failed.pop(_keys(name, address)[0][0], None)

    def _until(self, key: tuple[str, ...], free: int, most: float) -> float:
        count, at = self._failed.get(key, (0, 0.0))
        if count < free or self._clock() - at >= FORGOTTEN:
            return 0.0
        return at + min(most, 2.0 ** min(count - free, 20))


def _keys(name: str, address: str) -> list[tuple[tuple[str, ...], int, float]]:
    """What is counted, how many failures are free, and the longest wait."""
    folded = name.strip().casefold()[:100]
    return [(("both", folded, address), 3, 300.0), (("address", address), 20, 300.0), (("name", folded), 20, 30.0)]


def _cut(kept: OrderedDict[str, tuple[float, float]] | OrderedDict[tuple[str, ...], tuple[int, float]]) -> None:
    while len(kept) > KEPT:
        kept.popitem(last=False)
