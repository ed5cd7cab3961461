"""The log's hash chain."""

from __future__ import annotations

import datetime as dt
import hashlib
import json

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tollbook.errors import BookDamaged
from tollbook.storage.base import Head, LogEntry, Stamp
from tollbook.storage.chain import BEGINNING, checked, link_hash, next_entry, utc_moment, utc_text

STAMP = Stamp(at=dt.datetime(2026, 2, 2, 9, 30, tzinfo=dt.UTC), who="a recorder")

legible = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


def chain_of(length: int) -> tuple[list[LogEntry], Head]:
    entries, head = [], BEGINNING
    for number in range(length):
        entry = next_entry(head, STAMP, "add", f'{{"report":"{number}"}}')
        entries.append(entry)
        head = Head(length=entry.seq, hash=entry.hash)
    return entries, head


@given(length=st.integers(0, 8))
def test_a_chain_as_it_was_written_is_whole(length: int) -> None:
    entries, head = chain_of(length)
    assert list(checked(entries, head, "the book")) == entries


@given(data=st.data(), length=st.integers(1, 6))
def test_no_entry_can_be_changed_unseen(data: st.DataObject, length: int) -> None:
    entries, head = chain_of(length)
    at = data.draw(st.integers(0, length - 1))
    field = data.draw(st.sampled_from(["at", "who", "action", "payload", "previous", "hash"]))
    old = getattr(entries[at], field)
    entries[at] = msgspec.structs.replace(entries[at], **{field: data.draw(legible.filter(lambda new: new != old))})
    with pytest.raises(BookDamaged, match="the book: "):
        list(checked(entries, head, "the book"))


@given(data=st.data(), length=st.integers(2, 6))
def test_no_entry_can_be_left_out_or_moved_unseen(data: st.DataObject, length: int) -> None:
    entries, head = chain_of(length)
    at = data.draw(st.integers(0, length - 1))
    moved = entries.pop(at)
    if data.draw(st.booleans()):
        entries.insert(data.draw(st.integers(0, length - 1).filter(lambda to: to != at)), moved)
    with pytest.raises(BookDamaged):
        list(checked(entries, head, "the book"))


def test_a_log_cut_short_is_seen_by_its_head() -> None:
    entries, head = chain_of(5)
    with pytest.raises(BookDamaged, match="ends at entry 3, and had 5"):
        list(checked(entries[:3], head, "the book"))


def test_an_entry_changed_together_with_its_hash_is_seen_by_the_next() -> None:
    entries, head = chain_of(3)
    forged = next_entry(Head(length=1, hash=entries[0].hash), STAMP, "add", '{"report":"forged"}')
    with pytest.raises(BookDamaged, match="log entry 3 does not follow"):
        list(checked([entries[0], forged, entries[2]], head, "the book"))


@given(seq=st.integers(1, 10**12), at=legible, who=legible, action=legible, payload=legible)
def test_the_hash_is_that_of_plain_json(seq: int, at: str, who: str, action: str, payload: str) -> None:
    """Whoever has a JSON library and SHA-256 can check a book without Tollbook, as `chain` says."""
    text = json.dumps(["0" * 64, seq, at, who, action, payload], ensure_ascii=False, separators=(",", ":"))
    assert link_hash("0" * 64, seq, at, who, action, payload) == hashlib.sha256(text.encode()).hexdigest()


@given(
    st.datetimes(
        min_value=dt.datetime(1970, 1, 1),  # noqa: DTZ001
        timezones=st.integers(-14 * 60, 14 * 60).map(lambda offset: dt.timezone(dt.timedelta(minutes=offset))),
    )
)
def test_a_moment_is_kept_to_the_microsecond(moment: dt.datetime) -> None:
    assume(moment.year < 9999)
    assert utc_moment(utc_text(moment)) == moment
