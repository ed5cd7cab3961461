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

BAR = 3.2
"""The least score that a sense needs, once the report has had its say; below it a name is unknown."""

_BY_KIND = {COUNTRY: 9.0, REGION: 6.6, PROVINCE: 6.0, DISTRICT: 3.6, SETTLEMENT: 0.0, NEIGHBOURHOOD: 1.6, SITE: 3.5}
_FITS_TYPE: dict[TypeWord, dict[int, float]] = {
    "country": {COUNTRY: 3.0},
    "province": {PROVINCE: 3.0, REGION: 3.0, DISTRICT: 1.0, SETTLEMENT: -1.5},
    "district": {DISTRICT: 3.0, PROVINCE: 0.5, SETTLEMENT: 0.6, REGION: 0.5, NEIGHBOURHOOD: 1.5},
    "settlement": {SETTLEMENT: 3.0, NEIGHBOURHOOD: 2.0, DISTRICT: 0.5},
    "neighbourhood": {NEIGHBOURHOOD: 3.0, SETTLEMENT: 1.5},
    "site": {SITE: 3.0, SETTLEMENT: 1.0, NEIGHBOURHOOD: 1.0},
}
_ALIAS, _VARIANT, _PER_UNLIKE, _PER_RANK = 0.7, 0.9, 8.0, 0.4
_LEAST_LIKE = 0.78
_KEPT = 64


class Sense(NamedTuple):
    """A candidate for a name: the place, its score, how the name fits (1.0 in full, or but for the usual freedom of
    transliteration), and whether the name is that of a people.
    """

    place: int
    score: float
    fit: float
    demonym: bool


def senses_of(mention: Mention, gazetteer: Gazetteer, *, placed: bool) -> list[Sense]:
    """The senses of a name, best first. Variant spellings are tried only where no good exact one is known and the
    words show that a place is meant (`placed`).
    """
    best: dict[int, Sense] = {}
    for rank, key in enumerate(mention.keys):
        for lead in gazetteer.named(key):
            _keep(best, lead, mention, _PER_RANK * rank, gazetteer)
        if best and max(sense.score for sense in best.values()) >= BAR + 1.0:
            break
    if placed and not mention.site and max((sense.score for sense in best.values()), default=0.0) < BAR + 2.0:
        for key in mention.keys:
            for lead in gazetteer.spelt_like(key, _least_like(key)):
                _keep(best, lead, mention, _VARIANT + _PER_UNLIKE * (1 - lead.fit), gazetteer)
    return sorted(best.values(), key=lambda sense: (-sense.score, sense.place))[:_KEPT]


def _least_like(key: str) -> float:
    """Short names must agree more: one letter of four is another name, one of nine a slip."""
    return _LEAST_LIKE if len(key) > 7 else 0.82 if len(key) > 5 else 0.99


def _keep(best: dict[int, Sense], lead: Lead, mention: Mention, less: float, gazetteer: Gazetteer) -> None:
    kind = gazetteer.kind[lead.place]
    if (mention.site and kind < SETTLEMENT) or (lead.fit < 1.0 and kind < PROVINCE):
        return
    score = _BY_KIND[kind] - less
    if kind >= SETTLEMENT:
        people = 2 ** (gazetteer.size[lead.place] / 8)
        score += 1.1 * math.log10(people + 40) if kind == SETTLEMENT else 0.5 * math.log10(people + 1)
    if not lead.proper:
        score -= _ALIAS
    if mention.type is not None:
        score += _FITS_TYPE[mention.type].get(kind, -1.0)
    held = best.get(lead.place)
    if held is None or held.score < score:
        best[lead.place] = Sense(lead.place, score, lead.fit, lead.demonym)
