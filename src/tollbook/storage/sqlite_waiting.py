"""What waits for a person's judgement, in a book's SQLite file."""

# ruff: noqa: S608 - the statements are put together from words of ours; what is asked for is bound

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Collection, Mapping, Sequence
from typing import Any, get_args

import msgspec

from tollbook.model import ReviewKind, claim_ref
from tollbook.storage.sqlite_file import translated
from tollbook.storage.waiting import KeptWaiting, NewWaiting, WaitingAsked

_TABLES = ("waiting", "waiting_claim", "judged")
_NEVER, _EVER = "~", ""
"""What stands for unknown days: after every first day, and before every last one."""

_AHEAD, _BEHIND = "weight >= ? AND (weight > ? OR key < ?)", "weight <= ? AND (weight < ? OR key > ?)"
"""What stands ahead of one in the order, and behind it."""

_PUT = """
    INSERT OR REPLACE INTO waiting (kind, key, report, account, incident, other, weight, doubt, people, stake, effect,
        day, first_day, last_day, country, sentence, claims, open)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_KEPT = """
    SELECT waiting.kind, waiting.key, waiting.weight, waiting.doubt, waiting.people, waiting.stake, waiting.effect,
        waiting.day, waiting.country, waiting.claims, waiting.sentence, waiting.open,
        (SELECT id FROM incident WHERE number = coalesce(
            waiting.incident, (SELECT incident FROM membership WHERE membership.account = waiting.account))),
        (SELECT id FROM incident WHERE number = waiting.other)
    FROM waiting
"""
_LONG = 31
"""What took more days than these has an index of its own (migration 0008)."""

# What happened on some day of a window: what began in it or within `_LONG` days before, and the few that took longer.
_WINDOW = f"""(
    SELECT number, kind, country, weight, key, 1 AS open FROM waiting INDEXED BY waiting_by_day
    WHERE open = 1 AND first_day BETWEEN ? AND ? AND last_day >= ?
    UNION ALL
    SELECT number, kind, country, weight, key, 1 AS open FROM waiting INDEXED BY waiting_long
    WHERE open = 1 AND last_day > date(first_day, '+{_LONG} days') AND first_day < ? AND last_day >= ?
)"""
_OF_INCIDENT = """(
    SELECT number, kind, country, weight, key, open, first_day, last_day FROM waiting
    WHERE number IN (
        SELECT waiting.number FROM membership JOIN waiting ON waiting.account = membership.account
        WHERE membership.incident = ? AND waiting.account IS NOT NULL
        UNION SELECT number FROM waiting WHERE incident = ? UNION SELECT number FROM waiting WHERE other = ?
    )
)"""
_FEW = 100_000
"""So many are found and then put in order; where there are more, the order is walked until enough of them are found."""

# An item is open while some claim that it rests on was not judged; to say where or when will do for what lacks that.
_SETTLE = """
    UPDATE waiting SET open = EXISTS (
        SELECT 1 FROM waiting_claim
        WHERE waiting_claim.item = waiting.number AND NOT EXISTS (
            SELECT 1 FROM judged
            WHERE judged.claim = waiting_claim.claim AND CASE waiting.kind
                WHEN 'unplaced' THEN judged.what IN ('accepted', 'rejected', 'where')
                WHEN 'undated' THEN judged.what IN ('accepted', 'rejected', 'when')
                ELSE 1 END
        )
    )
    WHERE number IN (SELECT item FROM waiting_claim WHERE claim >= ? AND claim < ?)
