"""A claim made ready for comparing: its days as numbers, its place's reach, its figure, and the words around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from tollbook.model import Attack, Casualty, Claim, PlacePrecision, Where, kilometres

Days: TypeAlias = tuple[int, int]
Kind: TypeAlias = Literal["casualty", "responsibility", "attack"]


class Spot(NamedTuple):
    """What of a place its comparing needs. `lat` and `lon` are None together."""

    name: str | None
    country: str
    lat: float | None
    lon: float | None
    precision: PlacePrecision | None


REACH: dict[PlacePrecision, float] = {
    "exact": 5.0, "settlement": 20.0, "district": 60.0, "province": 500.0, "country": 0.0,
}  # fmt: skip
"""How far, in kilometres, from its centre a place of each precision may reach. A country's reach is its code."""

FINENESS: dict[PlacePrecision | None, int] = {
    "exact": 0, "settlement": 1, "district": 2, "province": 3, "country": 4, None: 5,
}  # fmt: skip
"""The order of places from the finest to the coarsest; one of unknown precision comes last."""


_VIOLENCE = {
    "air": "airstrike airstrikes strike strikes raids warplane warplanes jet jets drone drones barrel bombardment",
    "bomb": "bomb bombs bomber bombers bombing bombings blast blasts explosion explosions explosive explosives ied ieds"
            " blew detonated mine mines",
    "shell": "shell shells shelled shelling mortar mortars rocket rockets artillery missile missiles",
    "shoot": "shot shoot shooting shootings shooter gunman gunmen gunfire gunned firing ambush ambushed",
    "clash": "clash clashes clashed fighting battle battles gunbattle gunbattles firefight firefights offensive",
    "stab": "stab stabbed stabbing stabbings knife knives machete machetes axe axes",
    "take": "kidnap kidnapped kidnapping kidnappings kidnappers abduct abducted abduction abductions hostage hostages"
            " ransom",
    "hold": "arrest arrested arrests detain detained detains detention custody captured capture sentenced jailed",
    "riot": "riot riots rioting rioters mob mobs protest protests protesters demonstration demonstrators",
    "fire": "arson torched ablaze burnt burned burning",
}  # fmt: skip
_VIOLENCE_OF = {word: kind for kind, words in _VIOLENCE.items() for word in words.split()}
"""The kind of violence that a word tells of."""

_TURNS = frozenset({
    "separately", "elsewhere", "meanwhile", "previous", "previously", "earlier", "another", "separate", "similar",
    "last", "ago", "later", "since",
})  # fmt: skip
"""Words with which English turns to another occurrence, or recalls an earlier one; so does "in 2014"."""

_POINTS_BACK = re.compile(
    r"\b(?:the|this|that|these|those) (?:\w+ )?(?:attack(?:s|ers?)?|blasts?|explosions?|bombings?|(?:air ?)?strikes?"
    r"|raids?|shootings?|assaults?|incidents?|violence|clash(?:es)?|massacres?|killings?|ambush|shelling|kidnappings?"
    r"|abductions?|operations?|victims?|dead|injured|wounded|toll|bod(?:y|ies)|day)\b",
    re.I,
)
"""Words with which a sentence speaks on of what was told before."""

_IN_A_YEAR = re.compile(r"\b(?:in|since|of|during|from|until|by) (?:early |late |mid-?)?(?:19|20)\d\d\b", re.I)
_WORD = re.compile(r"[a-z]+|\d+")
_NAME = re.compile(r"\b[A-Z][a-z]\w+")


class Wording(NamedTuple):
    """What of a sentence's words linking compares: the kinds of violence told of, the names, and whether it turns to
    another occurrence, points back to one that was told before, or sets a part of one off ("on Saturday alone").
    """

    violence: frozenset[str]
    names: frozenset[str]
    turns: bool
    points_back: bool
    sets_off: bool


@dataclass(slots=True, frozen=True)
class Mention:
    """One claim with what linking compares. `order` is its rank in text order, `start` and `end` are its evidence's.
    Slots
    that its kind does not have are None. `placed` is whether its own evidence names its place.
    """

    claim: Claim
    kind: Kind
    order: int
    start: int
    end: int
    days: Days | None
    spot: Spot | None
    effect: str | None
    value: int | None
    count_words: str
    victim_class: str | None
    aggregate: bool
    speaker: str | None
    wording: Wording
    placed: bool


def mentions_of(claims: Sequence[Claim]) -> list[Mention]:
    """The claims in text order, each made ready for comparing."""
    wordings: dict[str, Wording] = {}
    mentions = []
    for order, claim in enumerate(sorted(claims, key=position)):
        words = claim.evidence.text
        if words not in wordings:
            wordings[words] = _wording(words)
        mentions.append(_mention(claim, order, wordings[words]))
    return mentions


def position(claim: Claim) -> tuple[int, int, str]:
    """Where a claim stands in the report's text: the order in which claims are told."""
    return (claim.evidence.start, _anchor(claim), claim.id)


def days_of(claim: Claim) -> Days | None:
    """The first and the last day of a claim's event as day numbers; None where the text does not tell."""
    if claim.when is None:
        return None
    first, last = claim.when.start.toordinal(), claim.when.end.toordinal()
    return (min(first, last), max(first, last))


def apart(a: Spot, b: Spot) -> float | None:
    """The distance of two places in kilometres; None where one has no coordinates."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    return kilometres(a.lat, a.lon, b.lat, b.lon)


def _spot(where: Where | None) -> Spot | None:
    if where is None or where.country is None:
        return None
    return Spot(where.name, where.country, where.lat, where.lon, where.precision)


def _anchor(claim: Claim) -> int:
    if isinstance(claim, Casualty):
        return claim.count.start
    if isinstance(claim, Attack):
        return claim.trigger.start
    return claim.actor.start if claim.actor is not None else claim.evidence.start


def _kind(claim: Claim) -> Kind:
    if isinstance(claim, Casualty):
        return "casualty"
    return "attack" if isinstance(claim, Attack) else "responsibility"


def _mention(claim: Claim, order: int, wording: Wording) -> Mention:
    casualty = claim if isinstance(claim, Casualty) else None
    return Mention(
        claim=claim,
        kind=_kind(claim),
        order=order,
        start=claim.evidence.start,
        end=claim.evidence.end,
        days=days_of(claim),
        spot=_spot(claim.where),
        effect=casualty.effect if casualty else None,
        value=casualty.count.value if casualty else None,
        count_words=casualty.count.text.lower() if casualty else "",
        victim_class=casualty.victims.victim_class if casualty else None,
        aggregate=casualty is not None and casualty.scope == "aggregate",
        speaker=claim.speaker.name.lower() if claim.speaker else None,
        wording=wording,
        placed=claim.where is not None and claim.evidence.start <= claim.where.start < claim.evidence.end,
    )


def _wording(sentence: str) -> Wording:
    words = set(_WORD.findall(sentence.lower()))
    return Wording(
        violence=frozenset(_VIOLENCE_OF[word] for word in words & _VIOLENCE_OF.keys()),
        names=frozenset(_NAME.findall(sentence)),
        turns=not words.isdisjoint(_TURNS) or _IN_A_YEAR.search(sentence) is not None,
        points_back=_POINTS_BACK.search(sentence) is not None,
        sets_off="alone" in words,
    )
