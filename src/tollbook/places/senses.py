"""What a place name may mean: its candidates in the gazetteer, scored before the report is asked."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import NamedTuple

from tollbook.model import Span, kilometres
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
from tollbook.places.names import TypeWord, without_type
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
_GOOD, _CLEAR = -0.5, 0.8
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


def senses_of(mention: Mention, gazetteer: Gazetteer, *, placed: bool) -> Sequence[Sense]:
    """The senses of a name, best first. Variant spellings are tried only where no good exact one is known and the
    words show that a place is meant (`placed`).
    """
    return _senses(mention.keys, mention.type, mention.site, bool(mention.within), placed, gazetteer)


@lru_cache(maxsize=4096)
def _senses(
    keys: tuple[str, ...], called: TypeWord | None, site: bool, within: bool, placed: bool, gazetteer: Gazetteer
) -> tuple[Sense, ...]:
    """What `senses_of` gives: the names of a conflict come back in report after report."""
    mention = Mention(
        span=Span(text="", start=0, end=0), keys=keys, type=called, site=site, within=("",) if within else ()
    )
    best: dict[int, Sense] = {}
    unknown = WEIGHTS["unknown"]
    for key in mention.keys:
        for lead in gazetteer.named(key):
            _keep(best, lead, mention, key, gazetteer)
        if best and max(sense.score for sense in best.values()) >= unknown + _GOOD:
            break
    if placed and not mention.site and max((s.score for s in best.values()), default=unknown) < unknown + _CLEAR:
        key = min(mention.keys, key=len, default="")  # the name without what stands around it
        for lead in gazetteer.spelt_like(key, _least_like(key)):
            _keep(best, lead, mention, key, gazetteer)
    found = [
        _beside_its_town(sense, best.values(), gazetteer) for sense in _as_called(best.values(), mention, gazetteer)
    ]
    return tuple(sorted(found, key=lambda sense: (-sense.score, sense.place))[:_KEPT])


def weigh(signs: Signs) -> float:
    """The sum of the weights of what holds."""
    return sum(WEIGHTS[name] * value for name, value in signs.items())


def _as_called(senses: Collection[Sense], mention: Mention, gazetteer: Gazetteer) -> list[Sense]:
    """The senses without those that the type word tells from a namesake beside them: "the town of Ariha" is not the
    district of Ariha, and "Borno state" no town in it.
    """
    if mention.type not in ("province", "district", "settlement"):
        return list(senses)
    meant, _ = _CALLED[mention.type]
    named = [sense.place for sense in senses if gazetteer.kind[sense.place] in meant]
    return [
        sense
        for sense in senses
        if gazetteer.kind[sense.place] in meant or not any(_beside(sense.place, place, gazetteer) for place in named)
    ]


def _beside_its_town(sense: Sense, senses: Collection[Sense], gazetteer: Gazetteer) -> Sense:
    """A province or district with a sign for it where a town of the same name lies in it: "in Basra" is in the town."""
    if gazetteer.kind[sense.place] not in (PROVINCE, DISTRICT):
        return sense
    towns = (other.place for other in senses if gazetteer.kind[other.place] == SETTLEMENT)
    if not any(_beside(town, sense.place, gazetteer) for town in towns):
        return sense
    signs = sense.signs | {"with a town of its name": 1.0}
    return sense._replace(signs=signs, score=weigh(signs))


def _beside(one: int, other: int, gazetteer: Gazetteer) -> bool:
    """Whether one of two places lies in the other, or close to its centre where the gazetteer does not tell."""
    if gazetteer.inside(one, other) or gazetteer.inside(other, one):
        return True
    lat, lon = gazetteer.lat, gazetteer.lon
    if abs(lat[one] - lat[other]) * _KM_A_DEGREE > _BESIDE_KM:
        return False
    return kilometres(lat[one], lon[one], lat[other], lon[other]) < _BESIDE_KM


_BESIDE_KM, _KM_A_DEGREE = 60.0, 111.0


def _least_like(key: str) -> float:
    """Short names must agree more: one letter of four is another name, one of nine a slip."""
    return _LEAST_LIKE if len(key) > 7 else 0.82 if len(key) > 5 else 0.99


def _keep(best: dict[int, Sense], lead: Lead, mention: Mention, key: str, gazetteer: Gazetteer) -> None:
    kind = gazetteer.kind[lead.place]
    if (mention.site and kind < SETTLEMENT) or (lead.fit < 1.0 and kind < PROVINCE):
        return
    signs = _signs(lead, mention, key, gazetteer)
    score = weigh(signs)
    held = best.get(lead.place)
    if held is None or (held.fit, held.score) < (lead.fit, score):
        best[lead.place] = Sense(lead.place, signs, score, lead.fit, lead.demonym)


def _signs(lead: Lead, mention: Mention, key: str, gazetteer: Gazetteer) -> Signs:
    """What the name alone says for a place."""
    kind = gazetteer.kind[lead.place]
    signs = {_KIND[kind]: 1.0}
    people = 2 ** (gazetteer.size[lead.place] / 8)
    if kind == SETTLEMENT:
        signs["people of a settlement"] = math.log10(people + _UNCOUNTED)
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
    if not mention.within and key not in (mention.keys[0], without_type(mention.keys[0])[0]):
        signs["a part of the words"] = 1.0
    if _SAME_SOUND <= lead.fit < 1.0:
        signs["another spelling of the same sound"] = 1.0
    elif lead.fit < 1.0:
        signs["another spelling"], signs["letters unlike"] = 1.0, 1 - lead.fit
    if mention.type is not None:
        meant, near = _CALLED[mention.type]
        called = "is one" if kind in meant else "is near one" if kind in near else "is none"
        signs[f"called a {mention.type} and {called}"] = 1.0
    return signs


_SAME_SOUND = 0.98
_UNCOUNTED = 300
"""The people that a settlement of unknown size may be thought to have, in a report that names it."""
_USUAL_COUNTRY = 7.0
"""Ten million people, as a power of ten."""
