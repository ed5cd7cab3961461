"""How records are written down: as JSON text, whose hash the log keeps, and whose quotes must be exact."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from tollbook.errors import InputError
from tollbook.model import Claim, Decision, ReaderVersion, Report, Ruling

_REPORT = msgspec.json.Decoder(Report)
_CLAIM: msgspec.json.Decoder[Claim] = msgspec.json.Decoder(Claim)


def written(record: msgspec.Struct | dict[str, Any]) -> str:
    """The record as JSON text: UTF-8, compact, the same text for the same record on every run.

    Raises `InputError` where a text holds half a surrogate pair, which no encoding can write.
    """
    try:
        return msgspec.json.encode(record, order="deterministic").decode()
    except UnicodeEncodeError as error:
        raise InputError(
            f"The text holds half a character at {error.start}. Save it as UTF-8 and try again."
        ) from error


def read_report(record: str) -> Report:
    """The report that was written down as `record`; raises `msgspec.DecodeError` where it is none."""
    return _REPORT.decode(record)


def read_claim(record: str) -> Claim:
    """The claim that was written down as `record`; raises `msgspec.DecodeError` where it is none."""
    return _CLAIM.decode(record)


def decision_record(ruling: Ruling, why: str, reports: Sequence[str]) -> dict[str, Any]:
    """A decision as the log keeps it: what and why, and the reports (digests, in order) under which it is found."""
    return {"ruling": msgspec.to_builtins(ruling), "why": why, "reports": list(reports)}


def read_decision(number: int, at: dt.datetime, who: str, payload: str) -> Decision:
    """The decision that a log entry holds; raises `msgspec.DecodeError` where it is none."""
    record = _DECISION.decode(payload)
    return Decision(number=number, at=at, who=who, why=record.why, ruling=record.ruling)


def reports_decided(payload: str) -> tuple[str, ...]:
    """The reports that a log entry's decision is kept to be about; raises `msgspec.DecodeError` where it is none."""
    return _DECISION.decode(payload).reports


class _DecisionRecord(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    ruling: Ruling
    why: str
    reports: tuple[str, ...]


def sha256(text: str) -> str:
    """The SHA-256 of a text's UTF-8 bytes, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def report_seal(digest: str, name: str, record: str) -> dict[str, Any]:
    """What the log says of a report: enough to see any later change of it."""
    return {"report": digest, "name": name, "record_sha256": sha256(record)}


def reading_seal(digest: str, reader: ReaderVersion, claims: Sequence[str]) -> dict[str, Any]:
    """What the log says of a reading: enough to see any later change of its claims, their number or their order."""
    return {
        "report": digest,
        "reader": reader.name,
        "version": reader.version,
        "claims": len(claims),
        "claims_sha256": sha256(f"[{','.join(claims)}]"),
    }


def quotes(claim: Claim) -> Iterator[tuple[str, int, int]]:
    """Every stretch of words that a claim quotes, as text, start and end, in whatever slot it stands."""
    yield from _quotes(msgspec.to_builtins(claim))


def misquote(report: Report, claim: Claim) -> str | None:
    """A sentence on the first of a claim's quotes that is not exactly what the report says there; None if all are."""
    for text, start, end in quotes(claim):
        if not (0 <= start <= end <= len(report.text)) or report.text[start:end] != text:
            return f"claim {claim.id} quotes {text[:60]!r} at {start} to {end}, where the report has other words"
    return None


def _quotes(slot: object) -> Iterator[tuple[str, int, int]]:
    if isinstance(slot, dict):
        text, start, end = slot.get("text"), slot.get("start"), slot.get("end")
        if isinstance(text, str) and isinstance(start, int) and isinstance(end, int):
            yield text, start, end
        for inner in slot.values():
            yield from _quotes(inner)
    elif isinstance(slot, list | tuple):
        for inner in slot:
            yield from _quotes(inner)


_DECISION = msgspec.json.Decoder(_DecisionRecord)
