"""What every store of a book can do, whatever its engine; `tests/storage` holds each engine to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

import msgspec

from tollbook.errors import BookDamaged
from tollbook.model import Arrived, Claim, Decision, Effect, ReaderShare, ReaderVersion, Report, Ruling
from tollbook.storage.catalogue import CatalogueStore
from tollbook.storage.view import ViewStore


class Stamp(msgspec.Struct, frozen=True, kw_only=True):
    """When something is recorded (a moment with its offset; kept as UTC), and by whom."""

    at: dt.datetime
    who: str


class KeptReport(msgspec.Struct, frozen=True, kw_only=True):
    """A report as it stands in the book: the name it came under, and when it was `recorded` (UTC).

    `entry` is the log entry that added it; entries give the order of arrival.
    """

    entry: int
    name: str
    recorded: dt.datetime
    report: Report


class KeptClaim(msgspec.Struct, frozen=True, kw_only=True):
    """A claim as it stands in the book, and the digest of the report that makes it."""

    report: str
    claim: Claim


class LogEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was done to the book.

    `seq` counts from 1 without a gap; `at` is a moment in UTC as it was written (RFC 3339); `action` is "create",
    "migrate", "add", "read" or "decide"; `payload` is its details as JSON text, kept byte for byte because `hash`
    covers it (see `chain`).
    """

    seq: int
    at: str
    who: str
    action: str
    payload: str
    previous: str
    hash: str

    @property
    def details(self) -> dict[str, Any]:
        """The payload as a dict; raises `BookDamaged` where it is none."""
        try:
            found: dict[str, Any] = msgspec.json.decode(self.payload, type=dict[str, Any])
        except msgspec.DecodeError as error:
            raise BookDamaged(f"Log entry {self.seq} has details that cannot be read ({error}).") from error
        return found


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """The length of the log and the hash of its last entry, as the store keeps them apart from the log itself."""

    length: int
    hash: str


class ReportRow(msgspec.Struct, frozen=True, kw_only=True):
    """A report as it is written down: its record as JSON text, and the bytes that came in."""

    entry: int
    digest: str
    name: str
    record: str
    raw: bytes


class ReadingRow(msgspec.Struct, frozen=True, kw_only=True):
    """One reader's pass over one report (a digest), as it is written down: its claims as JSON texts, in order.

    `count` is the number of claims that the pass was written down to have.
    """

    entry: int
    report: str
    reader: ReaderVersion
    count: int
    claims: tuple[str, ...]


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """How much a store holds."""

    reports: int
    readings: int
    claims: int


class Whole(msgspec.Struct, frozen=True, kw_only=True):
    """What was checked when a book was found whole, and how much of it.

    `quotes` counts the stretches of words that were compared with their report, those that decisions hold on to among
    them. `head` is the hash of the last log
    entry: written down elsewhere, it later proves that the log still contains everything up to here.
    """

    reports: int
    readings: int
    claims: int
    decisions: int
    quotes: int
    entries: int
    head: str


