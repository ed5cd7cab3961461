"""A report cut into its passages: the sentences of its body, with what of each is quoted."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from tollbook.model import SILENT, Report
from tollbook.reading.layout import Stretch, paragraphs, trimmed
from tollbook.reading.origins.quotations import Quotation, quotations

SHORTEST = 5
"""Words of a passage that is compared: fewer ("He did not elaborate.") are the same in texts that share nothing."""

FEW_NAMES = 2
"""Names and figures that may change in standing text ("activate your ... profile"); a sentence with more is news."""

_OWN_KINDS = SILENT | {"title", "dateline"}
"""Blocks that an outlet makes itself, or that every text of its kind has: they tell nothing of descent."""
_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*")
_STOP = re.compile(r"(?:\.{3}|[.!?…])[\"'”’)\]]{0,3}(?=\s)\s*")
_ABBREVIATED = re.compile(
    r"(?:^|[\s(.])(?:[A-Za-z]|Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Sgt|Brig|Adm|Gov|Sen|Rep|Rev|Hon|St|Mt|No|Jr|Sr|vs"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.$"
)
_NUMBERS = {
    word: str(number)
    for number, word in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())
}


class Word(NamedTuple):
    """A word of a text, folded (small letters, no accents, number words as digits); `telling` where it
    is a name or a figure, by which two sentences of one pattern tell of different things.
    """

    folded: str
    telling: bool


class Passage(NamedTuple):
    """A sentence `text[start:end]` of paragraph number `paragraph`; `key` its folded words with a space between.

    `pattern` is its key without the few names and figures in it, by which standing text is known.
    `own` are its words outside quotations, `size` all of them. One that is mostly quoted has no words of its own: what
    is left ("Dara Example said on Monday") is the way to quote.
    """

    start: int
    end: int
    paragraph: int
    key: str
    pattern: str
    own: int
    size: int


class Passages(NamedTuple):
    """The passages of one report, in order, and its quotations."""

    passages: tuple[Passage, ...]
    quotations: tuple[Quotation, ...]


def passages_of(report: Report) -> Passages:
    """Cut a report into its passages. What is no text of a dispatch (titles, datelines, furniture) is in none."""
    quoted = tuple(quotations(report.text))
    found = []
    for number, paragraph in enumerate(paragraphs(report.text)):
        for stretch in _outside(report, paragraph):
            for sentence in _sentences(report.text, stretch):
                passage = _passage(report.text, sentence, number, quoted)
                if passage.size >= SHORTEST:
                    found.append(passage)
    return Passages(tuple(found), quoted)


def words_of(text: str, start: int, end: int) -> tuple[Word, ...]:
    """The words of `text[start:end]`. The first is telling by its figures alone: every sentence begins large."""
    found: list[Word] = []
    for match in _WORD.finditer(text, start, end):
        word = match[0]
        folded = fold(word)
        telling = folded[0].isdigit() or (bool(found) and word[0].isupper())
        found.append(Word(folded, telling))
    return tuple(found)


@lru_cache(maxsize=1 << 12)  # a passage is compared with those of several reports
def words_in(passage: str) -> tuple[Word, ...]:
    """The words of a passage."""
    return words_of(passage, 0, len(passage))


@lru_cache(maxsize=1 << 16)  # words come back: half of the time of cutting up a report otherwise
def fold(word: str) -> str:
    """A word in small letters, without accents and with straight apostrophes; small numbers as digits."""
    if not word.isascii():
        decomposed = unicodedata.normalize("NFKD", word.replace("’", "'"))
        word = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    small = word.lower()
    return _NUMBERS.get(small, small)


def _outside(report: Report, paragraph: Stretch) -> Iterator[Stretch]:
    """What of a paragraph lies in no block that is left out."""
    start = paragraph.start
    for block in report.blocks:
        if block.kind not in _OWN_KINDS or block.end <= start or block.start >= paragraph.end:
            continue
        yield from trimmed(report.text, start, block.start)
        start = block.end
    yield from trimmed(report.text, start, paragraph.end)


def _sentences(text: str, within: Stretch) -> Iterator[Stretch]:
    start = within.start
    for stop in _STOP.finditer(text, within.start, within.end):
        if _ABBREVIATED.search(text, max(start, stop.start() - 6), stop.start() + 1):
            continue
        yield Stretch(start, stop.start() + len(stop[0].rstrip()))
        start = stop.end()
    yield from trimmed(text, start, within.end)


def _passage(text: str, sentence: Stretch, paragraph: int, quoted: tuple[Quotation, ...]) -> Passage:
    words = [
        (fold(match[0]), match.start(), match[0][0]) for match in _WORD.finditer(text, sentence.start, sentence.end)
    ]
    starts = [quotation.start for quotation in quoted]
    own = sum(not _lies_in(start, starts, quoted) for _, start, _ in words) if quoted else len(words)
    key = " ".join(folded for folded, _, _ in words)
    plain = [
        folded
        for number, (folded, _, first) in enumerate(words)
        if not (folded[0].isdigit() or (number and first.isupper()))
    ]
    return Passage(
        start=sentence.start,
        end=sentence.end,
        paragraph=paragraph,
        key=key,
        pattern=" ".join(plain) if len(words) - len(plain) <= FEW_NAMES else key,
        own=own if 2 * own > len(words) else 0,
        size=len(words),
    )


def _lies_in(position: int, starts: list[int], quoted: tuple[Quotation, ...]) -> bool:
    number = bisect_right(starts, position) - 1
    return number >= 0 and position < quoted[number].end
