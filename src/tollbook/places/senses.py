"""What a place name may mean: its candidates in the gazetteer, scored before the report is asked."""

from __future__ import annotations

import math
from typing import NamedTuple

from tollbook.places.gazetteer import (
    COUNTRY,
    DISTRICT,
    NEIGHBOURHOOD,
    PROVINCE,
    REGION,
    SETTLEMENT,
    SITE,
    Gazetteer,
    Lead,
)
from tollbook.places.mentions import Mention
from tollbook.places.names import TypeWord
from tollbook.places.weights import WEIGHTS

Signs = dict[str, float]
"""What holds for a candidate, and how much of it."""

_KIND = {
    COUNTRY: "a country", REGION: "a region", PROVINCE: "a province", DISTRICT: "a district",
    SETTLEMENT: "a settlement", NEIGHBOURHOOD: "a neighbourhood", SITE: "a site",
}  # fmt: skip
_CALLED: dict[TypeWord, tuple[frozenset[int], frozenset[int]]] = {
    "country": (frozenset({COUNTRY}), frozenset()),
    "province": (frozenset({PROVINCE, REGION}), frozenset({DISTRICT})),
    "district": (frozenset({DISTRICT}), frozenset({PROVINCE, SETTLEMENT, REGION, NEIGHBOURHOOD})),
    "settlement": (frozenset({SETTLEMENT}), frozenset({NEIGHBOURHOOD, DISTRICT})),
    "neighbourhood": (frozenset({NEIGHBOURHOOD}), frozenset({SETTLEMENT})),
    "site": (frozenset({SITE}), frozenset({SETTLEMENT, NEIGHBOURHOOD})),
}
"""The kinds of place that a type word means, and those that it is also used of."""
_GOOD, _CLEAR = 1.0, 2.0
"""By how much a candidate must be likelier than that the place is unknown for no other part of the words, and for no
other spelling, to be tried.
"""
_LEAST_LIKE = 0.78
_KEPT = 48


class Sense(NamedTuple):
    """A candidate for a name: the place, what the name says for it with the weights' sum, how the name fits (1.0 in
    full, or but for the usual freedom of transliteration), and whether the name is that of a people.
    """

    place: int
    signs: Signs
    score: float
    fit: float
    demonym: bool


def senses_of(mention: Mention, gazetteer: Gazetteer, *, placed: bool) -> list[Sense]:
    """The senses of a name, best first. Variant spellings are tried only where no good exact one is known and the
    words show that a place is meant (`placed`).
    """
    best: dict[int, Sense] = {}
    unknown = WEIGHTS["unknown"]
    for rank, key in enumerate(mention.keys):
        for lead in gazetteer.named(key):
            _keep(best, lead, mention, rank, gazetteer)
        if best and max(sense.score for sense in best.values()) >= unknown + _GOOD:
            break
    if placed and not mention.site and max((s.score for s in best.values()), default=unknown) < unknown + _CLEAR:
        for key in mention.keys:
            for lead in gazetteer.spelt_like(key, _least_like(key)):
                _keep(best, lead, mention, 0, gazetteer)
    return sorted(best.values(), key=lambda sense: (-sense.score, sense.place))[:_KEPT]


def weigh(signs: Signs) -> float:
    """The sum of the weights of what holds."""
    return sum(WEIGHTS[name] * value for name, value in signs.items())


def _least_like(key: str) -> float:
    """Short names must agree more: one letter of four is another name, one of nine a slip."""
    return _LEAST_LIKE if len(key) > 7 else 0.82 if len(key) > 5 else 0.99


def _keep(best: dict[int, Sense], lead: Lead, mention: Mention, rank: int, gazetteer: Gazetteer) -> None:
    kind = gazetteer.kind[lead.place]
    if (mention.site and kind < SETTLEMENT) or (lead.fit < 1.0 and kind < PROVINCE):
        return
    signs = _signs(lead, mention, rank, gazetteer)
    score = weigh(signs)
    held = best.get(lead.place)
    if held is None or held.score < score:
        best[lead.place] = Sense(lead.place, signs, score, lead.fit, lead.demonym)


def _signs(lead: Lead, mention: Mention, rank: int, gazetteer: Gazetteer) -> Signs:
    """What the name alone says for a place."""
    kind = gazetteer.kind[lead.place]
    signs = {_KIND[kind]: 1.0}
    people = 2 ** (gazetteer.size[lead.place] / 8)
    if kind == SETTLEMENT:
        signs["people of a settlement"] = math.log10(people + 40)
        if lead.place == gazetteer.capital(gazetteer.country[lead.place]):
            signs["a capital"] = 1.0
    elif kind > SETTLEMENT:
        signs["people of a smaller place"] = math.log10(people + 1)
    elif kind == COUNTRY:
        signs["people of a country"] = math.log10(people + 1) - _USUAL_COUNTRY
    if not lead.proper:
        signs["one of its other names"] = 1.0
    if lead.demonym:
        signs["a people"] = 1.0
    if rank:
        signs["a part of the words"] = rank
    if lead.fit < _SAME_SOUND:
        signs["another spelling"], signs["letters unlike"] = 1.0, 1 - lead.fit
    if mention.type is not None:
        meant, near = _CALLED[mention.type]
        called = "called so" if kind in meant else "called something near" if kind in near else "called something else"
        signs[called] = 1.0
    return signs


_SAME_SOUND = 0.98
"""Spellings so alike differ by the usual freedom of transliteration alone ("Basra", "Basrah")."""
_USUAL_COUNTRY = 7.0
"""Ten million people, as a power of ten."""