class Store(Protocol):
    """Reports, claims and the log, kept so that what was acknowledged is never lost and nothing is ever edited.

    Every method raises a `BookError` where the engine cannot do what was asked (`BookDamaged` where what it holds
    cannot be right), never an error of the engine's own.
    """

    @property
    def where(self) -> str:
        """The store's place, as error messages name it."""
        ...

    @property
    def view(self) -> ViewStore:
        """What is kept of the incidents, which follow from the facts."""
        ...

    @property
    def catalogue(self) -> CatalogueStore:
        """The catalogue that is kept beside them."""
        ...

    def add(
        self, report: Report, raw: bytes, name: str, reader: ReaderVersion, claims: Sequence[Claim], stamp: Stamp
    ) -> bool:
        """Add a report, what one reader read in it and the log entry for both: all of it, or nothing.

        Returns once it is safe on disk; False, with nothing changed, where a report of that digest is known.
        """
        ...

    def add_reading(self, digest: str, reader: ReaderVersion, claims: Sequence[Claim], stamp: Stamp) -> bool:
        """Add what another reader (or version) read in a known report; earlier claims stay beside it.

        False, with nothing changed, where that version of that reader has read the report before.
        """
        ...

    def decide(self, ruling: Ruling, why: str, stamp: Stamp, seen: int | None = None) -> Decision:
        """Put a decision into the log: it, or nothing. Returns once it is safe on disk.

        Raises `Overtaken`, with nothing changed, where a decision on one of the same claims came after log entry
        `seen`; `BookError` where it is about a report that is not known, or undoes what is no decision.
        """
        ...

    def decisions(self, report: str | None = None, until: int | None = None) -> list[Decision]:
        """The decisions in their order, with those that undo them: all, or those that speak of one report (a digest);
        up to a log entry.
        """
        ...

    def decisions_of(self, who: str, most: int) -> list[Decision]:
        """Up to so many decisions that somebody made, the last first."""
        ...

    def decided(self, reports: Collection[str], until: int) -> set[str]:
        """Those of these reports (digests) that some decision up to a log entry speaks of."""
        ...

    def entry_at(self, moment: dt.datetime) -> int:
        """The last log entry that was recorded by a moment, which has its offset from UTC; 0 where none was."""
        ...

    def decided_reports(self, entry: int) -> tuple[str, ...]:
        """The reports (digests, in order) under which a log entry's decision is found; () where it is none."""
        ...

    def holds(self, digest: str) -> bool:
        """Whether a report of that digest is known."""
        ...

    def digests(self, prefix: str = "") -> Iterator[str]:
        """The digests that begin with `prefix`, in order of arrival."""
        ...

    def report(self, digest: str) -> KeptReport | None:
        """The report of that digest, None where it is not known."""
        ...

    def reports(self, after: int = 0) -> Iterator[KeptReport]:
        """Every report that came after the log entry `after`, in order of arrival."""
        ...

    def reports_by_day(
        self, since: dt.date | None, until: dt.date | None, limit: int, offset: int = 0
    ) -> Iterator[KeptReport]:
        """Up to so many reports after `offset` of them, those published last first, and of one day those that came
        last; of a window of days (inclusive) those that were published in it, else all, of unknown days at the end.
        """
        ...

    def published_days(self) -> dict[dt.date | None, int]:
        """How many reports were published on each day; None for unknown days."""
        ...

    def raw(self, digest: str) -> bytes | None:
        """The bytes that a report came as, None where it is not known."""
        ...

    def reader_of(self, digest: str) -> ReaderVersion | None:
        """The reader of the newest reading of a report, None where the report is not known."""
        ...

    def claims(self, report: str | None = None, effect: Effect | None = None) -> Iterator[KeptClaim]:
        """The claims of every report's newest reading, in order; of one report (a digest) or one effect only."""
        ...

    def search(
        self, words: str, limit: int = 50, outlet: str | None = None, until: int | None = None
    ) -> list[tuple[KeptReport, str]]:
        """Up to so many reports whose title or text holds every word, best first, each with an excerpt around them with
        each found word in [brackets]; words in "double quotes" as a phrase. Only those of one outlet, by a part of its
        name, where it is given; of those that came by the log entry `until`.
        """
        ...

    def reading_at(self, digest: str, entry: int) -> int | None:
        """The log entry of a report's newest reading as of a log entry, None where it had none."""
        ...

    def reading_of(self, reading: int) -> KeptReport | None:
        """The report that a reading (a log entry) is of, None where that entry added none."""
        ...

    def readings(self) -> Iterator[tuple[str, int, ReaderVersion]]:
        """Every reading: its report's digest, its log entry and its reader, in their order."""
        ...

    def readers(self) -> Iterator[tuple[ReaderVersion, int]]:
        """Every reader whose readings are kept, with how many reports it has read, the newest reading last."""
        ...

    def unread(self, reader: ReaderVersion) -> int:
        """How many reports a reader has not read."""
        ...

    def claims_of(self, reading: int) -> tuple[Claim, ...]:
        """The claims of the reading that a log entry added, in order."""
        ...

    def log(self, after: int = 0) -> Iterator[LogEntry]:
        """What was done, first to last, after the log entry of that number."""
        ...

    def head(self) -> Head:
        """The log's length and last hash, as kept apart from the log."""
        ...

    def counts(self) -> Counts:
        """How many reports, readings and claims the tables hold."""
        ...

    def report_row(self, entry: int) -> ReportRow | None:
        """The report that a log entry added, as written down; None where it added none."""
        ...

    def reading_row(self, entry: int) -> ReadingRow | None:
        """The reading that a log entry added, as written down; None where it added none."""
        ...

    def count_reports(self) -> int:
        """How many reports there are."""
        ...

    def shares(self) -> tuple[ReaderShare, ...]:
        """What each reader in each version read, the latest first."""
        ...

    def arrived(self, words: str, before: int | None, limit: int) -> list[Arrived]:
        """Up to `limit` reports, the last ones first, that came before a log entry, if one is given; under a name that
        holds the words.
        """
        ...

    def decision_numbers(
        self, who: str | None, kind: str | None, before: int | None, limit: int | None
    ) -> tuple[int, list[int]]:
        """How many decisions somebody made, of a kind (the ruling's type), and the numbers of up to `limit` of them
        before one, the last ones first.
        """
        ...

    def deciders(self) -> tuple[str, ...]:
        """Everybody who decided anything, by name."""
        ...

    def snapshot(self) -> AbstractContextManager[None]:
        """A stretch in which reads see one state, whoever writes meanwhile."""
        ...

    def check_engine(self) -> None:
        """The engine's own checks: its files, its tables and guards, its references."""
        ...

    def check_word_index(self) -> None:
        """That a search finds the words of the reports as they stand."""
        ...

    def close(self) -> None:
        """Let go of the store. Nothing acknowledged is waiting to be written."""
        ...
