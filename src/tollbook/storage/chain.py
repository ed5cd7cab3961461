"""The log's hash chain: each entry's hash covers the entry and the hash before it, so that no link can be changed,
left out, put in or moved without every later hash being wrong.

The rule, for whoever wants to check a book without Tollbook: `hash` is the SHA-256, in hexadecimal, of the UTF-8 JSON
array `[previous, seq, at, who, action, payload]` written without spaces, where `payload` is its JSON text as a
string; the first entry's `previous` is 64 zeros.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator

import msgspec

from tollbook.errors import BookDamaged
from tollbook.storage.base import Head, LogEntry, Stamp

BEGINNING = Head(length=0, hash="0" * 64)
"""The head of a log that holds nothing yet."""

REMEDY = (
    "Keep the file as it is, go back to a copy that `tollbook verify` finds whole, "
    "and add the reports that came after it again."
)

VIEW_REMEDY = "No report, claim or decision is lost by it: `tollbook rebuild` computes the incidents anew."


def next_entry(head: Head, stamp: Stamp, action: str, payload: str) -> LogEntry:
    """The entry that follows `head`."""
    seq, at = head.length + 1, utc_text(stamp.at)
    return LogEntry(
        seq=seq,
        at=at,
        who=stamp.who,
        action=action,
        payload=payload,
        previous=head.hash,
        hash=link_hash(head.hash, seq, at, stamp.who, action, payload),
    )


def link_hash(previous: str, seq: int, at: str, who: str, action: str, payload: str) -> str:
    """The hash of one entry, by the rule at the top."""
    return hashlib.sha256(msgspec.json.encode([previous, seq, at, who, action, payload])).hexdigest()


def checked(entries: Iterable[LogEntry], head: Head, where: str) -> Iterator[LogEntry]:
    """The entries as they come, each held to the one before it, and the last to the head.

    Raises `BookDamaged`, naming the entry, at the first that does not follow.
    """
    last = BEGINNING
    for entry in entries:
        if entry.seq != last.length + 1:
            raise BookDamaged(f"{where}: log entry {last.length + 1} is missing. {REMEDY}")
        if entry.previous != last.hash:
            raise BookDamaged(f"{where}: log entry {entry.seq} does not follow the one before it. {REMEDY}")
        own = link_hash(entry.previous, entry.seq, entry.at, entry.who, entry.action, entry.payload)
        if entry.hash != own:
            raise BookDamaged(f"{where}: log entry {entry.seq} was changed after it was written. {REMEDY}")
        last = Head(length=entry.seq, hash=entry.hash)
        yield entry
    if last.length != head.length:
        raise BookDamaged(f"{where}: the log ends at entry {last.length}, and had {head.length} entries. {REMEDY}")
    if last.hash != head.hash:
        raise BookDamaged(f"{where}: the last log entry ({last.length}) is not the one that was written. {REMEDY}")


def utc_text(moment: dt.datetime) -> str:
    """A moment as the log writes it, in UTC ("2026-02-01T09:30:00.000000Z").

    Raises `ValueError` if the moment has no offset from UTC.
    """
    if moment.tzinfo is None:
        raise ValueError("a recorded moment needs its offset from UTC")
    return moment.astimezone(dt.UTC).isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"


def utc_moment(text: str) -> dt.datetime:
    """The moment that `utc_text` wrote; raises `ValueError` for another text."""
    return dt.datetime.fromisoformat(text)
