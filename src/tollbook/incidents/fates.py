"""Who is told of as hurt and has died: counted among the dead, and not among the injured as well.

Of one who "was found with a gunshot wound" and "died at the hospital" a report tells twice, and of "four people shot,
one fatally" it counts the dead among the four.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

from tollbook.incidents.figures import is_remainder, is_toll, named, named_all
from tollbook.incidents.persons import distinct, is_likely, is_one, is_set_apart, relation
from tollbook.model import Casualty, Step

_SHOT = re.compile(
    r"\b(?:shot|shoot(?:s|ing|ings)?|hit|struck|gunned down|gunshot|bullets?|gunfire|fire[sd]? (?:on|at)|victims?)\b",
    re.I,
)
_HURT = re.compile(
    r"\b(?:(?<!gunshot )wound(?:s|ed|ing)?|injur\w+|hurt|hospital\w*|condition|treated|recover\w*|surviv\w*"
    r"|life[- ]threatening|stable|graz(?:e|ed))\b",
    re.I,
)
_AROUND_BEFORE, _AROUND_BEHIND = 40, 70
"""How many characters before and behind a figure tell how its people were harmed."""
_AMONG = re.compile(r"\b(?:after|when|as|of|among|in|from|following|at|during)\b", re.I)
_MARK = re.compile(r"[;.,]| but | while ")


def without_the_dead(claims: Sequence[Casualty], others: Iterable[Casualty] = ()) -> tuple[list[Casualty], list[Step]]:
    """The claims without those of the injured who are told of as dead, and figures for all who were shot less the
    dead; and what was done, in words. `others` are casualties that other reports of the incident tell.
    """
    killed = [claim for claim in claims if claim.effect == "killed" and claim.count.value]
    injured = [claim for claim in claims if claim.effect == "injured" and claim.count.value]
    elsewhere = [claim for claim in others if claim.effect == "killed" and claim.count.value]
    if not injured or not (killed or elsewhere):
        return list(claims), []
    died = _died(injured, killed or elsewhere)
    steps = []
    if died:
        verb = "is told of as hurt and as dead" if len(died) == 1 else "are told of as hurt and as dead"
        sentence = f"{named_all(died)} {verb}: counted among the dead alone."
        steps.append(Step(sentence=sentence, claims=_ids(died)))
    kept = [claim for claim in claims if claim not in died]
    return _less_the_dead(kept, killed, steps), steps


def counts_all_shot(claim: Casualty) -> bool:
    """Whether the words count all who were shot, and do not say that they were hurt ("four people were shot")."""
    if claim.effect != "injured" or (claim.count.value or 0) < 2 or is_remainder(claim) or not is_toll(claim):
        return False
    text, at = claim.evidence.text, claim.evidence.start
    first, last = max(0, claim.count.start - at), max(0, claim.count.end - at)
    before = _MARK.split(text[max(0, first - _AROUND_BEFORE) : first])[-1]
    behind = _MARK.split(text[last : last + _AROUND_BEHIND])[0]
    around = f"{before} {behind}"
    return _SHOT.search(around) is not None and _HURT.search(around) is None


def _died(injured: Sequence[Casualty], killed: Sequence[Casualty]) -> list[Casualty]:
    """Of those who are told of as hurt one by one, the ones that are told of as dead."""
    dead = [claim for claim in killed if is_one(claim)]
    single = [claim for claim in injured if is_one(claim)]
    if not dead or not single:
        return []
    only_one = all(is_one(claim) for claim in killed) and len(distinct(dead)) == 1
    several = any((claim.count.value or 0) > 1 for claim in injured) or len(distinct(single)) > 1
    return [claim for claim in single if _has_died(claim, dead, open_too=only_one and not several)]


def _has_died(claim: Casualty, dead: Sequence[Casualty], *, open_too: bool) -> bool:
    found = {relation(claim, other) for other in dead}
    if is_set_apart(claim):
        return False
    return "other" not in found and ("same" in found or open_too)


def _less_the_dead(claims: Sequence[Casualty], killed: Sequence[Casualty], steps: list[Step]) -> list[Casualty]:
    """The claims, a figure for all who were shot left out where another counts the injured, and else less the dead."""
    shot = [claim for claim in claims if counts_all_shot(claim) and not _beside_the_dead(claim, killed)]
    number = _dead(killed)
    if not shot or not number:
        return list(claims)
    hurt = [
        claim
        for claim in claims
        if claim.effect == "injured" and claim not in shot and is_toll(claim) and _many(claim) and is_likely(claim)
    ]
    kept = []
    for claim in claims:
        value = claim.count.value or 0
        if claim not in shot or value < number:
            kept.append(claim)
        elif hurt or value == number:
            sentence = f"{named(claim)} counts all who were shot, the {number:,} dead among them: not the injured."
            steps.append(Step(sentence=sentence, claims=(claim.id,)))
        else:
            sentence = (
                f"{named(claim)} counts all who were shot: {value:,} less the {number:,} dead = {value - number:,}."
            )
            steps.append(Step(sentence=sentence, claims=(claim.id, *_ids(killed))))
            kept.append(_lowered(claim, number))
    return kept


def _lowered(claim: Casualty, number: int) -> Casualty:
    value, high = claim.count.value or 0, claim.count.value_high
    count = msgspec.structs.replace(
        claim.count, value=value - number, value_high=None if high is None else max(high - number, value - number)
    )
    return msgspec.structs.replace(claim, count=count)


def _beside_the_dead(claim: Casualty, killed: Sequence[Casualty]) -> bool:
    """Whether a sentence lists those shot beside the dead ("killing one and shooting three"), not over them ("one dead
    after four were shot").
    """
    offset = claim.evidence.start
    for other in killed:
        if other.evidence.start == offset and other.count.end <= claim.count.start:
            between = claim.evidence.text[other.count.end - offset : claim.count.start - offset]
            if not _AMONG.search(between):
                return True
    return False


def _dead(killed: Sequence[Casualty]) -> int:
    """How many dead are told: the first toll, else the people named one by one."""
    tolls = [claim for claim in killed if is_toll(claim) and _many(claim)]
    if tolls:
        return tolls[0].count.value or 0
    return len(distinct([claim for claim in killed if is_one(claim)]))


def _many(claim: Casualty) -> bool:
    return (claim.count.value or 0) > 1


def _ids(claims: Iterable[Casualty]) -> tuple[str, ...]:
    return tuple(claim.id for claim in claims)
