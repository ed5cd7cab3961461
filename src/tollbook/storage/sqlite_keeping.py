"""What an SQLite book says of itself: its shares of readers, what came in, and which decisions there are."""

from __future__ import annotations

import sqlite3

import msgspec

from tollbook.model import Arrived, ReaderShare, ReaderVersion
from tollbook.storage.chain import utc_moment
from tollbook.storage.sqlite_decisions import NO_END

_SHARES = "SELECT reader, version, count(*), sum(claims) FROM reading GROUP BY reader, version ORDER BY max(entry) DESC"

# The newest `limit` entries are found by the log's own order, which needs no look at what came before.
_ARRIVED = """
    SELECT log.seq, log.at, log.who, report.name, report.digest, report.record
    FROM report JOIN log ON log.seq = report.entry
    WHERE report.entry < ? AND (? = '' OR instr(lower(report.name), ?) > 0)
    ORDER BY report.entry DESC LIMIT ?
"""


class _Printed(msgspec.Struct):
    """What of a report's record is shown: SQLite's own columns of it end at a null character."""

    title: str | None = None
    outlet: str | None = None


_PRINTED = msgspec.json.Decoder(_Printed)
_DECIDED = "SELECT DISTINCT decision FROM decision_report"
_NUMBERS = f"""
    SELECT seq FROM log
    WHERE seq IN ({_DECIDED}) AND seq < ? AND (? IS NULL OR who = ?)
        AND (? IS NULL OR payload ->> '$.ruling.type' = ?)
    ORDER BY seq DESC LIMIT ?
"""  # noqa: S608 - a query of ours in another
_HOW_MANY = f"""
    SELECT count(*) FROM log
    WHERE seq IN ({_DECIDED}) AND (? IS NULL OR who = ?) AND (? IS NULL OR payload ->> '$.ruling.type' = ?)
"""  # noqa: S608
_DECIDERS = f"SELECT DISTINCT who FROM log WHERE seq IN ({_DECIDED}) ORDER BY who"  # noqa: S608


def shares(db: sqlite3.Connection) -> tuple[ReaderShare, ...]:
    """What each reader in each version read, the latest first."""
    return tuple(
        ReaderShare(reader=ReaderVersion(name=name, version=version), reports=reports, claims=claims)
        for name, version, reports, claims in db.execute(_SHARES)
    )


def arrived(db: sqlite3.Connection, words: str, before: int | None, limit: int) -> list[Arrived]:
    """The reports that came before a log entry, the last ones first; whose file's name holds the words."""
    small = words.casefold()
    return [
        Arrived(
            entry=entry,
            at=utc_moment(at),
            who=who,
            name=name,
            report=digest[:12],
            title=(printed := _PRINTED.decode(record)).title,
            outlet=printed.outlet,
        )
        for entry, at, who, name, digest, record in db.execute(_ARRIVED, (_end(before), small, small, limit))
    ]


def decision_numbers(
    db: sqlite3.Connection, who: str | None, kind: str | None, before: int | None, limit: int | None
) -> tuple[int, list[int]]:
    """How many decisions somebody made, of a kind (the ruling's), and the numbers of up to `limit` of them before one,
    the last ones first.
    """
    total: int = db.execute(_HOW_MANY, (who, who, kind, kind)).fetchone()[0]
    rows = db.execute(_NUMBERS, (_end(before), who, who, kind, kind, -1 if limit is None else limit))
    return total, [number for (number,) in rows]


def deciders(db: sqlite3.Connection) -> tuple[str, ...]:
    """Everybody who decided anything."""
    return tuple(who for (who,) in db.execute(_DECIDERS))


def _end(before: int | None) -> int:
    return NO_END if before is None else before
