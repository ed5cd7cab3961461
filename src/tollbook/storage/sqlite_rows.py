"""Rows of a book's SQLite file, with the driver's errors made our own."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

from tollbook.errors import BookDamaged
from tollbook.storage.chain import VIEW_REMEDY
from tollbook.storage.sqlite_file import translated

_AT_ONCE = 500
"""The most values of one statement; SQLite takes 32,766."""


class SqliteRows:
    """Asks and changes the file that `db` is open on."""

    def __init__(self, db: sqlite3.Connection, where: str) -> None:
        self._db = db
        self._where = where

    def _do(self, statement: str, *given: object) -> None:
        with translated(self._where):
            self._db.execute(statement, given)

    def _all(self, query: str, *given: object) -> list[Any]:
        with translated(self._where):
            return self._db.execute(query, given).fetchall()

    def _rows(self, query: str, *given: object) -> Iterator[Any]:
        with translated(self._where):
            # Not `yield from`: it would close the cursor of a walk that was left halfway, after the file was closed.
            for row in self._db.execute(query, given):  # noqa: UP028
                yield row

    def _each(self, query: str, values: Sequence[int | str], *given: object) -> Iterator[Any]:
        """The rows of a query that has %s in the place of its values, of which it takes so many at once, after the
        others that it is given.
        """
        for start in range(0, len(values), _AT_ONCE):
            part = values[start : start + _AT_ONCE]
            yield from self._all(query % ",".join("?" * len(part)), *given, *part)

    def _damaged(self, what: str) -> BookDamaged:
        return BookDamaged(f"{self._where}: {what}. {VIEW_REMEDY}")
