"""Stretches of a text and what they are: overlapping findings laid out as ordered blocks that do not overlap."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple, get_args

from tollbook.model import Block, BlockKind

KINDS: tuple[BlockKind, ...] = get_args(BlockKind)

_BREAK = re.compile(r"\n[^\S\n]*\n\s*")


class Stretch(NamedTuple):
    """A line or a paragraph: `text[start:end]`, without the white space around it."""

    start: int
    end: int


def paragraphs(text: str) -> Iterator[Stretch]:
    """The paragraphs of `text`: what blank lines separate."""
    start = 0
    for gap in _BREAK.finditer(text):
        yield from trimmed(text, start, gap.start())
        start = gap.end()
    yield from trimmed(text, start, len(text))


def lines(text: str, within: Stretch) -> Iterator[Stretch]:
    """The lines of one paragraph."""
    start = within.start
    while start < within.end:
        stop = text.find("\n", start, within.end)
        stop = within.end if stop < 0 else stop
        yield from trimmed(text, start, stop)
        start = stop + 1


def trimmed(text: str, start: int, end: int) -> Iterator[Stretch]:
    """The stretch without the white space at its ends; none where it holds nothing else."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Stretch(start, end)


def lay(text: str, findings: Iterable[Block], over: Iterable[Block] = ()) -> tuple[Block, ...]:
    """Lay `findings` over one another and over the blocks `over`, the first finding winning wherever two meet.

    The white space at a block's ends is left out of it, and a stretch of nothing else is none.
    """
    paint = bytearray(len(text))
    for block in [*over, *reversed(list(findings))]:
        start, end = max(0, block.start), min(len(text), block.end)
        if start < end:
            paint[start:end] = bytes([KINDS.index(block.kind) + 1]) * (end - start)
    return tuple(_blocks(text, bytes(paint), {block.start for block in over}))


def covered(text: str, findings: Iterable[Block]) -> Callable[[Stretch], bool]:
    """A test of whether `findings` leave nothing of a stretch but white space."""
    paint = bytearray(len(text))
    for block in findings:
        paint[block.start : block.end] = b"\x01" * (block.end - block.start)

    def is_covered(stretch: Stretch) -> bool:
        bare = paint.find(0, stretch.start, stretch.end)
        while bare >= 0 and text[bare].isspace():
            bare = paint.find(0, bare + 1, stretch.end)
        return bare < 0

    return is_covered


def _blocks(text: str, paint: bytes, seams: set[int]) -> Iterator[Block]:
    """Runs of one colour, cut at `seams` so that neighbouring blocks of one kind stay two."""
    cuts = sorted({0, len(paint), *seams, *(run.start() for run in re.finditer(rb"(?s)(.)\1*", paint))})
    for start, end in pairwise(cuts):
        if not paint[start]:
            continue
        for stretch in trimmed(text, start, end):
            yield Block(kind=KINDS[paint[start] - 1], start=stretch.start, end=stretch.end)
