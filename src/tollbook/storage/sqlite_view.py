"""The view in a book's SQLite file."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import msgspec

from tollbook.model import Account, Claim, Estimate, Parts
from tollbook.storage import sqlite_catalogue, sqlite_words
from tollbook.storage.migrations import statements, steps
from tollbook.storage.records import written
from tollbook.storage.sqlite_file import translated
from tollbook.storage.sqlite_incidents import SqliteIncidents
from tollbook.storage.sqlite_waiting import SqliteWaiting
from tollbook.storage.view import ClaimWords, KeptAccount, NewAccount, ViewState, WordsAsked

_ACCOUNT = msgspec.json.Decoder(Account)
_CLAIMS: msgspec.json.Decoder[tuple[Claim, ...]] = msgspec.json.Decoder(tuple[Claim, ...])

_TABLES = ("account", "account_key", "link", "incident", "incident_record", "membership", "tag", "incident_tag")
_SKETCHES = """
    SELECT number, sketch FROM account WHERE number IN (
        SELECT account FROM account_key WHERE key IN (SELECT value FROM json_each(?))
        GROUP BY account HAVING count(*) >= ?
    ) ORDER BY number
"""
_LINKS = "SELECT one, other, probability FROM link WHERE probability >= ? AND one IN (%s)"
_HOMELESS = """
    SELECT id FROM account
    WHERE until IS NULL AND number NOT IN (SELECT account FROM membership) ORDER BY number LIMIT 1
"""
_STRAY = """
    SELECT id FROM incident WHERE number NOT IN (
        SELECT membership.incident FROM membership JOIN account ON account.number = membership.account
        WHERE account.until IS NULL
    ) OR number IN (
        SELECT membership.incident FROM membership LEFT JOIN account ON account.number = membership.account
        WHERE account.number IS NULL OR account.until IS NOT NULL
    ) ORDER BY number LIMIT 1
"""
_UNSURE = """
    SELECT link.one, link.other, link.probability
    FROM link
    JOIN membership AS here ON here.account = link.one
    JOIN membership AS there ON there.account = link.other
    WHERE link.one < link.other AND link.probability >= ? AND here.incident <> there.incident
    ORDER BY link.probability DESC, link.one, link.other
