"""The words of claims and reports in a book's SQLite file: FTS5 indexes, asked without FTS5's own language."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from tollbook.storage.view import ClaimWords, WordsAsked
from tollbook.storage.words import phrases

POSITIONS = 1 << 20
"""More claims than any reading has."""

RANKED = 20_000
"""The most rows that are put into the order of their merit. What more rows hold tells little of any of them: then the
newest come first.
"""

_COLUMNS = ("words", "place", "actor", "speaker", "outlet", "facets")
_PUT = "INSERT INTO claim_words (rowid, words, place, actor, speaker, outlet, facets) VALUES (?, ?, ?, ?, ?, ?, ?)"
_DROP = (
    "INSERT INTO claim_words (claim_words, rowid, words, place, actor, speaker, outlet, facets)"
    " VALUES ('delete', ?, ?, ?, ?, ?, ?, ?)"
)
_WEIGHTS = "4.0, 2.0, 2.0, 2.0, 1.0, 0.0"


def put(db: sqlite3.Connection, claims: Iterable[ClaimWords]) -> None:
    """Let the words of claims be found."""
    db.executemany(_PUT, map(_row, claims))


def drop(db: sqlite3.Connection, claims: Iterable[ClaimWords]) -> None:
    """Let them be found no more; the words must be those that were put in."""
    db.executemany(_DROP, map(_row, claims))


def forget(db: sqlite3.Connection) -> None:
    """Empty the index of claims."""
    db.execute("INSERT INTO claim_words (claim_words) VALUES ('delete-all')")


def fault(db: sqlite3.Connection) -> str | None:
    """What is wrong with the index of claims: the index itself, or that it holds fewer claims than the accounts in
    force have; None where nothing is.
    """
    db.execute("BEGIN IMMEDIATE")  # FTS5 takes its check as an INSERT, though nothing is written
    try:
        db.execute("INSERT INTO claim_words (claim_words) VALUES ('integrity-check')")
        found = db.execute("SELECT count(*) FROM claim_words_docsize").fetchone()[0]
        claims = "SELECT coalesce(sum(json_array_length(record, '$.claims')), 0) FROM account WHERE until IS NULL"
        held = db.execute(claims).fetchone()[0]
    except sqlite3.DatabaseError as error:
        return f"the index of claims is damaged ({error})"
    finally:
        db.execute("ROLLBACK")
    return None if found >= held else f"the index of claims holds {found} claims, and the accounts have {held}"


def find_claims(db: sqlite3.Connection, asked: WordsAsked, limit: int) -> list[tuple[int, int]]:
    """The claims, as reading and position, that hold all that is asked for, best first."""
    parts = [f"{{words place actor speaker}} : {_quoted(phrase)}" for phrase in phrases(asked.words)]
    for column in ("place", "actor", "speaker", "outlet"):
        said: str | None = getattr(asked, column)
        if said is not None:
            parts += [f"{column} : {_quoted(phrase)}" for phrase in phrases(said)]
    for any_of in asked.facets:
        parts.append(f"facets : ({' OR '.join(map(_quoted, any_of))})")
    rows = _best(db, "claim_words", " AND ".join(parts), _WEIGHTS, limit)
    return [divmod(row, POSITIONS) for row in rows]


def find_reports(
    db: sqlite3.Connection, words: str, limit: int, outlet: str | None, until: int | None
) -> list[tuple[int, str]]:
    """The reports, by their log entry, whose title or text holds all words, best first, each with an excerpt; those
    that an outlet printed, and that came by the log entry `until`, where these are given.
    """
    match = " AND ".join(_quoted(phrase) for phrase in phrases(words))
    rows = _best(db, "report_words", match, "4.0, 1.0", limit if outlet is None and until is None else -1)
    fit = (row for row in rows if (until is None or row <= until) and (outlet is None or _printed_by(db, row, outlet)))
    found = list(islice(fit, limit))
    excerpt = (
        "SELECT snippet(report_words, -1, '[', ']', '…', 24) FROM report_words WHERE report_words MATCH ? AND rowid = ?"
    )
    return [(row, " ".join(str(db.execute(excerpt, (match, row)).fetchone()[0]).split())) for row in found]


def _best(db: sqlite3.Connection, table: str, match: str, weights: str, limit: int) -> Iterator[int]:
    found = f"rowid FROM {table} WHERE {table} MATCH ?"
    count: int = db.execute(f"SELECT count(*) FROM (SELECT {found} LIMIT ?)", (match, RANKED + 1)).fetchone()[0]  # noqa: S608 - the names are ours
    order = f"bm25({table}, {weights}), rowid" if count <= RANKED else "rowid DESC"
    return (row for (row,) in db.execute(f"SELECT {found} ORDER BY {order} LIMIT ?", (match, limit)))


def _printed_by(db: sqlite3.Connection, entry: int, outlet: str) -> bool:
    name: str | None = db.execute("SELECT outlet FROM report WHERE entry = ?", (entry,)).fetchone()[0]
    return name is not None and outlet.casefold() in name.casefold()


def _quoted(phrase: str) -> str:
    return f'"{phrase}"'


def _row(claim: ClaimWords) -> Sequence[int | str]:
    return (claim.reading * POSITIONS + claim.position, *(getattr(claim, column) for column in _COLUMNS))
