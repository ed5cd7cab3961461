"""The stage as a whole: what it changes, what it leaves, and what no input can make it do."""

from __future__ import annotations

import time

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.actors.conftest import accused, report_of, said
from tollbook.actors import by_id, find, recognise
from tollbook.model import Claim, Responsibility

WORDS = st.text(min_size=1, max_size=60)
PIECES = st.lists(
    st.sampled_from(
        "the a of and , ( ) - ' . army police Syria Syrian US who Taliban rebel forces coalition health ministry "
        "former anti backed spokesman for in IS Maj. Gen. “ ” 12 O’Neil ’s UN Jordan government".split()
    ),
    min_size=1,
    max_size=30,
).map(" ".join)


@settings(max_examples=100, deadline=None)
@given(words=WORDS | PIECES, rest=WORDS | PIECES)
def test_any_name_in_any_report_is_read_and_only_actors_change(words: str, rest: str) -> None:
    text = f"{rest} {words} {rest}"
    claims: list[Claim] = [said(text, words), accused(text, words)]
    changed = recognise(report_of(text), claims)
    assert len(changed) == len(claims)
    for before, after in zip(claims, changed, strict=True):
        if after.speaker is not None:
            after = msgspec.structs.replace(after, speaker=msgspec.structs.replace(after.speaker, actor=None))
        if isinstance(after, Responsibility) and after.actor is not None:
            after = msgspec.structs.replace(after, actor=msgspec.structs.replace(after.actor, actor=None))
        assert after == before


@settings(max_examples=100, deadline=None)
@given(words=WORDS | PIECES, country=st.none() | st.sampled_from(["PK", "SY", "ZZ", ""]))
def test_whatever_is_found_stands_under_its_own_id(words: str, country: str | None) -> None:
    found = find(words, country)
    assert found is None or by_id(found.id) == found
    listed = by_id(words)
    assert listed is None or listed.id == words


def test_no_claims_give_no_claims() -> None:
    assert recognise(report_of("Nothing."), []) == ()


def test_recognising_again_changes_nothing() -> None:
    text = "In Syria, police in Syria said that Hamas did it."
    claims = recognise(report_of(text), [said(text, "police"), accused(text, "Hamas")])
    assert recognise(report_of(text), claims) == claims


def test_a_long_hostile_name_is_read_in_time_that_grows_with_its_length() -> None:
    for piece in ("a.", "A’", "the Syrian ", "U.S. ", "Taliban-", "(", "of the "):
        text = piece * 5_000 + " end"
        began = time.process_time()
        recognise(report_of(text), [said(text, text[: len(text) // 2])])
        assert time.process_time() - began < 5, piece
