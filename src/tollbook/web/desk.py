"""The desk: a book that is opened for the length of one answer, and the list of its reports, kept up to date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

import msgspec

from tollbook.book import Book, KeptReport, RoadLike
from tollbook.web.access import Visitor


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """A report as a list needs it, without its text. `entry` is the log entry that added it."""

    entry: int
    digest: str
    title: str | None
    outlet: str | None
    published: dt.date | None
    name: str
    recorded: dt.datetime


class Desk:
    """One book, for many readers at once."""

    def __init__(self, path: Path, road: RoadLike | None = None) -> None:
        self.path = path
        self._road = road
        self._listed: list[Listed] = []
        self._last = 0
        self._lock = Lock()

    @contextmanager
    def book(self, visitor: Visitor | None = None) -> Iterator[Book]:
        """The book, opened for one answer: a connection to it belongs to one thread. What is decided in it is signed
        with the visitor's name, and that of the token that they came by.
        """
        who = None if visitor is None else visitor.signed
        with Book.open(self.path, create=False, road=self._road, who=who) as book:
            yield book

    def head(self) -> str:
        """The hash of the book's last log entry: while it is the same, so is what follows from the book."""
        with self.book() as book:
            return book.head

    def reports(self, book: Book) -> list[Listed]:
        """Every report: those published last first, and of one day those that came last; unknown days at the end.

        Only the reports that came since the last question are read.
        """
        with self._lock:
            new = [_listed(kept) for kept in book.reports(after=self._last)]
            if new:
                self._last = new[-1].entry
                self._listed = sorted([*self._listed, *new], key=_by_day, reverse=True)
            return self._listed


def _listed(kept: KeptReport) -> Listed:
    report = kept.report
    return Listed(
        entry=kept.entry,
        digest=report.digest,
        title=report.title,
        outlet=report.outlet,
        published=report.published,
        name=kept.name,
        recorded=kept.recorded,
    )


def _by_day(one: Listed) -> tuple[dt.date, int]:
    return (one.published or dt.date.min, one.entry)
