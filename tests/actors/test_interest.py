"""Whose losses a speaker counts: its own side's, its enemy's, or a third party's."""

from __future__ import annotations

from typing import get_args

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.actors.conftest import READER, report_of
from tollbook.actors import recognise
from tollbook.model import Casualty, Count, Interest, Report, Span, Speaker, VictimClass, Victims, Where


def counted(text: str, speaker: str | None, victims: str, class_: VictimClass, place: str | None = None) -> Casualty:
    """A claim of nine killed, by `speaker`, of the `victims` that stand in `text`."""
    start = text.index(victims)
    said = None
    if speaker is not None:
        at = text.index(speaker)
        said = Speaker(text=speaker, start=at, end=at + len(speaker), name=speaker)
    return Casualty(
        id="c1", evidence=Span.of(text, 0, len(text)), speaker=said, confidence=1.0, reader=READER, effect="killed",
        where=None if place is None else Where(text=text[:1], start=0, end=1, country=place),
        count=Count(text="nine", start=0, end=4, value=9, bound="exact"),
        victims=Victims(text=victims, start=start, end=start + len(victims), victim_class=class_),
    )  # fmt: skip


def interest(report: Report, claim: Casualty) -> Interest | None:
    (read,) = recognise(report, [claim])
    assert isinstance(read, Casualty)
    assert msgspec.structs.replace(read, interest=None, speaker=claim.speaker) == claim
    return read.interest


@pytest.mark.parametrize(
    ("speaker", "victims", "class_", "whose"),
    [
        ("Pakistan’s army", "soldiers", "security_forces", "own"),
        ("Pakistan’s army", "militants", "militant", "enemy"),
        ("Pakistan’s army", "villagers", "civilian", "third"),
        ("Pakistan’s army", "people", "unknown", None),
        ("police", "constables", "security_forces", "own"),
        ("police", "people", "unknown", "third"),
        ("the Baloch Liberation Army", "soldiers", "security_forces", "enemy"),
        ("the Baloch Liberation Army", "fighters", "militant", "own"),
        ("the Majeed Brigade", "Baloch Liberation Army fighters", "militant", "own"),
        ("the Syrian Democratic Forces", "Islamic State fighters", "militant", "enemy"),
        ("the Syrian Democratic Forces", "terrorists", "militant", "enemy"),
        ("the Ukrainian army", "Russian soldiers", "security_forces", "enemy"),
        ("the Ukrainian army", "Ukrainian soldiers", "security_forces", "own"),
        ("the Kremlin", "Ukrainian soldiers", "security_forces", "third"),
        ("ISAF", "Afghan soldiers", "security_forces", "own"),
        ("the Awami League", "its workers", "civilian", "own"),
        ("the Awami League", "supporters", "civilian", "own"),
        ("the Awami League", "passers-by", "civilian", "third"),
        ("the Pentagon", "members of the Syrian Democratic Forces", "security_forces", "own"),
        ("the Pentagon", "members of the Islamic State", "militant", "enemy"),
        ("Human Rights Watch", "soldiers", "security_forces", "third"),
        ("residents", "villagers", "civilian", "third"),
        ("doctors", "militants", "militant", "third"),
        ("a man nobody knows", "soldiers", "security_forces", None),
    ],
)
def test_it_follows_from_the_speaker_s_side_and_the_victims(
    speaker: str, victims: str, class_: VictimClass, whose: Interest | None
) -> None:
    text = f"nine {victims} died, {speaker} said."
    assert interest(report_of(text), counted(text, speaker, victims, class_)) == whose


def test_the_report_s_own_voice_has_no_interest() -> None:
    text = "nine soldiers died in Syria."
    assert interest(report_of(text), counted(text, None, "soldiers", "security_forces", "SY")) is None


@settings(max_examples=100, deadline=None)
@given(
    speaker=st.text(min_size=1, max_size=30)
    | st.sampled_from(["Hamas", "police", "the army", "the Awami League", "UN"]),
    victims=st.text(min_size=1, max_size=30) | st.sampled_from(["Israeli soldiers", "its men", "IS", "the Saudis"]),
    class_=st.sampled_from(get_args(VictimClass)),
)
def test_any_words_have_an_interest_or_none(speaker: str, victims: str, class_: VictimClass) -> None:
    text = f"nine {victims} died, {speaker} said."
    assert interest(report_of(text), counted(text, speaker, victims, class_)) in (*get_args(Interest), None)


def test_the_army_s_country_is_not_that_of_the_event() -> None:
    """Soldiers who fall abroad are still the losses of their own army."""
    text = "nine soldiers died in Mali, the French army said."
    assert interest(report_of(text), counted(text, "the French army", "soldiers", "security_forces", "ML")) == "own"
