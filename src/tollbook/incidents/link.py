"""Which claims of one report speak of the same occurrence.

Each pair of claims is weighed: every sign for or against that holds adds its weight to the log-odds that the two
speak of one occurrence. Then, in text order, each claim joins the group that it fits best, or founds one.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache

from tollbook.incidents.mention import REACH, Days, Kind, Mention, Spot, apart

WEIGHTS: dict[str, float] = {
    "any pair": -1.9,
    # what the two claims are
    "two casualties": 1.3,
    "two responsibilities": 0.2,
    "two attacks": -2.0,  # an attack is read once for each occurrence
    "casualty and responsibility": 0.6,
    "casualty and attack": 0.1,
    "attack and responsibility": -0.3,
    "two aggregates": 1.2,
    "aggregate and attack": -1.2,
    "aggregate and responsibility": 0.0,
    # their days
    "same period": 0.8,
    "same day": 1.0,
    "both days open": 0.3,
    "days nested closely": -0.5,
    "one day open": -0.1,
    "days nested widely": -0.3,
    "a day apart": -0.3,
    "days apart": -0.9,
    # their places
    "same spot": 0.3,
    "same area": 0.5,
    "same country": 0.4,
    "both places open": 0.4,
    "one place open": 0.5,
    "inside country": 0.0,
    "inside": -0.2,
    "near": -0.4,
    "apart": -1.8,
    "apart by own words": -2.0,
    "other country": -1.8,
    "same day, same spot": -0.2,
    # their figures
    "same figure": 1.7,
    "same vague words": 0.9,
    "same small figure": 0.7,
    "other figure": -0.7,
    "other figure, one speaker": -0.4,
    "a part set off": 1.5,
    # how they stand in the text
    "one sentence": 2.3,
    "close by": 0.0,
    "far off": -0.6,
    "both in the lead": 0.8,
    "turns away": -0.7,
    "points back": 0.8,
    # their words
    "shared names": 0.3,
    "same speaker": -0.4,
    "other kind of violence": -1.7,
}
"""What each sign adds to the log-odds, by `benchmarks/fit_links.py`: logistic regression (L2) over the pairs of claims
that the reader reads in hand-annotated reports, wrong places and days among them, which is why these weigh less than
one would think; rounded. Set by hand, since they are rare: "other country", mostly a place misread, as "apart"; "a part
set off".
"""

_JOIN_FROM: dict[Kind, float] = {"casualty": 0.25, "responsibility": 0.0, "attack": 0.0}
"""The odds from which a claim of each kind joins a group."""

_PULL = 0.5
"""How much a group's size (its logarithm) adds: most sentences of a report speak of its main occurrence."""

_NEVER = -math.inf

_CLOSE_BY, _FAR_OFF, _LEAD = 250, 1500, 400
"""Distances in the text, in characters: a sentence or two, half a page, headline with first sentences."""


def group(mentions: Sequence[Mention]) -> list[list[Mention]]:
    """Bring `mentions` (in text order) together: one list for each occurrence, in order of their first mention.

    Mentions that already carry a key are together exactly where their keys are equal; the others join them or found
    groups of their own. Totals over a campaign or a period never join the casualties of an incident.
    """
    keyed: dict[str, list[Mention]] = {}
    for mention in mentions:
        if mention.claim.incident is not None:
            keyed.setdefault(mention.claim.incident, []).append(mention)
    groups = list(keyed.values())
    for mention in mentions:
        if mention.claim.incident is not None:
            continue
        fits = [(_fit(mention, members), -rank) for rank, members in enumerate(groups)]
        best, rank = max(fits, default=(_NEVER, 0))
        if best > _JOIN_FROM[mention.kind]:
            groups[-rank].append(mention)
        else:
            groups.append([mention])
    for members in groups:
        members.sort(key=lambda mention: mention.order)
    return sorted(groups, key=lambda members: members[0].order)


def log_odds(a: Mention, b: Mention) -> float:
    """How likely two mentions speak of one occurrence, as log-odds."""
    if b.order < a.order:
        a, b = b, a
    odds = odds_of_slots(a.kind, a.aggregate, a.days, a.spot, b.kind, b.aggregate, b.days, b.spot)
    for sign in _signs_of_words(a, b):
        odds += WEIGHTS[sign]
    return WEIGHTS["any pair"] + odds


def signs(a: Mention, b: Mention) -> list[str]:
    """The signs for and against that `a` and `b`, `a` the earlier in the text, speak of one occurrence."""
    slots = _signs_of_slots(a.kind, a.aggregate, a.days, a.spot, b.kind, b.aggregate, b.days, b.spot)
    return [*slots, *_signs_of_words(a, b)]


