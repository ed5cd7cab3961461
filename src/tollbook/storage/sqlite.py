"""The book in one SQLite file."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from tollbook.errors import BookDamaged, BookError
from tollbook.model import Arrived, Claim, Decision, Effect, ReaderShare, ReaderVersion, Report, Ruling, digest_of
from tollbook.storage import sqlite_decisions, sqlite_keeping, sqlite_words
from tollbook.storage.base import Counts, Head, KeptClaim, KeptReport, LogEntry, ReadingRow, ReportRow, Stamp
from tollbook.storage.chain import REMEDY, next_entry, utc_moment, utc_text
from tollbook.storage.records import (
    decision_record,
    misquote,
    read_claim,
    read_report,
    reading_seal,
    report_seal,
    written,
)
from tollbook.storage.sqlite_file import open_file, shape_faults, translated
from tollbook.storage.sqlite_subjects import SqliteCatalogue
from tollbook.storage.sqlite_view import SqliteView

_KEPT = """
    SELECT report.entry, report.name, log.at, report.record
    FROM report JOIN log ON log.seq = report.entry
"""

# The newest reading of each report is the one that is shown.
_CLAIMS = """
    SELECT reading.report, claim.record
    FROM reading JOIN claim ON claim.reading = reading.entry
    WHERE reading.entry = (SELECT max(newest.entry) FROM reading AS newest WHERE newest.report = reading.report)