"""
_KEPT = "SELECT number, record, reading, since, until, claims, mark FROM account"


class SqliteView(SqliteIncidents):
    """A `ViewStore` in the file that `db` is open on."""

    def __init__(self, db: sqlite3.Connection, where: str) -> None:
        super().__init__(db, where)
        self.waiting = SqliteWaiting(db, where)

    def state(self) -> ViewState:
        """How far the view has come."""
        row = self._all("SELECT rules, seq FROM view")
        if len(row) != 1:
            raise self._damaged("the note on how far the view has come is missing")
        return ViewState(rules=row[0][0], seq=row[0][1])

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction, taken by one writer at a time, which is not waited for until it is on the disk."""
        with translated(self._where):
            self._db.execute("PRAGMA synchronous = NORMAL")
            try:
                with self._db:
                    self._db.execute("BEGIN IMMEDIATE")
                    yield
            finally:
                self._db.execute("PRAGMA synchronous = FULL")

    def begin_anew(self, rules: str) -> None:
        """Empty the view's tables."""
        for table in _TABLES:
            self._do(f"DELETE FROM {table}")  # noqa: S608 - the names are ours
        self.waiting.clear()
        with translated(self._where):
            sqlite_words.forget(self._db)
            sqlite_catalogue.forget(self._db)
        self._do("UPDATE view SET rules = ?, seq = 0", rules)

    def reached(self, seq: int) -> None:
        """Note that the facts up to this log entry have gone in."""
        self._do("UPDATE view SET seq = ?", seq)

    def keep(self, account: NewAccount) -> int:
        """Put an account and its keys in; its number."""
        with translated(self._where):
            number = self._db.execute(
                "INSERT INTO account (report, reading, since, record, sketch, claims, mark, id)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    account.account.report,
                    account.reading,
                    account.since,
                    written(account.account),
                    account.sketch,
                    None if account.claims is None else f"[{','.join(map(written, account.claims))}]",
                    account.mark,
                    account.account.id,
                ),
            ).lastrowid
            assert number is not None  # SQLite gives one for every row that is put in
            self._db.executemany(
                "INSERT OR IGNORE INTO account_key (key, account) VALUES (?, ?)",
                [(_number(key), number) for key in account.filed],
            )
        return number

    def supersede(self, number: int, entry: int) -> None:
        """Close an account's time, and forget its keys and its incident."""
        self._do("UPDATE account SET until = ? WHERE number = ?", entry, number)
        self._do("DELETE FROM account_key WHERE account = ?", number)
        self._do("DELETE FROM membership WHERE account = ?", number)

    def in_force(self, report: str, at: int | None = None) -> list[KeptAccount]:
        """The accounts of a report that are in force, or were after the log entry `at`."""
        if at is None:
            rows = self._all(f"{_KEPT} WHERE report = ? AND until IS NULL ORDER BY number", report)
        else:
            when = "since <= ? AND (until IS NULL OR until > ?)"
            rows = self._all(f"{_KEPT} WHERE report = ? AND {when} ORDER BY number", report, at, at)
        return [self._kept(row) for row in rows]

    def ever(self, report: str) -> list[KeptAccount]:
        """The accounts of a report that are or were in force."""
        return [self._kept(row) for row in self._all(f"{_KEPT} WHERE report = ? ORDER BY number", report)]

    def accounts(self, numbers: Collection[int]) -> list[KeptAccount]:
        """The accounts of these numbers."""
        rows = self._each(f"{_KEPT} WHERE number IN (%s) ORDER BY number", sorted(numbers))
        return [self._kept(row) for row in rows]

    def ids_in_force(self, numbers: Collection[int], at: int) -> dict[int, str]:
        """The ids of those of these accounts that were in force after the log entry `at`, by number."""
        found = self._each("SELECT number, id, since, until FROM account WHERE number IN (%s)", sorted(numbers))
        return {number: name for number, name, since, until in found if _in_force(since, until, at)}

    def reports_of(self, ids: Collection[str], at: int) -> set[str]:
        """The reports of the accounts that have these ids and were in force after the log entry `at`."""
        found = self._each("SELECT report, since, until FROM account WHERE id IN (%s)", sorted(ids))
        return {report for report, since, until in found if _in_force(since, until, at)}

    def sketches(self, asked: Collection[str], enough: int) -> list[tuple[int, bytes]]:
        """The accounts in force that are filed under so many of these keys."""
        return self._all(_SKETCHES, msgspec.json.encode(sorted(map(_number, asked))).decode(), enough)

    def link(self, number: int, probabilities: Mapping[int, float]) -> None:
        """Keep an account's links, in both directions."""
        rows = [(number, other, value) for other, value in probabilities.items()]
        with translated(self._where):
            self._db.executemany(
                "INSERT INTO link (one, other, probability) VALUES (?, ?, ?)",
                [*rows, *((other, one, value) for one, other, value in rows)],
            )

    def links(self, numbers: Collection[int], least: float = 0.0) -> Iterator[tuple[int, int, float]]:
        """The links of these accounts that are at least so likely."""
        return self._each(_LINKS, sorted(numbers), least)

    def incidents_of(self, numbers: Collection[int]) -> dict[int, int]:
        """The incident that each of these accounts belongs to."""
        return dict(self._each("SELECT account, incident FROM membership WHERE account IN (%s)", sorted(numbers)))

    def ids_of(self, incidents: Collection[int]) -> list[str]:
        """The ids of incidents, in the order of their numbers."""
        query = "SELECT id FROM incident WHERE number IN (%s) ORDER BY number"
        return [found for (found,) in self._each(query, sorted(set(incidents)))]

    def members(self, incident: int) -> tuple[int, ...]:
        """The accounts of an incident."""
        rows = self._all("SELECT account FROM membership WHERE incident = ? ORDER BY account", incident)
        return tuple(number for (number,) in rows)

    def drop_incident(self, incident: int) -> None:
        """Take an incident apart."""
        super().drop_incident(incident)
        self.waiting.drop_incident(incident)

    def put_parts(self, incident: int, parts: Parts, estimates: Iterable[Estimate]) -> None:
        """Keep what the catalogue takes in of an incident."""
        with translated(self._where):
            sqlite_catalogue.put(self._db, incident, parts, estimates)

    def unsure(self, least: float) -> Iterator[tuple[int, int, float]]:
        """The pairs of accounts in force, of different incidents, that are at least so likely one."""
        return self._rows(_UNSURE, least)

    def numbers_of(self, ids: Collection[str], at: int | None = None) -> set[int]:
        """The numbers of the accounts that have these ids and are in force, or were after the log entry `at`."""
        found = self._each("SELECT number, since, until FROM account WHERE id IN (%s)", sorted(ids))
        return {number for number, since, until in found if _in_force(since, until, at)}

    def numbers_named(self, beginning: str, at: int | None = None) -> set[int]:
        """The numbers of the accounts whose ids begin so and that are in force, or were after the log entry `at`."""
        query = "SELECT number, since, until FROM account WHERE id >= ? AND id < ?"
        found = self._all(query, beginning, beginning + "\U0010ffff")
        return {number for number, since, until in found if _in_force(since, until, at)}

    def changed_since(self, at: int) -> tuple[set[int], set[int]]:
        """The accounts that came after a log entry, and those in force then that went after it."""
        came = self._all("SELECT number FROM account WHERE since > ?", at)
        went = self._all("SELECT number FROM account WHERE until > ? AND since <= ?", at, at)
        return {number for (number,) in came}, {number for (number,) in went}

    def put_words(self, claims: Sequence[ClaimWords]) -> None:
        """Let claims be found by their words."""
        with translated(self._where):
            sqlite_words.put(self._db, claims)

    def drop_words(self, claims: Sequence[ClaimWords]) -> None:
        """Let claims be found no more by the words that were put in for them."""
        with translated(self._where):
            sqlite_words.drop(self._db, claims)

    def find_claims(self, asked: WordsAsked, limit: int) -> list[tuple[int, int]]:
        """The claims, as reading and position, that hold all that is asked for, the best first."""
        with translated(self._where):
            return sqlite_words.find_claims(self._db, asked, limit)

    def named(self, beginning: str) -> dict[int, str]:
        """The incidents that have an account in force whose id begins so."""
        rows = self._all(
            "SELECT DISTINCT incident.number, incident.id FROM account"
            " JOIN membership ON membership.account = account.number"
            " JOIN incident ON incident.number = membership.incident"
            " WHERE account.id >= ? AND account.id < ? AND account.until IS NULL",
            beginning,
            beginning + "\U0010ffff",
        )
        return dict(rows)

    def near(self, id: str) -> list[str]:  # noqa: A002
        """Ids of accounts in force that begin with as much of this one as any does."""
        for length in range(len(id), -1, -1):
            rows = self._all(
                "SELECT DISTINCT id FROM account WHERE id >= ? AND id < ? AND until IS NULL ORDER BY id LIMIT 50",
                id[:length],
                id[:length] + "\U0010ffff",
            )
            if rows:
                return [found for (found,) in rows]
        return []

    def check(self) -> None:
        """Hold every incident to its seal, and every account in force to its incident."""
        for number, fresh, seal, name in self._rows(
            "SELECT number, fresh, seal, id FROM incident LEFT JOIN incident_record AS kept ON kept.incident = number"
            " ORDER BY number"
        ):
            if fresh and seal != self._seal(number):
                raise self._damaged(f"what is kept of incident {name} was changed")
        for (name,) in self._rows(_HOMELESS):
            raise self._damaged(f"account {name} is in no incident")
        for (name,) in self._rows(_STRAY):
            raise self._damaged(f"incident {name} has accounts that are in force no longer, or none")
        with translated(self._where):
            fault = sqlite_words.fault(self._db)
        if fault is not None:
            raise self._damaged(fault)

    def every_account(self) -> Iterator[KeptAccount]:
        """Every account in force, by number."""
        return map(self._kept, self._rows(f"{_KEPT} WHERE until IS NULL ORDER BY number"))

    def _kept(self, row: tuple[Any, ...]) -> KeptAccount:
        number, record, reading, since, until, claims, mark = row
        try:
            return KeptAccount(
                number=number,
                account=_ACCOUNT.decode(record),
                reading=reading,
                since=since,
                until=until,
                claims=None if claims is None else _CLAIMS.decode(claims),
                mark=mark,
            )
        except msgspec.DecodeError as error:
            raise self._damaged(f"account {number} cannot be read ({error})") from error


def _in_force(since: int, until: int | None, at: int | None) -> bool:
    return until is None if at is None else since <= at and (until is None or until > at)


def scratch_view() -> SqliteView:
    """A view that holds nothing yet, stands in memory alone, and is gone when it is let go of."""
    db = sqlite3.connect(":memory:", isolation_level=None)
    for step in steps():
        for statement in statements(step.sql):
            db.execute(statement)
    return SqliteView(db, "the view in memory")


def _number(key: str) -> int:
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:8]) >> 1
