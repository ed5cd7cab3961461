"""The steps by which a book file came to its present shape: one numbered .sql file each, applied in order.

A file's PRAGMA user_version is the number of the last step that it has taken. A step that was released is never
edited: the next change is the next file.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import msgspec


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One migration: its number, from 1, and the SQL that takes a book there from the number before."""

    number: int
    sql: str


@cache
def steps() -> tuple[Step, ...]:
    """Every step that this Tollbook knows, in order, without a gap."""
    found = sorted(Path(__file__).parent.glob("*.sql"))
    return tuple(
        Step(number=number, sql=file.read_text(encoding="utf-8")) for number, file in enumerate(found, start=1)
    )


def statements(sql: str) -> Iterator[str]:
    """The statements of a script, one by one, so that they can run inside a transaction of the caller's."""
    statement = ""
    for line in sql.splitlines(keepends=True):
        statement += line
        if statement.strip() and sqlite3.complete_statement(statement):
            yield statement
            statement = ""
