"""A workbench over a book of many incidents that nobody reported."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.sightings import fill
from tests.web.casework import Casework, Running, running

SIGHTED = 400
"""How many incidents the tests share."""


@contextmanager
def sighted(path: Path, incidents: int) -> Iterator[Running]:
    """It runs until the end of the block, with a session."""
    fill(path, incidents, Casework().rules)
    with running(path) as bench:
        bench.enter()
        yield bench
