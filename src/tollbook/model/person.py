"""One person as words describe him or her: a name, an age, "the boy"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

_WORDS = {
    "male": """man boy father dad husband son brother grandfather uncle nephew boyfriend he him his himself male
            gentleman policeman""",
    "female": """woman girl mother mom wife daughter sister grandmother aunt niece girlfriend she her herself female
              lady policewoman""",
    "child": "child boy girl baby infant toddler newborn kid pupil schoolboy schoolgirl",
    "grown": """man woman adult mother mom father dad husband wife grandmother grandfather aunt uncle boyfriend
             girlfriend officer deputy policeman policewoman soldier agent sheriff trooper sergeant""",
    "officer": "officer deputy policeman policewoman agent sheriff trooper sergeant constable",
    "doer": "suspect gunman shooter attacker assailant robber intruder perpetrator",
}
_KINDS: dict[str, frozenset[str]] = {}
for _kind, _words in _WORDS.items():
    for _word in _words.split():
        _KINDS[_word] = _KINDS.get(_word, frozenset()) | {_kind}
_APART = (("male", "female"), ("child", "grown"), ("officer", "doer"), ("officer", "child"))
"""Kinds of people of which nobody is both."""
_PRONOUNS = frozenset("he she him his her hers himself herself who whom".split())
_NO_NAMES = frozenset(
    """a an the his her their my one police teen teenager victim student pupil resident people person another two
    three four five dead injured jr sr iii ii driver neighbor neighbour chief lt sgt cpl mr mrs ms dr capt juvenile
    hunter member instructor worker employee bystander guard customer clerk owner neighbor self sibling""".split()
)
_NO_NOUNS = frozenset("one old other another victim person people others".split())
_YEARS = re.compile(r"\b(\d{1,2})[- ](?:year|yr)s?\b", re.I)
_YEARS_BEFORE = re.compile(r"\b(\d{1,2})[- ]years?[- ]old\s+$", re.I)
_YEARS_BEHIND = re.compile(r"^,\s(\d{1,2})\b(?![-/:])")
_GROWN_FROM, _CHILD_TO = 18, 12
_TOKEN = re.compile(r"[A-Za-z][\w'’-]*")


class Person(NamedTuple):
    """What the words for one person say: names, nouns, the kinds of people that these are of, the age in years, and
    whether they are but a pronoun.
    """

    names: tuple[str, ...]
    nouns: frozenset[str]
    kinds: frozenset[str]
    age: int | None
    pronoun: bool

    def apart(self, other: Person) -> bool:
        """Whether nobody can be both, by kind, age or name."""
        if any((a in self.kinds and b in other.kinds) or (b in self.kinds and a in other.kinds) for a, b in _APART):
            return True
        if self.age is not None and other.age is not None and abs(self.age - other.age) > 1:
            return True
        return bool(self.names and other.names) and not _one_name(self.names, other.names)

    def alike(self, other: Person) -> bool:
        """Whether the two, where nothing sets them apart, are of one name, or of one noun and age."""
        if self.apart(other):
            return False
        if self.names and other.names:
            return bool(set(self.names) & set(other.names))
        return bool(self.nouns & other.nouns) and (self.age == other.age or None in (self.age, other.age))


@lru_cache(maxsize=4096)
def person_of(words: str, before: str = "", behind: str = "") -> Person:
    """What the words for one person, and those right before and behind them, say."""
    tokens = _TOKEN.findall(words)
    lower = [token.lower().removesuffix("'s").removesuffix("’s") for token in tokens]
    told = lower if len(lower) == 1 else [token for token in lower if token not in _PRONOUNS]  # "her father"
    nouns = {token for token in told if token in _KINDS}
    kinds = {kind for noun in nouns for kind in _KINDS[noun]}
    if lower and tokens[-1].islower() and lower[-1] not in _NO_NOUNS:
        nouns.add(lower[-1])
    age = _YEARS.search(words) or _YEARS_BEFORE.search(before) or _YEARS_BEHIND.search(behind)
    years = None if age is None else int(age.group(1))
    if years is not None and (years >= _GROWN_FROM or years <= _CHILD_TO):
        kinds.add("grown" if years >= _GROWN_FROM else "child")
    named = (
        bool(tokens)
        and tokens[-1][:1].isupper()
        and lower[-1] not in _KINDS
        and lower[-1] not in _NO_NAMES - {"jr", "sr", "iii", "ii"}
    )
    names = tuple(
        token
        for token, low in zip(tokens, lower, strict=True)
        if named and token[:1].isupper() and low not in _KINDS and low not in _NO_NAMES and len(token) > 1
    )
    pronoun = bool(lower) and lower[-1] in _PRONOUNS
    return Person(names, frozenset(nouns), frozenset(kinds), years, pronoun)


def _one_name(one: Sequence[str], two: Sequence[str]) -> bool:
    """Whether two names may be one: the shorter stands in the longer, or both begin and end alike. A single word may be
    no name at all ("Juvenile dies").
    """
    short, long = sorted((one, two), key=len)
    if len(short) == 1:
        return True
    return set(short) <= set(long) or (short[0] == long[0] and short[-1] == long[-1])
