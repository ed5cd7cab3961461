"""Who is who among people of whom reports tell one by one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal, TypeAlias

import msgspec

from tollbook.incidents.figures import is_named_again, is_remainder, side_by_side
from tollbook.model import Casualty
from tollbook.model.person import Person, person_of

Relation: TypeAlias = Literal["same", "other", "open"]
"""Whether two are one person, by their words: they are, they are not, or the words leave it open."""

_FURTHER = re.compile(r"\b(?:second|third|fourth|fifth|other|another|additional)\b", re.I)
_ALSO = re.compile(r"\balso\b", re.I)
_BEFORE, _BEHIND = 24, 8
"""How many characters before and behind the words for a person may tell the age."""


def is_one(claim: Casualty) -> bool:
    """Whether a claim is of one person."""
    return claim.count.value == 1 and claim.count.bound == "exact"


def is_likely(claim: Casualty) -> bool:
    """Whether a claim is likelier right than wrong."""
    return claim.confidence >= _EVEN


_EVEN = 0.5


def relation(a: Casualty, b: Casualty) -> Relation:
    """Whether two claims of one person each are of the same one."""
    first, second = sorted((a, b), key=lambda claim: claim.count.start)
    if side_by_side(first, second):
        return "other"
    if is_named_again(first, second):
        return "same"
    one, two = described(first), described(second)
    if one.apart(two):
        return "other"
    if set(one.names) & set(two.names):
        return "same"
    one_sentence = first.evidence.start == second.evidence.start
    if _is_further(second) or (one_sentence and not (one.pronoun or two.pronoun)):
        return "other"
    return "same" if one.alike(two) else "open"


def distinct(claims: Iterable[Casualty]) -> list[list[Casualty]]:
    """Claims of one person each, by person: as few people as their words allow."""
    people: list[list[Casualty]] = []
    for claim in claims:
        fitting = [
            (sum(found == "same" for found in relations), -rank)
            for rank, members in enumerate(people)
            if "other" not in (relations := [relation(member, claim) for member in members])
        ]
        if fitting:
            people[-max(fitting)[1]].append(claim)
        else:
            people.append([claim])
    return people


def in_one_class(claims: Sequence[Casualty]) -> list[Casualty]:
    """The claims, those of one and the same person in one class: that of the first, and of a name the one that other
    words for the only person told of settle.
    """
    settled: list[Casualty] = []
    effects = {claim.effect for claim in claims}
    alone = {effect for effect in effects if _is_alone([claim for claim in claims if claim.effect == effect])}
    for claim in claims:
        known = next((other for other in settled if _is_known(other, claim, alone=claim.effect in alone)), None)
        if known is not None and known.victims.victim_class != claim.victims.victim_class:
            victims = msgspec.structs.replace(claim.victims, victim_class=known.victims.victim_class)
            claim = msgspec.structs.replace(claim, victims=victims)
        settled.append(claim)
    return settled


def _is_alone(claims: Sequence[Casualty]) -> bool:
    """Whether they tell of one person only."""
    return all(is_one(claim) for claim in claims) and len(distinct(claims)) == 1


def _is_known(one: Casualty, two: Casualty, *, alone: bool) -> bool:
    if not is_one(one) or not is_one(two) or one.effect != two.effect:
        return False
    bare = alone and not (described(one).nouns and described(two).nouns)
    return bare or relation(one, two) == "same"


def described(claim: Casualty) -> Person:
    """What a claim's words say of the one person that it counts."""
    text, at = claim.evidence.text, claim.evidence.start
    words = claim.count.text
    start, end = claim.count.start - at, claim.count.end - at
    if claim.victims.text is not None and claim.victims.start is not None and claim.victims.end is not None:
        words = max(words, claim.victims.text, key=len)
        start, end = min(start, claim.victims.start - at), max(end, claim.victims.end - at)
    return person_of(words, text[max(0, start - _BEFORE) : max(0, start)], text[max(0, end) : max(0, end) + _BEHIND])


def is_set_apart(claim: Casualty) -> bool:
    """Whether the words of a claim or of its sentence say that there is somebody else ("was also hit")."""
    return _is_further(claim) or _ALSO.search(claim.evidence.text) is not None


def _is_further(claim: Casualty) -> bool:
    """Whether the words set one person beside those told of before."""
    return is_remainder(claim) or _FURTHER.search(f"{claim.count.text} {claim.victims.text or ''}") is not None
