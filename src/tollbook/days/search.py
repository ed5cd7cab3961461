"""The rules of a grammar run over a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TypeVar

from tollbook.days.rule import Group

V = TypeVar("V")


def search(text: str, groups: Sequence[Group[V]]) -> list[tuple[int, int, V]]:
    """Every rule's matches with what they say, by place; of two that overlap the longer stands, then the earlier
    rule's.
    """
    found: list[tuple[int, int, V]] = []
    small = text.lower()
    for group in groups:
        if not any(words in small for words in group.needs):
            continue
        for start, end in _windows(text, group.trigger, group.before, group.after):
            for pattern, build in group.rules:
                core = "core" if "core" in pattern.groupindex else 0
                for match in pattern.finditer(text, start, end):
                    value = build(match)
                    if value is not None:
                        found.append((match.start(core), match.end(core), value))
    return longest(found)


def longest(found: Sequence[tuple[int, int, V]]) -> list[tuple[int, int, V]]:
    """Those that stand where some overlap: the longer, then the earlier in the row; by place."""
    taken: set[int] = set()
    kept: list[tuple[int, int, V]] = []
    for one in sorted(found, key=lambda one: one[0] - one[1]):
        places = range(one[0], one[1])
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(one)
    return sorted(kept, key=lambda one: one[0])


def _windows(text: str, trigger: re.Pattern[str], before: int, after: int) -> Iterator[tuple[int, int]]:
    """The stretches of `text` around a trigger, those that touch made one, none ending inside a word."""
    start = end = -1
    for found in trigger.finditer(text):
        low, high = max(0, found.start() - before), min(len(text), found.end() + after)
        if low <= end:
            end = high
            continue
        if end >= 0:
            yield start, _word_end(text, end)
        start, end = low, high
    if end >= 0:
        yield start, _word_end(text, end)


def _word_end(text: str, end: int) -> int:
    """The end of the word at `end`, looked for no farther than a word is long."""
    limit = min(len(text), end + 30)
    while end < limit and text[end].isalnum():
        end += 1
    return end
