"""How likely two accounts tell of the same incident.

Every sign that a pair shows adds its weight to the log-odds that the two are one: a logistic model, whose weights are
in `weights.py`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from tollbook.incidents.across.sketch import Days, Figure, Point, Sketch
from tollbook.incidents.across.weights import WEIGHTS
from tollbook.incidents.across.words import hashed, rareness
from tollbook.incidents.figures import extent
from tollbook.incidents.mention import REACH
from tollbook.model import Count, kilometres

LINKED = 0.35
"""From this probability on two accounts are taken to be one incident."""

UNSURE = 0.08
"""From this probability on a person is asked."""

Signs: TypeAlias = dict[str, float]

_STEPS = (0, 1, 3, 7, 30)
"""Days apart that are told apart: up to so many."""


def probability(one: Sketch, other: Sketch) -> float:
    """The probability that two accounts, of different reports, tell of the same incident. It is the same both ways, and
    follows from the two alone. What is told as one incident is never the same as a total over many, nor is a campaign
    the same as one of its attacks.
    """
    if one.kind != other.kind or one.report == other.report or _of_other_measure(one, other):
        return 0.0
    return 1 / (1 + math.exp(-log_odds(signs(one, other))))


def _of_other_measure(one: Sketch, other: Sketch) -> bool:
    """Whether one account is of a campaign and the other of a single attack, or both are totals of different spans: the
    same words, days and places then show that one lies within the other, and not that they are one.
    """
    if one.kind == "aggregate":
        return bool(one.days and other.days) and all(a != b for a, b in zip(one.days[0], other.days[0], strict=True))
    return (_is_campaign(one) and _is_single(other)) or (_is_campaign(other) and _is_single(one))


def _is_campaign(sketch: Sketch) -> bool:
    """Whether an account names many towns, or tells of several days in no finer place than a province."""
    wide = bool(sketch.points) and sketch.points[0].precision in ("province", "country")
    return len(_towns(sketch)) >= _MANY or (wide and any(last > first for first, last in sketch.days))


def _is_single(sketch: Sketch) -> bool:
    """Whether an account tells of one day in one town first."""
    first_in_town = bool(sketch.points) and sketch.points[0].precision in _TOWN
    return first_in_town and len(_towns(sketch)) < _MANY and all(first == last for first, last in sketch.days)


def _towns(sketch: Sketch) -> set[str]:
    return {point.place or point.name for point in sketch.points if point.precision in _TOWN}


_TOWN = ("exact", "settlement")

_MANY = 4
"""Towns that make an attack a campaign. Of the 3,117 pairs of reports on one incident in the gun-violence reports, 16
are told apart by this measure, which costs 0.001 of B-cubed F1; those reports hardly ever tell of a campaign.
"""


def log_odds(shown: Signs) -> float:
    """The log-odds that the signs of a pair give."""
    return sum(WEIGHTS.get(sign, 0.0) * strength for sign, strength in shown.items())


def signs(one: Sketch, other: Sketch) -> Signs:
    """The signs for and against that two accounts tell of one incident, with their strengths; the same both ways."""
    shown: Signs = {"any pair": 1.0}
    for sign, strength in (
        *_of_width(one, other), *_of_days(one, other), *_of_publication(one, other), *_of_places(one, other),
        *_of_figures(one, other), *_of_deeds(one, other), *_of_words(one, other),
    ):  # fmt: skip
        shown[sign] = shown.get(sign, 0.0) + strength
    return shown


def _of_width(one: Sketch, other: Sketch) -> Iterator[tuple[str, float]]:
    """Whether both tell of single attacks, in towns that lie apart."""
    if _is_single(one) and _is_single(other):
        relation = _relation(one.points[0], other.points[0])
        if relation in ("apart", "far apart", "other country"):
            yield f"single places {relation}", 1.0


def _of_days(one: Sketch, other: Sketch) -> Iterator[tuple[str, float]]:
    if not one.days or not other.days:
        if not one.days and not other.days:
            yield "days: both open", 1.0
            return
        days, undated = (one.days[0], other) if one.days else (other.days[0], one)
        late = None if undated.published is None else undated.published - days[1]
        near = late is not None and -1 <= late <= 7
        yield ("days: one open, published soon after" if near else "days: one open"), 1.0
        return
    gap = _gap(one.days[0], other.days[0])
    long = max(last - first for first, last in (one.days[0], other.days[0])) > _STEPS[2]
    yield f"days: {_step(gap)}" + (", of a long span" if long and gap == 0 else ""), 1.0
    if gap > 0 and min(_gap(a, b) for a in one.days for b in other.days) == 0:
        yield "days: same, among the others", 1.0
    elif gap > 0 and _is_fresh(one) and _is_fresh(other):
        yield f"days: {_step(gap)}, both told fresh", 1.0


def _is_fresh(sketch: Sketch) -> bool:
    """Whether an account was published within days of the one day that it tells: then the day is seldom misread."""
    first, last = sketch.days[0]
    return first == last and sketch.published is not None and 0 <= sketch.published - first <= _FRESH


_FRESH = 4
"""Days after which news of an attack is no longer fresh."""


def _gap(one: Days, other: Days) -> int:
    return max(0, max(one[0], other[0]) - min(one[1], other[1]))


def _step(days: int) -> str:
    if days == 0:
        return "same"
    limit = next((step for step in _STEPS if days <= step), None)
    return "further apart" if limit is None else f"up to {limit} apart"


def _of_publication(one: Sketch, other: Sketch) -> Iterator[tuple[str, float]]:
    if one.published is None or other.published is None:
        yield "published: open", 1.0
    else:
        yield f"published: {_step(abs(one.published - other.published))}", 1.0


def _of_places(one: Sketch, other: Sketch) -> Iterator[tuple[str, float]]:
    known = [[point for point in sketch.points[:_POINTS] if point.country] for sketch in (one, other)]
    if not known[0] or not known[1]:
        yield ("places: both open" if not known[0] and not known[1] else "places: one open"), 1.0
        return
    first = _relation(known[0][0], known[1][0])
    best = min((_relation(a, b) for a in known[0] for b in known[1]), key=_CLOSENESS.__getitem__)
    yield f"first place: {first}", 1.0
    if best != first:
        yield f"nearest place: {best}", 1.0
    if best in ("same", "same exact"):
        shared = {point.name for point in known[0]} & {point.name for point in known[1]}
        yield "same place, its rareness", max((rareness(hashed(name)) for name in shared), default=0.0)
    if one.days and other.days and _gap(one.days[0], other.days[0]) == 0:
        if best in ("same", "same exact"):
            yield "same place, same days", 1.0
        elif best in ("apart", "far apart"):
            yield f"same days, places {best}", 1.0


_POINTS = 4
"""Places of an account that are compared."""

_CLOSENESS = {
    name: rank
    for rank, name in enumerate(
        ("same exact", "same", "near", "within", "same division", "apart", "far apart", "other country")
    )
}


def _relation(one: Point, other: Point) -> str:
    """How two known places lie to each other."""
    if one.country != other.country:
        return "other country"
    known = one.place is not None or other.place is not None
    if one.precision == other.precision and (one.place == other.place if known else one.name == other.name):
        fine = one.precision == "exact" and one.name == other.name
        return "same exact" if fine else "same division" if one.precision in ("province", "country") else "same"
    if "country" in (one.precision, other.precision):
        return "within"
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return "within"
    reaches = [REACH[precision] for precision in (one.precision, other.precision) if precision is not None]
    distance = kilometres(one.lat, one.lon, other.lat, other.lon)
    if distance < _NEAR:
        return "near"
    if distance < max(reaches) / 2:
        return "within"
    return "apart" if distance < _FAR else "far apart"


_NEAR, _FAR = 25.0, 200.0
"""Kilometres. Two places farther apart than the second are often namesakes of which one was misread."""


def _of_figures(one: Sketch, other: Sketch) -> Iterator[tuple[str, float]]:
    for effect in ("killed", "injured"):
        mine, theirs = _extents(one.figures, effect), _extents(other.figures, effect)
        if not mine or not theirs:
            yield f"{effect}: {'both open' if not mine and not theirs else 'one open'}", 1.0
            continue
        top, there = max(mine), max(theirs)
        yield f"{effect}: {_agreement(top, there)}", 1.0
        shared = _shared(one.figures, other.figures, effect)
        if shared:
            yield f"{effect}: same figure, its size", math.log(max(shared) + 1)
    classes = [{figure.victim_class for figure in sketch.figures} - {"unknown"} for sketch in (one, other)]
    if classes[0] and classes[1]:
        yield f"victim class: {'shared' if classes[0] & classes[1] else 'none shared'}", 1.0
    rest = [{(figure.effect, figure.value) for figure in sketch.figures if figure.value} for sketch in (one, other)]
    others = [{pair for pair in pairs if pair[0] not in ("killed", "injured")} for pairs in rest]
    if others[0] and others[1]:
        yield ("another effect: same figure" if others[0] & others[1] else "another effect: other figure"), 1.0


def _shared(figures: Sequence[Figure], others: Sequence[Figure], effect: str) -> set[int]:
    """The numbers that both give for an effect, of people who may be the same: not of militants and of civilians."""
    return {
        mine.value
        for mine in figures
        for theirs in others
        if mine.value is not None
        and mine.value == theirs.value
        and mine.effect == theirs.effect == effect
        and (mine.victim_class == theirs.victim_class or "unknown" in (mine.victim_class, theirs.victim_class))
    }


def _extents(figures: Sequence[Figure], effect: str) -> list[tuple[float, float]]:
    """The least and the most that each figure of an effect may mean."""
    found = []
    for figure in figures:
        if figure.effect == effect and figure.value is not None:
            count = Count(text="", start=0, end=0, value=figure.value, bound=figure.bound, value_high=figure.value_high)
            low, high = extent(count)
            found.append((low, min(high, _OPEN * max(low, 1))))
    return found


_OPEN = 1.5
"""How many times itself a figure with an open end ("at least 12") may stand for, when two are compared."""


def _agreement(one: tuple[float, float], other: tuple[float, float]) -> str:
    """How the largest figures of two accounts lie to each other."""
    low, high = max(one[0], other[0]), min(one[1], other[1])
    if low <= high:
        return "same" if one == other else "compatible"
    if low - high <= 2 or low <= 1.34 * high:
        return "close"
    return "apart" if low <= 3 * high else "far apart"


def _of_deeds(one: Sketch, other: Sketch) -> Iterator[tuple[str, float]]:
    for name, mine, theirs in (("actors", one.actors, other.actors), ("attack", one.types, other.types)):
        if mine and theirs:
            yield f"{name}: {'shared' if set(mine) & set(theirs) else 'none shared'}", 1.0
    yield from _overlap("victims and targets", one.victims, other.victims)
    if one.ages and other.ages:
        yield f"ages: {'shared' if set(one.ages) & set(other.ages) else 'none shared'}", 1.0


def _of_words(one: Sketch, other: Sketch) -> Iterator[tuple[str, float]]:
    alike = cosine(one, other)
    yield "words alike", min(alike, _ALIKE) / _ALIKE
    yield "words much alike", max(0.0, min(alike, _MUCH) - _ALIKE)
    if one.days and other.days:
        near = _gap(one.days[0], other.days[0]) <= 1
        yield f"words alike, days {'near' if near else 'apart'}", min(alike, _ALIKE) / _ALIKE
    rare = set(one.marks) & set(other.marks)
    yield "rare words: shared" if rare else "rare words: none shared", max(1.0, min(len(rare), 4))
    yield from _overlap("names", one.names, other.names)
    if sum(a == b for a, b in zip(one.copies, other.copies, strict=False)) >= _COPIED:
        yield "a near-copy", 1.0


_ALIKE, _MUCH = 0.3, 0.7
"""A cosine up to which likeness counts much, and one beyond which more says nothing new."""

_COPIED = 4
"""Of the six least hashes, so many alike make a near-copy: about two thirds of the runs of words are the same."""


def cosine(one: Sketch, other: Sketch) -> float:
    """The cosine of two accounts' words."""
    if not one.length or not other.length:
        return 0.0
    mine = dict(zip(one.terms, one.weights, strict=True))
    product = sum(mine[term] * weight for term, weight in zip(other.terms, other.weights, strict=True) if term in mine)
    return product / (one.length * other.length)


def _overlap(name: str, mine: Sequence[int], theirs: Sequence[int]) -> Iterator[tuple[str, float]]:
    """How much of what is rare two accounts share: each word counts by its rareness."""
    if not mine or not theirs:
        return
    shared = sum(rareness(number) for number in set(mine) & set(theirs))
    if not shared:
        yield f"{name}: none shared", 1.0
        return
    least = min(sum(map(rareness, mine)), sum(map(rareness, theirs)))
    yield f"{name}: shared, by share", shared / least if least else 0.0
    yield f"{name}: shared, by weight", min(shared, _ENOUGH) / _ENOUGH


_ENOUGH = 30.0
"""Rareness of shared words beyond which more say nothing new: about four rare names."""
