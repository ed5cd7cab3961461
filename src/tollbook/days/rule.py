"""What a rule of the grammar is, and the parts that all rules share."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Generic, TypeAlias, TypeVar

import msgspec

V = TypeVar("V")
"""What the rules of a group build."""
Build: TypeAlias = Callable[[re.Match[str]], V | None]


class Group(msgspec.Struct, Generic[V], frozen=True):
    """Rules that share a trigger: they are tried only from `before` characters before it to `after` behind it, and only
    in a text that holds one of `needs`, which is looked for in small letters.
    """

    trigger: re.Pattern[str]
    before: int
    after: int
    rules: tuple[tuple[re.Pattern[str], Build[V]], ...]
    needs: tuple[str, ...] = ("",)


def group(
    trigger: str,
    before: int,
    after: int,
    *rules: tuple[str, Build[V]],
    needs: tuple[str, ...] = ("",),
) -> Group[V]:
    """A rule's extent is its group `core` where it has one. Of two rules for one extent the earlier stands."""
    return Group(
        re.compile(trigger, re.IGNORECASE),
        before,
        after,
        tuple((re.compile(rf"(?<![\w.,]){pattern}(?!\w)", re.IGNORECASE), build) for pattern, build in rules),
        needs,
    )


def opening(words: str) -> str:
    """A trigger for words that begin so, given with `|` between them. The set of their first letters comes first: a
    search skips to these far faster than it tries one word after the other.
    """
    rests: dict[str, list[str]] = {}
    for word in words.split("|"):
        rests.setdefault(word[0], []).append(word[1:])
    first = "".join(rests)
    branches = "|".join(f"(?<={letter})(?:{'|'.join(ends)})" for letter, ends in rests.items())
    return rf"(?-i:[{first}{first.upper()}])(?<!\w.)(?:{branches})"


_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
).split()
_NUMBERS = (
    {"a": 1, "an": 1, "couple of": 2, "a couple of": 2}
    | {word: value for value, word in enumerate(_WORDS, 1)}
    | {"thirty": 30, "forty": 40, "fifty": 50}
)
NUMBER = rf"(?:[0-9]{{1,3}}|an?|thirty|forty|fifty|{'|'.join(reversed(_WORDS))}|(?:a\s)?couple\sof)"
"""A number as day words have it, in figures or in letters."""


def number(words: str) -> int:
    """The value of what `NUMBER` matches."""
    words = " ".join(words.lower().split())
    return int(words) if words.isdecimal() else _NUMBERS[words]
