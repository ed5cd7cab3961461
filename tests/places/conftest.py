"""Helpers: a report and claims out of plain words."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tollbook.model import Casualty, Claim, Count, Marks, ReaderVersion, Report, Span, Victims, digest_of

READER = ReaderVersion(name="test", version="0")


def report_of(text: str, outlet: str | None = None) -> Report:
    """A report that holds nothing but a text."""
    return Report(id="r", text=text, digest=digest_of(text.encode()), outlet=outlet)


def spans_of(text: str, *names: str) -> tuple[Span, ...]:
    """The first occurrence of each name, in text order."""
    return tuple(
        sorted((Span.of(text, at := text.index(name), at + len(name)) for name in names), key=lambda s: s.start)
    )


def sentences_of(text: str) -> tuple[Span, ...]:
    """Sentences by their full stops; good enough for texts written for a test."""
    return tuple(Span.of(text, match.start(), match.end()) for match in re.finditer(r"[^.\n]+[.\n]?", text))


def casualty(text: str, words: str, claim_id: str = "c1", scope: str = "incident") -> Casualty:
    """A claim that `words` (a number in the text) were killed, with its sentence as evidence."""
    at = text.index(words)
    evidence = next(s for s in sentences_of(text) if s.start <= at < s.end)
    return Casualty(
        id=claim_id,
        evidence=evidence,
        confidence=1.0,
        reader=READER,
        effect="killed",
        count=Count(text=words, start=at, end=at + len(words), value=1, bound="exact"),
        victims=Victims(),
        scope=scope,  # type: ignore[arg-type]
    )


@pytest.fixture
def marks() -> Callable[..., Marks]:
    """Marks over a text: its sentences, the names given as places, and links by claim id."""

    def make(text: str, *names: str, where: dict[str, Span] | None = None) -> Marks:
        return Marks(sentences=sentences_of(text), places=spans_of(text, *names), where=where or {})

    return make


__all__ = ["Claim", "casualty", "report_of", "sentences_of", "spans_of"]
