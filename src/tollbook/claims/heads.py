"""Which word of a phrase carries it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

_CUT = frozenset(
    """, ; : ( [ - – — who whom which that of for in from at with on near by to about including said
    whose where when""".split()
)
_UNITS = frozenset(
    """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million
    millions billion dozen dozens score scores tens""".split()
)
_QUANTIFIERS = frozenset(
    """several many some few no none nobody both all most mostly numerous countless half couple multiple various
    majority number another handful pair duo trio quartet quintet hundreds""".split()
)


def head_word(words: Sequence[str]) -> int:
    """The index of the word that carries a noun phrase: the last one before its first comma, bracket, preposition or
    relative pronoun ("the Syrian Observatory | for Human Rights": Observatory).
    """
    for index, word in enumerate(words):
        if index and word.lower() in _CUT and not _joins(words, index):
            return index - 1
    return len(words) - 1


def count_word(words: Sequence[str]) -> int:
    """The index of the word that carries a count: its last numeral ("at least 31": 31), else its first quantifier
    ("several"), else the head of its noun phrase ("a policeman": policeman). A number after a comma at the end is an
    age ("Mohammed Ali, 34").
    """
    ages = _ages(words)
    numerals = [index for index, word in enumerate(words) if is_numeral(word) and index not in ages]
    if [word.lower() for word in words[:2]] == ["no", "one"]:
        return 0
    if numerals:
        return numerals[-1]
    quantifiers = [index for index, word in enumerate(words) if is_quantifier(word)]
    if quantifiers:
        return quantifiers[0]
    return _head_past_ages(words)


@lru_cache(maxsize=8192)
def is_numeral(word: str) -> bool:
    """Whether a word is a number in digits or letters ("31", "1,200", "20s", "fourteen", "dozens")."""
    return word.lower() in _UNITS or _DIGITS.fullmatch(word.lower()) is not None


_DIGITS = re.compile(r"\d+(?:[.,]\d+)*(?:s|m|bn|k)?")


def is_quantifier(word: str) -> bool:
    """Whether a word tells how many without a number ("several", "no", "both")."""
    return word.lower() in _QUANTIFIERS


def _ages(words: Sequence[str]) -> set[int]:
    """Indices of numbers that tell an age: "34-year-old", "(47)", "Mohammed Ali, 34", "in her 30s"."""
    ages = set()
    for index, word in enumerate(words):
        following = [other.lower() for other in words[index + 1 : index + 3]]
        before = [other.lower() for other in words[max(0, index - 2) : index]]
        unit = following[1:2] if following[:1] == ["-"] else following[:1]
        bracketed = before[-1:] == ["("] and following[:1] in ([")"], [])
        after_comma = before[-1:] == [","] and index == len(words) - 1 and index > 1
        decade = word.endswith("s") and before[-1:] and before[-1] in {"his", "her", "their"}
        if (unit and unit[0] in _AGE_UNITS) or bracketed or after_comma or decade:
            ages.add(index)
    return ages


_AGE_UNITS = frozenset("year years yr yrs month months week weeks day days old".split())


def _head_past_ages(words: Sequence[str]) -> int:
    """The head of a noun phrase that may open with an age ("a 27-year-old man": man) or be one ("a 21-year-old")."""
    start = 0
    for index, word in enumerate(words):
        if word.lower() in {"old", "aged"} and index + 1 < len(words) and words[index - 1] == "-":
            start = index + 1
    return start + head_word(words[start:])


def _joins(words: Sequence[str], index: int) -> bool:
    """Whether the word at `index` is a hyphen inside a compound ("US-led coalition")."""
    return words[index] in {"-", "–"} and index + 1 < len(words)
