"""What the tests of this stage share: reports and claims that they write themselves."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tollbook.actors import recognise
from tollbook.model import (
    Actor,
    ActorWords,
    Attack,
    ReaderVersion,
    Relation,
    Report,
    Responsibility,
    Span,
    Speaker,
    Stance,
    Where,
)

READER = ReaderVersion(name="test", version="1")


def report_of(text: str) -> Report:
    """A report of that text."""
    return Report(id="r", text=text, digest="0" * 64)


def said(text: str, words: str, *, name: str | None = None, place: str | None = None) -> Attack:
    """A claim credited to `words`, where they first stand in `text`."""
    start = text.index(words)
    speaker = Speaker(text=words, start=start, end=start + len(words), name=name or words)
    where = None if place is None else Where(text=text[:1], start=0, end=1, country=place)
    return Attack(
        id="c1", evidence=Span.of(text, 0, 1), speaker=speaker, where=where, confidence=1.0, reader=READER,
        type="other", trigger=Span.of(text, 0, 1),
    )  # fmt: skip


def accused(
    text: str,
    words: str,
    *,
    stance: Stance = "blamed",
    relation: Relation = "perpetrator",
    speaker: Speaker | None = None,
) -> Responsibility:
    """A claim that `words`, where they first stand in `text`, did it."""
    start = text.index(words)
    return Responsibility(
        id="c2", evidence=Span.of(text, 0, 1), speaker=speaker, confidence=1.0, reader=READER,
        actor=ActorWords(text=words, start=start, end=start + len(words)), stance=stance, relation=relation,
    )  # fmt: skip


@pytest.fixture
def speaks() -> Callable[..., Actor | None]:
    """The actor behind the speaker `words` in a report of `text`."""

    def actor(text: str, words: str, *, name: str | None = None, place: str | None = None) -> Actor | None:
        (claim,) = recognise(report_of(text), [said(text, words, name=name, place=place)])
        assert claim.speaker is not None
        return claim.speaker.actor

    return actor


@pytest.fixture
def acts() -> Callable[..., Actor | None]:
    """The actor behind the accused `words` in a report of `text`."""

    def actor(text: str, words: str, *, relation: Relation = "perpetrator") -> Actor | None:
        (claim,) = recognise(report_of(text), [accused(text, words, relation=relation)])
        assert isinstance(claim, Responsibility)
        assert claim.actor is not None
        return claim.actor.actor

    return actor
