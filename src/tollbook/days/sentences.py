"""Sentences as this stage needs them: also where a text knows no capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tollbook.model import Span

_STOP = re.compile(r"(?<=[a-z0-9)\"”’'][.!?])\s+(?=[\"“‘'a-z0-9])")
_LONG = 300
"""Characters from which on a sentence with a small letter after a full stop is several."""


def small_sentences(text: str, sentences: Sequence[Span]) -> list[Span]:
    """The sentences of a text, those written in small letters cut at their full stops; else the whole text."""
    return [part for sentence in sentences for part in _parts(text, sentence)] or [Span.of(text, 0, len(text))]


def _parts(text: str, sentence: Span) -> Iterator[Span]:
    start = sentence.start
    if sentence.end - sentence.start >= _LONG:
        for stop in _STOP.finditer(text, sentence.start, sentence.end):
            yield Span.of(text, start, stop.start())
            start = stop.end()
    yield Span.of(text, start, sentence.end)
