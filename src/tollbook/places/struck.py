"""The towns and districts that an attack struck, where it spread over several and a sentence lists them.

"Violence erupted across 12 locations, including in Quetta and Gwadar" makes no claim of its own, but says where the
attack happened: those places belong to the attack claim that the sentence goes on about.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import msgspec

from tollbook.model import Attack, Claim, Marks, Report, Span, Where, kilometres

_VIOLENCE = re.compile(
    r"\b(?:attack(?:s|ed|ing|ers)?|assaults?|violence|clash(?:es|ed)?|fighting|gunfights?|blasts?|bomb(?:s|ed|ings?)"
    r"|explosions?|raid(?:s|ed)?|shell(?:ed|ing)|strikes?|struck|airstrikes?|ambush(?:es|ed)?|storm(?:ed|ing)?|stormed"
    r"|shootings?|gunfire|offensive|target(?:s|ed|ing)|hit|overran|seized)\b",
    re.IGNORECASE,
)
_PLACED = re.compile(r"\b(?:in|at|across|near|around|outside|including|on|of|over|as|hit|struck|targeted|between)\s*$")
_LISTED = re.compile(r"(?:,|\band\b|\bor\b|&|;|:|–|—|-)\s*(?:the\s+)?$")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_WITHIN_KM = {"district": 150.0, "province": 600.0}
"""How far from the centre of its place an attack's towns may lie."""

Resolve = Callable[[Span], Where | None]


def with_struck_places(report: Report, claims: Sequence[Claim], marks: Marks, resolve: Resolve) -> tuple[Claim, ...]:
    """Fill `places` of attack claims. A sentence's towns go to the attack claim in it, else to the last one before it
    (else the first), as long as they lie where that attack happened; a lone town says no more than `where` does.
    """
    attacks = [claim for claim in claims if isinstance(claim, Attack)]
    struck: dict[str, list[Where]] = {attack.id: [] for attack in attacks}
    if not attacks:
        return tuple(claims)
    for sentence in marks.sentences:
        if not _VIOLENCE.search(sentence.text) or _tells_of_another_year(report, sentence):
            continue
        attack = _attack_of(sentence, attacks)
        for span in _placed_in(report, sentence, marks.places):
            where = resolve(span)
            if where is not None and _lies_in(attack, where):
                struck[attack.id].append(where)
    return tuple(
        msgspec.structs.replace(claim, places=_distinct(struck[claim.id])) if isinstance(claim, Attack) else claim
        for claim in claims
    )


def _tells_of_another_year(report: Report, sentence: Span) -> bool:
    """Whether a sentence recalls another year ("a similar attack in 2014")."""
    years = {int(year) for year in _YEAR.findall(sentence.text)}
    return bool(years) and (report.published is None or report.published.year not in years)


def _attack_of(sentence: Span, attacks: Sequence[Attack]) -> Attack:
    before = [attack for attack in attacks if attack.trigger.start < sentence.end]
    return before[-1] if before else attacks[0]


def _placed_in(report: Report, sentence: Span, places: Sequence[Span]) -> list[Span]:
    """The place names of a sentence that stand behind a word of place, or go on with a list of such."""
    placed: list[Span] = []
    for place in places:
        if not sentence.start <= place.start < sentence.end or report.silent(place.start):
            continue
        before = report.text[sentence.start : place.start].removesuffix("the ")
        after_last = bool(placed) and place.start - placed[-1].end <= 24 and _LISTED.search(before) is not None
        if _PLACED.search(before) is not None or after_last:
            placed.append(place)
    return placed


def _lies_in(attack: Attack, where: Where) -> bool:
    whole = attack.where
    if whole is None or where.precision not in {"settlement", "district"} or where.country != whole.country:
        return False
    if whole.precision == "country":
        return True
    reach = _WITHIN_KM.get(whole.precision or "", 0.0)
    if whole.lat is None or whole.lon is None or where.lat is None or where.lon is None:
        return False
    return kilometres(whole.lat, whole.lon, where.lat, where.lon) <= reach


def _distinct(places: Sequence[Where]) -> tuple[Where, ...]:
    return tuple({where.place: where for where in reversed(places)}.values())[::-1]
