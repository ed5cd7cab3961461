"""Words of an account as numbers: hashed, and weighed by how rare they are in news."""

from __future__ import annotations

import importlib.resources
import re
import zlib
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise

from tollbook.errors import ResourceError

BUCKETS = 1 << 18
"""Cells of the table of rareness; words share a cell by chance, the commonest of them then speaking for it."""

SCALE = 20
"""The table holds natural logarithms times this, as bytes."""

_TABLE = "rareness.bin"

_LAST_YEAR = 2019
"""The last year of which the table counts many reports. Later ones would be rare words, that every report of such a
year has in common with every other.
"""

_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:[.,:]\d+)*")
_POSSESSIVE = re.compile(r"['’]s?$")
_SENTENCE = re.compile(r"[^.!?\n]+[.!?\n]?")
_AGE = re.compile(
    r"\b(\d{1,2})[- ]years?[- ]olds?\b|\b(?:aged?|ages)\s+(\d{1,2})\b|(?<=[a-z]), (\d{1,2})(?:,| and\b|\.)", re.I
)
_PARTICLES = frozenset("al el de la bin ibn abu del van von".split())
_LONGEST_NAME = 4
"""Words of a name, at most: what is longer is a headline in capitals."""


@lru_cache(maxsize=1 << 15)  # most words come back
def hashed(word: str) -> int:
    """A word's number, of 32 bits: the same on every machine."""
    return zlib.crc32(word.encode("utf-8"))


def rareness(number: int) -> float:
    """How rare the word of that number is: the logarithm of how many reports there are to one that has it."""
    return _table()[number & (BUCKETS - 1)] / SCALE


def tokens(text: str) -> Iterator[str]:
    """The words of a text in small letters, without the 's of a genitive."""
    for found in _TOKEN.findall(text):
        word = found.lower()
        if "'" in word or "’" in word:
            word = _POSSESSIVE.sub("", word)
        if len(word) > 1:
            yield word


def names(text: str) -> Iterator[str]:
    """Pairs of neighbouring words within names ("abu bakr", "bakr naji", "edwards street"), in small letters.

    A name is a run of at most four words in capital letters; particles ("al", "bin") are passed over. Single words are
    left to `tokens`: at the beginning of a sentence they tell nothing.
    """
    for sentence in _SENTENCE.findall(text):
        run: list[str] = []
        last_end = 0
        for found in _TOKEN.finditer(sentence):
            word = found[0]
            if not run and not word[0].isupper():
                continue  # a run begins with a capital
            if "'" in word or "’" in word:
                word = _POSSESSIVE.sub("", word)
            between = sentence[last_end : found.start()]
            if word.lower() in _PARTICLES and run and between.strip() in ("", "-"):
                last_end = found.end()
                continue
            named = len(word) > 1 and word[0].isupper()
            if run and (not named or between.strip(" -.'’") != ""):
                yield from _pairs(run)
                run = []
            if named:
                run.append(word.lower())
            last_end = found.end()
        yield from _pairs(run)


def ages(text: str) -> Iterator[int]:
    """The ages, in years, that a text gives: "15-year-old", "aged 41", "Amina Yusuf, 33,"."""
    for found in _AGE.finditer(text):
        yield int(next(group for group in found.groups() if group))


def _pairs(run: list[str]) -> Iterator[str]:
    if 2 <= len(run) <= _LONGEST_NAME:
        for first, second in pairwise(run):
            yield f"{first} {second}"


@cache
def _table() -> bytes:
    part = importlib.resources.files("tollbook.incidents.across") / "data" / _TABLE
    try:
        table = zlib.decompress(part.read_bytes())
    except (OSError, zlib.error) as failure:
        raise ResourceError(f"{_TABLE} is missing from the installation or broken: install tollbook anew.") from failure
    if len(table) != BUCKETS:
        raise ResourceError(f"{_TABLE} has {len(table)} cells and not {BUCKETS}: install tollbook anew.")
    return _with_years_to_come(table)


def _with_years_to_come(table: bytes) -> bytes:
    """The table with the years after those of the reports that it was counted in, each as rare as the last of them: in
    the news of a year nearly every report names it.
    """
    known = bytearray(table)
    for year in range(_LAST_YEAR + 1, 2101):
        cell = hashed(str(year)) & (BUCKETS - 1)
        known[cell] = min(known[cell], known[hashed(str(_LAST_YEAR)) & (BUCKETS - 1)])
    return bytes(known)
