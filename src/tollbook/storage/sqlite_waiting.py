"""What waits for a person's judgement, in a book's SQLite file."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import msgspec

from tollbook.model import claim_ref
from tollbook.storage.sqlite_file import translated
from tollbook.storage.waiting import KeptWaiting, NewWaiting, WaitingAsked

_TABLES = ("waiting", "waiting_claim", "judged")
_NEVER, _EVER = "~", ""
"""What stands for unknown days: after every first day, and before every last one."""

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
_FEW = 5000
_IN_WINDOW = """
    SELECT count(*) FROM (
        SELECT 1 FROM waiting INDEXED BY waiting_by_day
        WHERE open = 1 AND first_day <= ? AND last_day >= ? LIMIT ?
    )
"""
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
                self._db.execute(f"DELETE FROM {table}")  # noqa: S608 - the names are ours

    def find(
        self, asked: WaitingAsked, limit: int, after: KeptWaiting | None = None, *, back: bool = False
    ) -> list[KeptWaiting]:
        """What is open, in its order."""
        few = self._few(asked)
        conditions, given = _conditions(asked, few=few)
        aside = "+" if few else ""
        if after is not None:
            beside = "weight >= ? AND (weight > ? OR key < ?)" if back else "weight <= ? AND (weight < ? OR key > ?)"
            conditions.append(aside + beside)
            given += [after.weight, after.weight, after.key]
        order = aside + ("weight ASC, key DESC" if back else "weight DESC, key ASC")
        return self._all(f"{_KEPT} WHERE {' AND '.join(conditions)} ORDER BY {order} LIMIT ?", *given, limit)

    def at(self, key: str) -> KeptWaiting | None:
        """What has this key."""
        return next(iter(self._all(f"{_KEPT} WHERE key = ?", key)), None)

    def count(self, asked: WaitingAsked, most: int, before: KeptWaiting | None = None) -> int:
        """How much is open, counted up to `most`."""
        few = self._few(asked)
        conditions, given = _conditions(asked, few=few)
        if before is not None:
            conditions.append(("+" if few else "") + "weight >= ? AND (weight > ? OR key < ?)")
            given += [before.weight, before.weight, before.key]
        query = f"SELECT 1 FROM waiting WHERE {' AND '.join(conditions)} LIMIT ?"  # noqa: S608 - no words of a user
        with translated(self._where):
            found: int = self._db.execute(f"SELECT count(*) FROM ({query})", (*given, most)).fetchone()[0]  # noqa: S608
        return found

    def _few(self, asked: WaitingAsked) -> bool:
        """Whether so little is asked for that it is found before it is put in order."""
        if asked.incident is not None:
            return True
        if asked.since is None and asked.until is None:
            return False
        given = (asked.until or _NEVER, asked.since or "", _FEW)
        with translated(self._where):
            found: int = self._db.execute(_IN_WINDOW, given).fetchone()[0]
        return found < _FEW

    def _drop(self, condition: str, incident: int) -> None:
        which = f"SELECT number FROM waiting WHERE {condition}"  # noqa: S608 - the conditions are ours
        self._db.execute(f"DELETE FROM waiting_claim WHERE item IN ({which})", (incident,))  # noqa: S608
        self._db.execute(f"DELETE FROM waiting WHERE {condition}", (incident,))  # noqa: S608

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


def _conditions(asked: WaitingAsked, *, few: bool) -> tuple[list[str], list[object]]:
    """What must hold. Where `few` are meant, they are found first and then put in order; else the order is walked."""
    conditions, given = ["open = 1"], list[object]()
    aside = "+" if few else ""  # a column with a plus before it is looked up in no index
    for condition, value in (("kind = ?", asked.kind), ("country = ?", asked.country)):
        if value is not None:
            conditions.append(aside + condition)
            given.append(value)
    window = "open = 1 AND first_day <= ? AND last_day >= ?"
    days = [asked.until or _NEVER, asked.since or ""]
    if asked.incident is not None:
        own = (
            "SELECT waiting.number FROM membership JOIN waiting ON waiting.account = membership.account"
            " WHERE membership.incident = ? AND waiting.account IS NOT NULL"
            " UNION SELECT number FROM waiting WHERE incident = ? UNION SELECT number FROM waiting WHERE other = ?"
        )
        conditions.append(f"number IN ({own})")
        given += [asked.incident] * 3
    elif few:
        conditions.append(f"number IN (SELECT number FROM waiting INDEXED BY waiting_by_day WHERE {window})")  # noqa: S608
        given += days
    if asked.since is not None or asked.until is not None:
        conditions += ["+first_day <= ?", "+last_day >= ?", "+last_day <> ''"]
        given += days
    return conditions, given
