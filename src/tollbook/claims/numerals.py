"""Numbers as they are written: "1,200", "twenty-three", "1.2 million", "half a dozen", "two and a half thousand".

A number is a run of words that `number_around` finds and `value_of` reads; hedges and quantifiers are `figures`'.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tollbook.claims.heads import is_numeral

_UNITS = {
    word: value
    for value, word in enumerate(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
        seventeen eighteen nineteen""".split()
    )
}
_TENS = {
    word: 20 + 10 * index
    for index, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split())
} | {"fourty": 40}  # fmt: skip
_SCALES = {
    "dozen": 12, "score": 20, "hundred": 100, "thousand": 1_000, "lakh": 100_000, "million": 1_000_000,
    "crore": 10_000_000, "billion": 1_000_000_000,
}  # fmt: skip
_PARTS = {"half": 0.5, "quarter": 0.25, "quarters": 0.25}
_MULTIPLIERS = tuple(
    tuple(words.split())
    for words in """three quarters of a|a quarter of a|quarter of a|half of a|half a|half -|half|a couple of|couple of
    |a few|few|several|many|a|an""".split("|")
)
"""Words before a scale that belong to its number ("half a | dozen"), the longer before the shorter."""
_SUFFIXES = {"k": 1_000, "m": 1_000_000, "bn": 1_000_000_000}
_VAGUE_TAILS = frozenset("dozens scores hundreds thousands millions".split())


def value_of(words: Sequence[str]) -> int | None:
    """The number that lower-case number words name ("one hundred and twenty-three": 123, "1.2 million": 1,200,000,
    "two dozen": 24, "two and a half thousand": 2,500); None for "dozens", "tens of thousands", "1.5" and the like.
    """
    total, current, seen, scale = 0.0, 0.0, False, 1
    for word in words:
        if word in {"and", "-", "a", "an", "of"}:
            continue
        if word == "000" and 0 < current < 1_000:
            current *= 1_000
            continue
        digits = re.fullmatch(r"(\d+(?:,\d+)*(?:\.\d+)*)(k|m|bn)?", word)
        if digits:
            plain = _plain(digits.group(1))
            if plain is None:
                return None
            current += plain * _SUFFIXES.get(digits.group(2) or "", 1)
        elif word in _UNITS or word in _TENS:
            current += _UNITS.get(word, 0) + _TENS.get(word, 0)
        elif word in _SCALES:
            current = (current or 1) * _SCALES[word]
            if _SCALES[word] >= 1_000:
                total, current, scale = total + current, 0.0, _SCALES[word]
        elif word == "quarters":
            current *= _PARTS[word]
        elif word in _PARTS:
            current += _PARTS[word] * (1 if current else scale)  # "a million and a half"
        else:
            return None
        seen = True
    number = round(total + current, 3)  # 1.1 million is no whole number in binary
    return int(number) if seen and number.is_integer() else None


def is_number(word: str) -> bool:
    """Whether a lower-case word is a number or part of one."""
    return is_numeral(word) or word in _SCALES or word in _TENS


def number_around(lower: Sequence[str], index: int) -> tuple[int, int]:
    """The longest run of number words around `index`, empty where there is none."""
    if not is_number(lower[index]):
        return index, index
    first, last = index, index + 1
    while first > 0 and _continues(lower, first - 1, first):
        first -= 1
    while last < len(lower) and _continues(lower, last, last - 1):
        last += 1
    while lower[first] in {"and", "-", "of"}:
        first += 1
    if lower[index] == "000" and first and re.fullmatch(r"[1-9]\d{0,2}", lower[first - 1]):
        first -= 1  # "1 000"
    while lower[last - 1] in {"and", "-", "of"}:
        last -= 1
    first = _multiplied(lower, first)
    if list(lower[last : last + 3]) == ["and", "a", "half"]:
        if lower[last - 1] in _SCALES:
            return first, last + 3  # "a million and a half"
        if last + 3 < len(lower) and lower[last + 3] in _SCALES:
            return first, last + 4  # "two and a half | million"
    return first, last


def _plain(digits: str) -> float | None:
    """Digits with separators: "1,200", "1.2", and the Continental "1.200"."""
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", digits):
        return float(digits.replace(".", ""))
    if digits.count(".") > 1 or len(digits) > 15:
        return None
    return float(digits.replace(",", ""))


def _multiplied(lower: Sequence[str], first: int) -> int:
    """Where a number begins whose scale stands at `first`: "half a | dozen", "two and a half | million"."""
    if lower[first] not in _SCALES:
        return first
    for words in _MULTIPLIERS:
        begin = first - len(words)
        if begin >= 0 and tuple(lower[begin:first]) == words:
            mixed = words == ("half",) and begin > 2 and list(lower[begin - 2 : begin]) == ["and", "a"]
            return number_around(lower, begin - 3)[0] if mixed and is_number(lower[begin - 3]) else begin
    return first


def _continues(lower: Sequence[str], position: int, neighbour: int) -> bool:
    """Whether the word at `position` goes on with the number at its neighbour's side."""
    word = lower[position]
    left, right = (word, lower[neighbour]) if position < neighbour else (lower[neighbour], word)
    if word in {"-", "and", "of"}:
        other = 2 * position - neighbour
        if not 0 <= other < len(lower) or not is_number(lower[other]):
            return False
        before, after = (lower[other], lower[neighbour]) if other < neighbour else (lower[neighbour], lower[other])
        if word == "-":
            return before in _TENS and after in _UNITS and _UNITS[after] < 10
        if word == "of":
            return (before == "tens" and after in _VAGUE_TAILS) or (before in _VAGUE_TAILS and after in _VAGUE_TAILS)
        return before in _SCALES and before != "dozen" and after not in _SCALES and not after[0].isdigit()
    if not is_number(word):
        return False
    if left in {"-", "and", "of"} or right in {"-", "and", "of"}:
        return True  # the joint was judged above
    if right in _SCALES:
        return left not in _VAGUE_TAILS
    return (left in _TENS and right in _UNITS and _UNITS[right] < 10) or left in {"hundred", "thousand"}