"""


class SqliteStore:
    """A `Store` in one SQLite file: WAL, STRICT tables, an FTS5 word index, and triggers that refuse every edit."""

    def __init__(self, db: sqlite3.Connection, where: str) -> None:
        self._db = db
        self._where = where
        self._view = SqliteView(db, where)

    @classmethod
    def open(cls, path: Path, *, create: bool, stamp: Stamp) -> SqliteStore:
        """Open the book at `path`; begin one where none stands and `create` is set, with `stamp` in its log.

        Raises `NotABook` and `BookDamaged` as `sqlite_file.open_file` does.
        """

        def migrated(db: sqlite3.Connection, before: int, version: int) -> None:
            _append(db, stamp, "migrate" if before else "create", {"schema": version})

        return cls(open_file(path, create=create, migrated=migrated), str(path))

    @property
    def where(self) -> str:
        """The file's path."""
        return self._where

    @property
    def view(self) -> SqliteView:
        """The view's tables in the same file."""
        return self._view

    @property
    def catalogue(self) -> SqliteCatalogue:
        """The catalogue's tables in the same file."""
        return SqliteCatalogue(self._db, self._where)

    def add(
        self, report: Report, raw: bytes, name: str, reader: ReaderVersion, claims: Sequence[Claim], stamp: Stamp
    ) -> bool:
        """Add a report, its claims and their log entry in one transaction; False where its digest is known."""
        if digest_of(raw) != report.digest:
            raise BookError(f"{self._where}: {name}: these are not the bytes of that report; nothing was added.")
        texts = self._exact(report, claims)
        record = written(report)
        seal = report_seal(report.digest, name, record) | reading_seal(report.digest, reader, texts)
        with self._writing():
            if self.holds(report.digest):
                return False
            entry = _append(self._db, stamp, "add", seal)
            self._db.execute(
                "INSERT INTO report (entry, digest, name, record, raw) VALUES (?, ?, ?, ?, ?)",
                (entry, report.digest, name, record, raw),
            )
            self._insert_reading(entry, report.digest, reader, texts)
        return True

    def add_reading(self, digest: str, reader: ReaderVersion, claims: Sequence[Claim], stamp: Stamp) -> bool:
        """Add another reader's claims beside the earlier ones; False where that version has read the report."""
        kept = self.report(digest)
        if kept is None:
            raise BookError(f"{self._where}: there is no report {digest[:12]} to add a reading of.")
        texts = self._exact(kept.report, claims)
        with self._writing():
            known = "SELECT 1 FROM reading WHERE report = ? AND reader = ? AND version = ?"
            if self._db.execute(known, (digest, reader.name, reader.version)).fetchone():
                return False
            entry = _append(self._db, stamp, "read", reading_seal(digest, reader, texts))
            self._insert_reading(entry, digest, reader, texts)
        return True

    def decide(self, ruling: Ruling, why: str, stamp: Stamp, seen: int | None = None) -> Decision:
        """Put a decision into the log, where none on the same claims came after log entry `seen`."""
        with self._writing():
            reports = sqlite_decisions.about(self._db, ruling, self._where)
            if seen is not None:
                sqlite_decisions.refuse_overtaken(self._db, ruling, reports, seen, self._where)
            number = _append(self._db, stamp, "decide", decision_record(ruling, why, reports))
        return Decision(number=number, at=stamp.at.astimezone(dt.UTC), who=stamp.who, why=why, ruling=ruling)

    def decisions(self, report: str | None = None, until: int | None = None) -> list[Decision]:
        """The decisions on a report, or all, up to a log entry."""
        with translated(self._where):
            return sqlite_decisions.decisions(self._db, report, until)

    def decisions_of(self, who: str, most: int) -> list[Decision]:
        """Up to so many decisions that somebody made, the last first."""
        with translated(self._where):
            return sqlite_decisions.decisions_of(self._db, who, most)

    def decided(self, reports: Collection[str], until: int) -> set[str]:
        """Those of these reports that some decision up to a log entry speaks of."""
        with translated(self._where):
            return sqlite_decisions.decided(self._db, reports, until)

    def entry_at(self, moment: dt.datetime) -> int:
        """The last log entry that was recorded by a moment; 0 where none was."""
        row = self._one("SELECT max(seq) FROM log WHERE at <= ?", utc_text(moment))
        return 0 if row is None or row[0] is None else int(row[0])

    def decided_reports(self, entry: int) -> tuple[str, ...]:
        """The reports under which a decision is found."""
        with translated(self._where):
            return sqlite_decisions.decided_reports(self._db, entry)

    def holds(self, digest: str) -> bool:
        """Whether a report of that digest is known."""
        return self._one("SELECT 1 FROM report WHERE digest = ?", digest) is not None

    def digests(self, prefix: str = "") -> Iterator[str]:
        """The digests that begin with `prefix`, in order of arrival."""
        found = self._rows(
            "SELECT digest FROM report WHERE digest >= ?1 AND digest < ?1 || char(1114111) ORDER BY entry", prefix
        )
        return (digest for (digest,) in found)

    def report(self, digest: str) -> KeptReport | None:
        """The report of that digest, None where it is not known."""
        row = self._one(f"{_KEPT} WHERE report.digest = ?", digest)
        return None if row is None else self._kept(row)

    def reports(self, after: int = 0) -> Iterator[KeptReport]:
        """Every report that came after the log entry `after`, in order of arrival."""
        return map(self._kept, self._rows(f"{_KEPT} WHERE report.entry > ? ORDER BY report.entry", after))

    def reports_by_day(
        self, since: dt.date | None, until: dt.date | None, limit: int, offset: int = 0
    ) -> Iterator[KeptReport]:
        """Up to so many reports after `offset` of them, those published last first."""
        days = [("published >= ?", since), ("published <= ?", until)]
        where = " AND ".join(["1", *(condition for condition, day in days if day is not None)])
        given = [day.isoformat() for _, day in days if day is not None]
        order = "ORDER BY published DESC, entry DESC"
        page = f"SELECT entry FROM report WHERE {where} {order} LIMIT ? OFFSET ?"  # noqa: S608 - the conditions are ours
        rows = self._rows(f"{_KEPT} WHERE report.entry IN ({page}) {order}", *given, limit, offset)
        return map(self._kept, rows)

    def published_days(self) -> dict[dt.date | None, int]:
        """How many reports were published on each day; None for unknown days."""
        rows = self._rows("SELECT published, count(*) FROM report GROUP BY published ORDER BY published")
        try:
            return {None if day is None else dt.date.fromisoformat(day): count for day, count in rows}
        except ValueError as error:
            raise self._damaged(f"a report has no day for a day of publication ({error})") from error

    def raw(self, digest: str) -> bytes | None:
        """The bytes that a report came as, None where it is not known."""
        row = self._one("SELECT raw FROM report WHERE digest = ?", digest)
        return None if row is None else row[0]

    def reader_of(self, digest: str) -> ReaderVersion | None:
        """The reader of the newest reading of a report, None where the report is not known."""
        row = self._one("SELECT reader, version FROM reading WHERE report = ? ORDER BY entry DESC LIMIT 1", digest)
        return None if row is None else ReaderVersion(name=row[0], version=row[1])

    def claims(self, report: str | None = None, effect: Effect | None = None) -> Iterator[KeptClaim]:
        """The claims of every report's newest reading, in order; of one report (a digest) or one effect only."""
        query, given = _CLAIMS, []
        for column, value in (("reading.report", report), ("claim.effect", effect)):
            if value is not None:
                query += f" AND {column} = ?"
                given.append(value)
        rows = self._rows(f"{query} ORDER BY reading.entry, claim.position", *given)
        return (KeptClaim(report=digest, claim=self._claim(record)) for digest, record in rows)

    def search(
        self, words: str, limit: int = 50, outlet: str | None = None, until: int | None = None
    ) -> list[tuple[KeptReport, str]]:
        """The reports whose title or text holds every word or "phrase", best first."""
        with translated(self._where):
            found = sqlite_words.find_reports(self._db, words, limit, outlet, until)
        return [
            (self._kept(row), excerpt)
            for entry, excerpt in found
            for row in self._rows(f"{_KEPT} WHERE report.entry = ?", entry)
        ]

    def reading_at(self, digest: str, entry: int) -> int | None:
        """The log entry of a report's newest reading as of a log entry, None where it had none."""
        row = self._one("SELECT max(entry) FROM reading WHERE report = ? AND entry <= ?", digest, entry)
        return None if row is None else row[0]

    def reading_of(self, reading: int) -> KeptReport | None:
        """The report that a reading is of."""
        row = self._one(f"{_KEPT} JOIN reading ON reading.report = report.digest WHERE reading.entry = ?", reading)
        return None if row is None else self._kept(row)

    def readings(self) -> Iterator[tuple[str, int, ReaderVersion]]:
        """Every reading, in order."""
        for report, entry, name, version in self._rows(
            "SELECT report, entry, reader, version FROM reading ORDER BY entry"
        ):
            yield report, entry, ReaderVersion(name=name, version=version)

    def readers(self) -> Iterator[tuple[ReaderVersion, int]]:
        """Every reader, with how many reports it has read, the newest reading last."""
        for name, version, reports in self._rows(
            "SELECT reader, version, count(*) FROM reading GROUP BY reader, version ORDER BY max(entry)"
        ):
            yield ReaderVersion(name=name, version=version), reports

    def unread(self, reader: ReaderVersion) -> int:
        """How many reports a reader has not read."""
        row = self._one(
            "SELECT count(*) FROM report"
            " WHERE digest NOT IN (SELECT report FROM reading WHERE reader = ? AND version = ?)",
            reader.name,
            reader.version,
        )
        return 0 if row is None else int(row[0])

    def claims_of(self, reading: int) -> tuple[Claim, ...]:
        """The claims of the reading that a log entry added, in order."""
        rows = self._rows("SELECT record FROM claim WHERE reading = ? ORDER BY position", reading)
        return tuple(self._claim(record) for (record,) in rows)

    def log(self, after: int = 0) -> Iterator[LogEntry]:
        """What was done, first to last, after the log entry of that number."""
        for seq, at, who, action, payload, previous, own in self._rows(
            "SELECT seq, at, who, action, payload, previous, hash FROM log WHERE seq > ? ORDER BY seq", after
        ):
            yield LogEntry(seq=seq, at=at, who=who, action=action, payload=payload, previous=previous, hash=own)

    def head(self) -> Head:
        """The log's length and last hash, as kept apart from the log."""
        with translated(self._where):
            return _head(self._db)

    def counts(self) -> Counts:
        """How many reports, readings and claims the tables hold."""
        row = self._one("SELECT (SELECT count(*) FROM report), (SELECT count(*) FROM reading), count(*) FROM claim")
        reports, readings, claims = row or (0, 0, 0)
        return Counts(reports=reports, readings=readings, claims=claims)

    def count_reports(self) -> int:
        """How many reports there are."""
        return int(self._one("SELECT count(*) FROM report")[0])

    def shares(self) -> tuple[ReaderShare, ...]:
        """What each reader in each version read."""
        with translated(self._where):
            return sqlite_keeping.shares(self._db)

    def arrived(self, words: str, before: int | None, limit: int) -> list[Arrived]:
        """The reports as they came in, the last ones first."""
        with translated(self._where):
            return sqlite_keeping.arrived(self._db, words, before, limit)

    def decision_numbers(
        self, who: str | None, kind: str | None, before: int | None, limit: int | None
    ) -> tuple[int, list[int]]:
        """How many decisions there are, and which, the last ones first."""
        with translated(self._where):
            return sqlite_keeping.decision_numbers(self._db, who, kind, before, limit)

    def deciders(self) -> tuple[str, ...]:
        """Everybody who decided anything."""
        with translated(self._where):
            return sqlite_keeping.deciders(self._db)

    def report_row(self, entry: int) -> ReportRow | None:
        """The report that a log entry added, as written down; None where it added none."""
        row = self._one("SELECT entry, digest, name, record, raw FROM report WHERE entry = ?", entry)
        if row is None:
            return None
        number, digest, name, record, raw = row
        return ReportRow(entry=number, digest=digest, name=name, record=record, raw=raw)

    def reading_row(self, entry: int) -> ReadingRow | None:
        """The reading that a log entry added, as written down; None where it added none."""
        row = self._one("SELECT report, reader, version, claims FROM reading WHERE entry = ?", entry)
        if row is None:
            return None
        digest, reader, version, count = row
        texts = self._rows("SELECT record FROM claim WHERE reading = ? ORDER BY position", entry)
        return ReadingRow(
            entry=entry,
            report=digest,
            reader=ReaderVersion(name=reader, version=version),
            count=count,
            claims=tuple(text for (text,) in texts),
        )

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """A stretch in which reads see one state, whoever writes meanwhile."""
        with translated(self._where), self._db:
            self._db.execute("BEGIN")
            yield

    def check_engine(self) -> None:
        """SQLite's integrity check, the shape of the tables and guards, and the references."""
        with translated(self._where):
            if faults := [text for (text,) in self._db.execute("PRAGMA integrity_check(3)") if text != "ok"]:
                raise self._damaged(f"the file is damaged ({'; '.join(faults)})")
            if names := shape_faults(self._db):
                raise self._damaged(f"its tables or guards were changed ({', '.join(names)})")
            if strays := self._db.execute("PRAGMA foreign_key_check").fetchall():
                raise self._damaged(f"a {strays[0][0]} refers to a {strays[0][2]} that is missing")

    def check_word_index(self) -> None:
        """FTS5's own comparison of the word index with the reports."""
        with translated(self._where):
            self._db.execute("BEGIN IMMEDIATE")  # FTS5 takes its check as an INSERT, though nothing is written
            try:
                self._db.execute("INSERT INTO report_words (report_words, rank) VALUES ('integrity-check', 1)")
            except sqlite3.DatabaseError as error:
                raise self._damaged(f"the word index does not agree with the reports ({error})") from error
            finally:
                self._db.execute("ROLLBACK")

    def close(self) -> None:
        """Let go of the file; the last one to do so folds the write-ahead log into it."""
        with translated(self._where):
            self._db.close()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """One transaction, taken by one writer at a time: kept whole at its end, undone by whatever is raised in it."""
        with translated(self._where), self._db:
            self._db.execute("BEGIN IMMEDIATE")
            yield

    def _insert_reading(self, entry: int, digest: str, reader: ReaderVersion, texts: Sequence[str]) -> None:
        self._db.execute(
            "INSERT INTO reading (entry, report, reader, version, claims) VALUES (?, ?, ?, ?, ?)",
            (entry, digest, reader.name, reader.version, len(texts)),
        )
        self._db.executemany(
            "INSERT INTO claim (reading, position, record) VALUES (?, ?, ?)",
            ((entry, position, text) for position, text in enumerate(texts)),
        )

    def _exact(self, report: Report, claims: Sequence[Claim]) -> list[str]:
        """The claims as they are written down; a claim that misquotes its report is kept out of the book."""
        for claim in claims:
            if wrong := misquote(report, claim):
                raise BookError(f"{self._where}: {wrong}; nothing was added. This is a fault of the reader.")
        return [written(claim) for claim in claims]

    def _one(self, query: str, *given: object) -> Any:
        with translated(self._where):
            return self._db.execute(query, given).fetchone()

    def _rows(self, query: str, *given: object) -> Iterator[Any]:
        with translated(self._where):
            # Not `yield from`: it would close the cursor of a walk that was left halfway, after the file was closed.
            for row in self._db.execute(query, given):  # noqa: UP028
                yield row

    def _kept(self, row: tuple[int, str, str, str]) -> KeptReport:
        entry, name, at, record = row
        try:
            recorded = utc_moment(at)
        except ValueError as error:
            raise self._damaged(f"log entry {entry} has {at!r} for a time") from error
        return KeptReport(entry=entry, name=name, recorded=recorded, report=self._report(record))

    def _report(self, record: str) -> Report:
        try:
            return read_report(record)
        except msgspec.DecodeError as error:
            raise self._damaged(f"the record of a report cannot be read ({error})") from error

    def _claim(self, record: str) -> Claim:
        try:
            return read_claim(record)
        except msgspec.DecodeError as error:
            raise self._damaged(f"a claim cannot be read ({error})") from error

    def _damaged(self, what: str) -> BookDamaged:
        return BookDamaged(f"{self._where}: {what}. {REMEDY}")


def _append(db: sqlite3.Connection, stamp: Stamp, action: str, payload: dict[str, Any]) -> int:
    """Add one entry to the log, inside the caller's transaction; its number."""
    entry = next_entry(_head(db), stamp, action, written(payload))
    db.execute(
        "INSERT INTO log (seq, at, who, action, payload, previous, hash) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (entry.seq, entry.at, entry.who, entry.action, entry.payload, entry.previous, entry.hash),
    )
    return entry.seq


def _head(db: sqlite3.Connection) -> Head:
    row = db.execute("SELECT length, hash FROM head").fetchone()
    if row is None:
        raise BookDamaged(f"The book has lost the head of its log. {REMEDY}")
    return Head(length=row[0], hash=row[1])