"""


class SqliteWaiting:
    """A `WaitingStore` in the file that `db` is open on."""

    def __init__(self, db: sqlite3.Connection, where: str) -> None:
        self._db = db
        self._where = where

    def put_claims(self, report: str, items: Sequence[NewWaiting], judged: Mapping[str, Collection[str]]) -> None:
        """Keep which claims of a report wait, and what people judged of the others."""
        first, last = claim_ref(report, ""), claim_ref(report, "\U0010ffff")
        with translated(self._where):
            self._db.execute("DELETE FROM waiting WHERE report = ?", (report,))
            self._db.executemany(_PUT, [_row(item, report, None) for item in items])
            self._db.execute("DELETE FROM judged WHERE claim >= ? AND claim < ?", (first, last))
            rows = [(claim, what) for claim, every in judged.items() for what in every]
            self._db.executemany("INSERT INTO judged (claim, what) VALUES (?, ?)", rows)
            self._db.execute(_SETTLE, (first, last))

    def put_incident(self, incident: int, items: Sequence[NewWaiting]) -> None:
        """Keep what waits of an incident, pairs apart."""
        with translated(self._where):
            self._drop("incident = ? AND other IS NULL", incident)
            for item in items:
                number = self._db.execute(_PUT, _row(item, None, incident)).lastrowid
                self._db.executemany(
                    "INSERT OR IGNORE INTO waiting_claim (item, claim) VALUES (?, ?)",
                    [(number, claim) for claim in item.claims],
                )
                for claim in item.claims:
                    self._db.execute(_SETTLE, (claim, claim + "\0"))

    def put_pairs(self, incident: int, items: Sequence[NewWaiting]) -> None:
        """Keep the pairs that an incident is in."""
        with translated(self._where):
            self._drop("incident = ? AND other IS NOT NULL", incident)
            self._drop("other = ?", incident)
            self._db.executemany(_PUT, [_row(item, None, incident) for item in items])

    def drop_incident(self, incident: int) -> None:
        """Nothing of an incident waits any more."""
        with translated(self._where):
            self._drop("incident = ?", incident)
            self._drop("other = ?", incident)

    def clear(self) -> None:
        """Empty the tables."""
        with translated(self._where):
            for table in _TABLES:
                self._db.execute(f"DELETE FROM {table}")

    def find(
        self, asked: WaitingAsked, limit: int, after: KeptWaiting | None = None, *, back: bool = False
    ) -> list[KeptWaiting]:
        """What is open, in its order."""
        source, conditions, given = self._asked(asked)
        if after is not None:
            conditions.append(_AHEAD if back else _BEHIND)
            given += [after.weight, after.weight, after.key]
        order = "weight ASC, key DESC" if back else "weight DESC, key ASC"
        found = f"SELECT number FROM {source} WHERE {' AND '.join(conditions)} ORDER BY {order} LIMIT ?"
        return self._all(f"{_KEPT} WHERE number IN ({found}) ORDER BY {order}", *given, limit)

    def at(self, key: str) -> KeptWaiting | None:
        """What has this key."""
        return next(iter(self._all(f"{_KEPT} WHERE key = ?", key)), None)

    def count(self, asked: WaitingAsked, most: int, before: KeptWaiting | None = None) -> int:
        """How much is open, counted up to `most`."""
        source, conditions, given = self._asked(asked)
        if before is not None:
            conditions.append(_AHEAD)
            given += [before.weight, before.weight, before.key]
        query = f"SELECT 1 FROM {source} WHERE {' AND '.join(conditions)} LIMIT ?"
        with translated(self._where):
            found: int = self._db.execute(f"SELECT count(*) FROM ({query})", (*given, most)).fetchone()[0]
        return found

    def kinds(self, asked: WaitingAsked, most: int) -> dict[ReviewKind, int]:
        """How much is open of each kind, counted up to `most`."""
        source, conditions, given = self._asked(asked)
        if source == "waiting":
            of_kind = {kind: msgspec.structs.replace(asked, kind=kind) for kind in get_args(ReviewKind)}
            return {kind: self.count(one, most) for kind, one in of_kind.items()}
        query = f"SELECT kind, count(*) FROM {source} WHERE {' AND '.join(conditions)} GROUP BY kind"
        with translated(self._where):
            found = dict(self._db.execute(query, given).fetchall())
        return {kind: min(most, found.get(kind, 0)) for kind in get_args(ReviewKind)}

    def _asked(self, asked: WaitingAsked) -> tuple[str, list[str], list[object]]:
        """Among which rows to look for what is asked for, few where few can be meant; what they must meet; and the
        values that stand for question marks in both.
        """
        days = asked.since is not None or asked.until is not None
        window = _window(asked)
        source, conditions, given = "waiting", ["open = 1"], list[object]()
        if asked.incident is not None:
            source, given = _OF_INCIDENT, [asked.incident] * 3
        elif days and self._few(window):
            source, given, days = _WINDOW, [*window], False
        if days:
            conditions += ["first_day <= ?", "last_day >= ?", "last_day <> ''"]
            given += [asked.until or _NEVER, asked.since or ""]
        for condition, value in (("kind = ?", asked.kind), ("country = ?", asked.country)):
            if value is not None:
                conditions.append(condition)
                given.append(value)
        return source, conditions, given

    def _few(self, window: Sequence[str]) -> bool:
        """Whether so little happened in a window that it is found before it is put in order."""
        with translated(self._where):
            found = self._db.execute(f"SELECT count(*) FROM (SELECT 1 FROM {_WINDOW} LIMIT {_FEW})", window).fetchone()
        return bool(found[0] < _FEW)

    def _drop(self, condition: str, incident: int) -> None:
        which = f"SELECT number FROM waiting WHERE {condition}"
        self._db.execute(f"DELETE FROM waiting_claim WHERE item IN ({which})", (incident,))
        self._db.execute(f"DELETE FROM waiting WHERE {condition}", (incident,))

    def _all(self, query: str, *given: object) -> list[KeptWaiting]:
        with translated(self._where):
            return [_kept(row) for row in self._db.execute(query, given)]


def _row(item: NewWaiting, report: str | None, incident: int | None) -> tuple[Any, ...]:
    return (
        item.kind, item.key, report, item.account, incident, item.other, item.weight, item.doubt, item.people,
        item.stake, item.effect, item.day, item.first_day or _NEVER, item.last_day or _EVER, item.country,
        item.sentence, msgspec.json.encode(item.claims).decode(), int(item.open),
    )  # fmt: skip


def _kept(row: tuple[Any, ...]) -> KeptWaiting:
    kind, key, weight, doubt, people, stake, effect, day, country, claims, sentence, is_open, *incidents = row
    return KeptWaiting(
        kind=kind, key=key, weight=weight, doubt=doubt, people=people, stake=stake, effect=effect, day=day,
        country=country, claims=tuple(msgspec.json.decode(claims)), sentence=sentence, open=bool(is_open),
        incidents=tuple(one for one in incidents if one is not None),
    )  # fmt: skip


def _window(asked: WaitingAsked) -> tuple[str, ...]:
    """The values that stand for question marks in `_WINDOW`."""
    since, until = asked.since or "", asked.until or _NEVER
    begun = (dt.date.fromisoformat(since) - dt.timedelta(_LONG)).isoformat() if since else ""
    return begun, until, since, begun, since