@lru_cache(maxsize=4096)
def odds_of_slots(
    a: Kind, a_aggregate: bool, a_days: Days | None, a_spot: Spot | None,
    b: Kind, b_aggregate: bool, b_days: Days | None, b_spot: Spot | None,
) -> float:  # fmt: skip
    """What the slots of a pair add to its log-odds. Many pairs of a report have the same ones."""
    signs = _signs_of_slots(a, a_aggregate, a_days, a_spot, b, b_aggregate, b_days, b_spot)
    return sum(WEIGHTS[sign] for sign in signs)


def _signs_of_slots(
    a: Kind, a_aggregate: bool, a_days: Days | None, a_spot: Spot | None,
    b: Kind, b_aggregate: bool, b_days: Days | None, b_spot: Spot | None,
) -> list[str]:  # fmt: skip
    """The signs in what two mentions are, and in their days and places."""
    days, place = _days(a_days, b_days), _place(a_spot, b_spot)
    found = [_kinds(a, a_aggregate, b, b_aggregate), days, place]
    if days == "same day" and place == "same spot":
        found.append("same day, same spot")
    return found


def _signs_of_words(a: Mention, b: Mention) -> list[str]:
    """The signs in where two mentions stand and in what their words say."""
    found = list(_gap(a, b))
    if b.start < _LEAD:
        found.append("both in the lead")
    if a.wording.violence and b.wording.violence and a.wording.violence.isdisjoint(b.wording.violence):
        found.append("other kind of violence")
    if a.speaker is not None and a.speaker == b.speaker:
        found.append("same speaker")
    if a.effect is not None and a.effect == b.effect:
        found.extend(_figures(a, b))
        if a.wording.sets_off != b.wording.sets_off:
            found.append("a part set off")
    if a.placed and b.placed and b.start >= a.end and _place(a.spot, b.spot) == "apart":
        found.append("apart by own words")
    if len(a.wording.names & b.wording.names) >= 2:
        found.append("shared names")
    return found


def _gap(a: Mention, b: Mention) -> Iterator[str]:
    """The signs in how far apart two mentions stand and how the later takes up the thread."""
    gap = b.start - a.end
    if gap < 0:
        yield "one sentence"
        return
    if b.wording.turns:
        yield "turns away"
    elif b.wording.points_back:
        yield "points back"
    if gap <= _CLOSE_BY:
        yield "close by"
    elif gap > _FAR_OFF:
        yield "far off"


def _fit(mention: Mention, members: Sequence[Mention]) -> float:
    """Half the best and half the average odds, and the group's pull: one close companion helps, and the whole group
    must not object.
    """
    if mention.effect is not None:
        for member in members:
            if member.aggregate != mention.aggregate and member.effect:
                return _NEVER
    odds = [log_odds(member, mention) for member in members]
    return (max(odds) + sum(odds) / len(odds)) / 2 + _PULL * math.log(len(odds))


def _kinds(a: Kind, a_aggregate: bool, b: Kind, b_aggregate: bool) -> str:
    if a_aggregate and b_aggregate:
        return "two aggregates"
    if a_aggregate or b_aggregate:
        return f"aggregate and {b if a_aggregate else a}"
    if a == b:
        return {"casualty": "two casualties", "attack": "two attacks", "responsibility": "two responsibilities"}[a]
    if "casualty" in (a, b):
        return f"casualty and {b if a == 'casualty' else a}"
    return "attack and responsibility"


def _days(a: Days | None, b: Days | None) -> str:
    if a is None or b is None:
        return "both days open" if a == b else "one day open"
    (a1, a2), (b1, b2) = a, b
    if a == b:
        return "same day" if a2 - a1 <= 3 else "same period"
    if a1 > b2 or b1 > a2:
        return "a day apart" if min(abs(a1 - b2), abs(b1 - a2)) == 1 else "days apart"
    return "days nested closely" if max(a2 - a1, b2 - b1) <= 7 else "days nested widely"


def _place(a: Spot | None, b: Spot | None) -> str:
    if a is None or b is None:
        return "both places open" if a is b else "one place open"
    if a.country != b.country:
        return "other country"
    if "country" in (a.precision, b.precision):
        return "same country" if a.precision == b.precision else "inside country"
    distance = apart(a, b)
    if a.precision is None or b.precision is None or (distance is None and a.name != b.name):
        return "one place open"
    if distance is None or distance < 1.0:
        return "same spot" if {a.precision, b.precision} <= {"exact", "settlement"} else "same area"
    if distance > max(REACH[a.precision], REACH[b.precision]):
        return "apart"
    return "near" if a.precision == b.precision else "inside"


def _figures(a: Mention, b: Mention) -> tuple[str, ...]:
    if a.value is None or b.value is None:
        return ("same vague words",) if a.count_words == b.count_words else ()
    if a.value == b.value:
        return ("same small figure",) if a.value <= 2 else ("same figure",)
    if a.victim_class != b.victim_class:
        return ()
    return ("other figure, one speaker",) if a.speaker == b.speaker else ("other figure",)
