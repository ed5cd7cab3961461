"""Decisions in an SQLite book: entries of the log, and the index of the reports that they are about."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

import msgspec

from tollbook.errors import BookDamaged, BookError, Overtaken
from tollbook.model import Decision, Handle, Ruling, Undone, handles_in
from tollbook.storage.chain import REMEDY, utc_moment
from tollbook.storage.records import read_decision

_ALL = "SELECT seq, at, who, payload FROM log WHERE action = 'decide' AND seq <= ? ORDER BY seq"
_ON_REPORT = """
    SELECT log.seq, log.at, log.who, log.payload
    FROM decision_report JOIN log ON log.seq = decision_report.decision
    WHERE decision_report.report = ? AND log.seq <= ?
    ORDER BY log.seq
"""
_ONE = "SELECT seq, at, who, payload FROM log WHERE seq = ? AND action = 'decide'"
_OF = "SELECT seq, at, who, payload FROM log WHERE action = 'decide' AND who = ? ORDER BY seq DESC LIMIT ?"
_REPORTS = "SELECT report FROM decision_report WHERE decision = ? ORDER BY report"
_DECIDED = """
    SELECT DISTINCT report FROM decision_report
    WHERE report IN (SELECT value FROM json_each(?)) AND decision <= ?
"""
NO_END = 2**62
"""Beyond every log entry."""


def decisions(db: sqlite3.Connection, report: str | None, until: int | None) -> list[Decision]:
    """The decisions on a report, or all, up to a log entry."""
    end = NO_END if until is None else until
    rows = db.execute(_ALL, (end,)) if report is None else db.execute(_ON_REPORT, (report, end))
    return [_decision(*row) for row in rows]


def decisions_of(db: sqlite3.Connection, who: str, most: int) -> list[Decision]:
    """Up to so many decisions that somebody made, the last first."""
    return [_decision(*row) for row in db.execute(_OF, (who, most))]


def decided_reports(db: sqlite3.Connection, entry: int) -> tuple[str, ...]:
    """The reports under which a decision is found."""
    return tuple(report for (report,) in db.execute(_REPORTS, (entry,)))


def decided(db: sqlite3.Connection, reports: Collection[str], until: int) -> set[str]:
    """Those of these reports that some decision up to a log entry speaks of."""
    rows = db.execute(_DECIDED, (msgspec.json.encode(sorted(reports)).decode(), until))
    return {report for (report,) in rows}


def about(db: sqlite3.Connection, ruling: Ruling, where: str) -> tuple[str, ...]:
    """The reports that a ruling is about: for one that undoes a decision, those of that decision.

    Raises `BookError` where it undoes what is none, or is about a report that is not in the book.
    """
    if isinstance(ruling, Undone):
        _undone(db, ruling, where)
        return decided_reports(db, ruling.decision)
    reports = tuple(sorted({handle.report for handle in handles_in(ruling)}))
    for report in reports:
        if db.execute("SELECT 1 FROM report WHERE digest = ?", (report,)).fetchone() is None:
            raise BookError(f"{where}: there is no report {report[:12]} to decide on.")
    return reports


def refuse_overtaken(db: sqlite3.Connection, ruling: Ruling, reports: Sequence[str], seen: int, where: str) -> None:
    """Raise `Overtaken` where a decision on one of the same claims came after log entry `seen`."""
    claims = _claims_of(db, ruling, where)
    for report in reports:
        for other in decisions(db, report, None):
            if other.number > seen and _share(claims, _claims_of(db, other.ruling, where)):
                raise Overtaken(
                    f"{where}: {other.who} decided on the same claims meanwhile (decision {other.number}). "
                    "Look at it with `tollbook decisions`, and decide again if you still wish to.",
                    other.number,
                )


def _claims_of(db: sqlite3.Connection, ruling: Ruling, where: str) -> tuple[Handle, ...]:
    while isinstance(ruling, Undone):
        ruling = _undone(db, ruling, where).ruling
    return handles_in(ruling)


def _undone(db: sqlite3.Connection, ruling: Undone, where: str) -> Decision:
    row = db.execute(_ONE, (ruling.decision,)).fetchone()
    if row is None:
        raise BookError(f"{where}: there is no decision {ruling.decision}. `tollbook decisions` lists them.")
    return _decision(*row)


def _share(ones: Iterable[Handle], others: Iterable[Handle]) -> bool:
    """Whether two decisions speak of the same words."""
    spots = {(one.report, one.start, one.end) for one in ones}
    return any((other.report, other.start, other.end) in spots for other in others)


@lru_cache(maxsize=1024)  # decisions are never edited, and asked for again and again
def _decision(seq: int, at: str, who: str, payload: str) -> Decision:
    try:
        return read_decision(seq, utc_moment(at), who, payload)
    except (msgspec.DecodeError, ValueError) as error:
        raise BookDamaged(f"The decision of log entry {seq} cannot be read ({error}). {REMEDY}") from error
