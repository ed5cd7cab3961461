"""A report and claims out of plain words; loaded by conftest.py."""

from __future__ import annotations

import re

from tollbook.model import Casualty, Count, Marks, ReaderVersion, Report, Scope, Span, Victims, digest_of


def report_of(text: str, outlet: str | None = None) -> Report:
    """A report that holds nothing but a text."""
    return Report(id="r", text=text, digest=digest_of(text.encode()), outlet=outlet)


def span(text: str, words: str) -> Span:
    """The first occurrence of some words."""
    at = text.index(words)
    return Span.of(text, at, at + len(words))


def sentences(text: str) -> tuple[Span, ...]:
    """Sentences by their full stops and lines; good enough for texts written for a test."""
    return tuple(Span.of(text, found.start(), found.end()) for found in re.finditer(r"[^.\n]+[.\n]*", text))


def marks(text: str, *names: str, where: dict[str, Span] | None = None) -> Marks:
    """Marks over a text: its sentences, the first occurrence of each name as a place, and links by claim id."""
    places = sorted((span(text, name) for name in names), key=lambda place: place.start)
    return Marks(sentences=sentences(text), places=tuple(places), where=where or {})


def killed(text: str, number: str, scope: Scope = "incident") -> Casualty:
    """A claim that `number` were killed, its sentence as evidence; its id is the number."""
    count = span(text, number)
    return Casualty(
        id=number,
        evidence=next(one for one in sentences(text) if one.start <= count.start < one.end),
        confidence=1.0,
        reader=ReaderVersion(name="test", version="0"),
        effect="killed",
        count=Count(text=number, start=count.start, end=count.end, value=1, bound="exact"),
        victims=Victims(),
        scope=scope,
    )
