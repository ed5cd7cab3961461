"""The forty reports of examples/wave in a book, and a workbench over it: what the views of incidents are tested on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.road.wave import CachedRoad, laid_out
from tests.web.casework import Running, running
from tollbook.book import Book
from tollbook.web.desk import Desk

BEGUN = dt.datetime(2026, 5, 19, 12, tzinfo=dt.UTC)


def wave_book(folder: Path) -> Path:
    """A book of the wave's reports, each of which was added a minute after the one before."""
    path = folder / "wave.book"
    minutes = iter(BEGUN + dt.timedelta(minutes=number) for number in range(1000))
    with Book.open(path, road=CachedRoad(), clock=lambda: next(minutes), who="coder") as book:
        assert not book.add(laid_out(folder)).failed
    return path


@contextmanager
def wave_bench(path: Path) -> Iterator[Running]:
    """A workbench over such a book, with the house's rules and a session."""
    with running(path) as bench:
        bench.app.state.desk = Desk(path)
        bench.enter()
        yield bench
