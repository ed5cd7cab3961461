"""Whether a book is whole: everything in it is held to the log, to the bytes that came in and to the words quoted."""

from __future__ import annotations

from typing import Any

import msgspec

from tollbook.errors import BookDamaged
from tollbook.model import Made, Report, digest_of, handles_in
from tollbook.storage.base import Counts, LogEntry, ReadingRow, ReportRow, Store, Whole
from tollbook.storage.chain import REMEDY, checked, utc_moment
from tollbook.storage.records import (
    misquote,
    quotes,
    read_claim,
    read_decision,
    read_report,
    reading_seal,
    report_seal,
    reports_decided,
)


def verify(store: Store) -> Whole:
    """Check all that a store holds, and say how much that was.

    The engine's own checks, with the word index; the log's chain and its head; for each report the digest of its raw
    bytes, and its record as the log sealed it; for each reading its claims, their number and order as the log sealed
    them, and that every quote is exactly what the report says there; that each report has its log entry and a
    reading; that each decision can be read, holds on to words of its reports and is found under them; and that nothing
    stands in the book that the log does not tell of.

    Raises `BookDamaged` at the first thing that is not whole: what, where, and what to do.
    """
    store.check_engine()
    with store.snapshot():
        check = _Check(store)
        head = store.head()
        for entry in checked(store.log(), head, store.where):
            check.entry(entry)
        check.nothing_else()
    store.check_word_index()
    return Whole(
        reports=check.reports,
        readings=check.readings,
        claims=check.claims,
        decisions=check.decisions,
        quotes=check.quotes,
        entries=head.length,
        head=head.hash,
    )


class _Check:
    """One walk along the log, with what it has seen so far."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.reports = self.readings = self.claims = self.quotes = self.decisions = 0

    def entry(self, entry: LogEntry) -> None:
        """Hold what one log entry added to what the entry says."""
        said = entry.details
        report, reading = self.store.report_row(entry.seq), self.store.reading_row(entry.seq)
        if (report is not None) != (entry.action == "add"):
            raise self._damaged(f"log entry {entry.seq} ({entry.action}) and the reports do not agree")
        if (reading is not None) != (entry.action in {"add", "read"}):
            raise self._damaged(f"log entry {entry.seq} ({entry.action}) and the readings do not agree")
        if entry.action == "decide":
            self._decision(entry)
        elif self.store.decided_reports(entry.seq):
            raise self._damaged(f"log entry {entry.seq} ({entry.action}) and the decisions do not agree")
        if report is not None:
            self._report(report, said)
        if reading is not None:
            self._reading(reading, said)

    def _decision(self, entry: LogEntry) -> None:
        self.decisions += 1
        try:
            decision = read_decision(entry.seq, utc_moment(entry.at), entry.who, entry.payload)
            reports = reports_decided(entry.payload)
        except (msgspec.DecodeError, ValueError) as error:
            raise self._damaged(f"the decision of log entry {entry.seq} cannot be read ({error})") from error
        if self.store.decided_reports(entry.seq) != reports:
            raise self._damaged(f"decision {entry.seq} is not found under the reports that it is about")
        for handle in handles_in(decision.ruling):
            kept = self.store.report(handle.report)
            if kept is None or kept.report.text[handle.start : handle.end] != handle.text:
                raise self._damaged(
                    f"decision {entry.seq} quotes {handle.text[:60]!r} at {handle.start} to {handle.end} of report "
                    f"{handle.report[:12]}, which has other words there"
                )
            self.quotes += 1
        if isinstance(decision.ruling, Made):
            self._evidence(decision.ruling, entry.seq)

    def _evidence(self, ruling: Made, number: int) -> None:
        kept = self.store.report(ruling.claim.report)
        words = ruling.evidence
        if kept is None or kept.report.text[words.start : words.end] != words.text:
            raise self._damaged(f"the evidence of decision {number} is not what its report says there")
        self.quotes += 1

    def nothing_else(self) -> None:
        """Raise where the store holds more, or less, than the log told of."""
        told = Counts(reports=self.reports, readings=self.readings, claims=self.claims)
        held = self.store.counts()
        if told != held:
            raise self._damaged(f"the log tells of {_counted(told)}, and the book holds {_counted(held)}")

    def _report(self, row: ReportRow, said: dict[str, Any]) -> None:
        self.reports += 1
        name = f"report {row.digest[:12]} ({row.name})"
        if digest_of(row.raw) != row.digest:
            raise self._damaged(f"the raw bytes of {name} are not those that came in")
        if not _includes(said, report_seal(row.digest, row.name, row.record)):
            raise self._damaged(f"{name} is not what log entry {row.entry} added")
        if self._decoded(row.record, row.digest).digest != row.digest:
            raise self._damaged(f"the record of {name} carries another digest")

    def _reading(self, row: ReadingRow, said: dict[str, Any]) -> None:
        self.readings += 1
        self.claims += len(row.claims)
        name = f"report {row.report[:12]}"
        if row.count != len(row.claims) or not _includes(said, reading_seal(row.report, row.reader, row.claims)):
            raise self._damaged(f"the claims of {name} are not those that log entry {row.entry} added")
        kept = self.store.report(row.report)
        if kept is None:
            raise self._damaged(f"log entry {row.entry} has claims of {name}, which is missing")
        for record in row.claims:
            try:
                claim = read_claim(record)
            except msgspec.DecodeError as error:
                raise self._damaged(f"a claim of {name} cannot be read ({error})") from error
            if wrong := misquote(kept.report, claim):
                raise self._damaged(f"{name}: {wrong}")
            self.quotes += sum(1 for _ in quotes(claim))

    def _decoded(self, record: str, digest: str) -> Report:
        try:
            return read_report(record)
        except msgspec.DecodeError as error:
            raise self._damaged(f"the record of report {digest[:12]} cannot be read ({error})") from error

    def _damaged(self, what: str) -> BookDamaged:
        return BookDamaged(f"{self.store.where}: {what}. {REMEDY}")


def _includes(said: dict[str, Any], seal: dict[str, Any]) -> bool:
    return all(said.get(key) == value for key, value in seal.items())


def _counted(counts: Counts) -> str:
    return f"{counts.reports} reports, {counts.readings} readings and {counts.claims} claims"
