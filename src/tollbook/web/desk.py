"""The desk: a book that is opened for the length of one answer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from starlette.requests import Request

from tollbook.book import Book, RoadLike
from tollbook.web.access import Visitor


class Desk:
    """One book, for many readers at once."""

    def __init__(self, path: Path, road: RoadLike | None = None) -> None:
        self.path = path
        self._road = road

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


def desk_of(request: Request) -> Desk:
    """The desk of the workbench that answers."""
    desk: Desk = request.app.state.desk
    return desk
