"""How likely two accounts tell of the same incident.

Every sign that a pair shows adds its weight to the log-odds that the two are one: a logistic model, whose weights are
in `weights.py`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from operator import eq
from typing import TypeAlias

from tollbook.incidents.across.prepared import Prepared, Rare
from tollbook.incidents.across.sketch import Days, Figure, Point, Sketch
from tollbook.incidents.across.weights import WEIGHTS
from tollbook.incidents.across.words import hashed, rareness
from tollbook.incidents.mention import REACH
from tollbook.model import kilometres

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
    return likelihood(Prepared(one), Prepared(other))


def likelihood(one: Prepared, other: Prepared) -> float:
    """The same of two that are made ready."""
    a, b = one.sketch, other.sketch
    if a.kind != b.kind or a.report == b.report or _of_other_measure(one, other):
        return 0.0
    return 1 / (1 + math.exp(-log_odds(_signs(one, other))))


def _of_other_measure(one: Prepared, other: Prepared) -> bool:
    """Whether one account is of a campaign and the other of a single attack, or both are totals of different spans: the
    same words, days and places then show that one lies within the other, and not that they are one.
    """
    if one.sketch.kind == "aggregate":
        mine, theirs = one.sketch.days, other.sketch.days
        return bool(mine and theirs) and all(a != b for a, b in zip(mine[0], theirs[0], strict=True))
    return (one.is_campaign and other.is_single) or (other.is_campaign and one.is_single)


def log_odds(shown: Signs) -> float:
    """The log-odds that the signs of a pair give."""
    return sum(WEIGHTS.get(sign, 0.0) * strength for sign, strength in shown.items())


def signs(one: Sketch, other: Sketch) -> Signs:
    """The signs for and against that two accounts tell of one incident, with their strengths; the same both ways."""
    return _signs(Prepared(one), Prepared(other))


def _signs(one: Prepared, other: Prepared) -> Signs:
    a, b = one.sketch, other.sketch
    shown: Signs = {"any pair": 1.0}
    for sign, strength in (
        *_of_width(one, other), *_of_days(a, b), *_of_publication(a, b), *_of_places(one, other),
        *_of_figures(one, other), *_of_deeds(one, other), *_of_words(one, other),
    ):  # fmt: skip
        shown[sign] = shown.get(sign, 0.0) + strength
    return shown


def _of_width(one: Prepared, other: Prepared) -> Iterator[tuple[str, float]]:
    """Whether both tell of single attacks, in towns that lie apart."""
    if one.is_single and other.is_single:
        relation = _relation(one.sketch.points[0], other.sketch.points[0])
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


def _of_places(one: Prepared, other: Prepared) -> Iterator[tuple[str, float]]:
    mine, theirs = one.known, other.known
    if not mine or not theirs:
        yield ("places: both open" if not mine and not theirs else "places: one open"), 1.0
        return
    first = _relation(mine[0], theirs[0])
    best = min((_relation(a, b) for a in mine for b in theirs), key=_CLOSENESS.__getitem__)
    yield f"first place: {first}", 1.0
    if best != first:
        yield f"nearest place: {best}", 1.0
    if best in ("same", "same exact"):
        shared = one.place_names & other.place_names
        yield "same place, its rareness", max((rareness(hashed(name)) for name in shared), default=0.0)
    days = one.sketch.days, other.sketch.days
    if days[0] and days[1] and _gap(days[0][0], days[1][0]) == 0:
        if best in ("same", "same exact"):
            yield "same place, same days", 1.0
        elif best in ("apart", "far apart"):
            yield f"same days, places {best}", 1.0


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


def _of_figures(one: Prepared, other: Prepared) -> Iterator[tuple[str, float]]:
    for effect in ("killed", "injured"):
        top, there = one.largest.get(effect), other.largest.get(effect)
        if top is None or there is None:
            yield f"{effect}: {'both open' if top is None and there is None else 'one open'}", 1.0
            continue
        yield f"{effect}: {_agreement(top, there)}", 1.0
        shared = _shared(one.figures[effect], other.figures[effect])
        if shared:
            yield f"{effect}: same figure, its size", math.log(max(shared) + 1)
    if one.classes and other.classes:
        yield f"victim class: {'shared' if one.classes & other.classes else 'none shared'}", 1.0
    if one.others and other.others:
        yield ("another effect: same figure" if one.others & other.others else "another effect: other figure"), 1.0


def _shared(figures: Sequence[Figure], others: Sequence[Figure]) -> set[int]:
    """The numbers that both give for one effect, of people who may be the same: not of militants and of civilians."""
    return {
        mine.value
        for mine in figures
        for theirs in others
        if mine.value is not None
        and mine.value == theirs.value
        and (mine.victim_class == theirs.victim_class or "unknown" in (mine.victim_class, theirs.victim_class))
    }


def _agreement(one: tuple[float, float], other: tuple[float, float]) -> str:
    """How the largest figures of two accounts lie to each other."""
    low, high = max(one[0], other[0]), min(one[1], other[1])
    if low <= high:
        return "same" if one == other else "compatible"
    if low - high <= 2 or low <= 1.34 * high:
        return "close"
    return "apart" if low <= 3 * high else "far apart"


def _of_deeds(one: Prepared, other: Prepared) -> Iterator[tuple[str, float]]:
    a, b = one.sketch, other.sketch
    for name, mine, theirs in (("actors", a.actors, b.actors), ("attack", a.types, b.types)):
        if mine and theirs:
            yield f"{name}: {'shared' if set(mine) & set(theirs) else 'none shared'}", 1.0
    yield from _overlap("victims and targets", one.victims, other.victims)
    if a.ages and b.ages:
        yield f"ages: {'shared' if set(a.ages) & set(b.ages) else 'none shared'}", 1.0


def _of_words(one: Prepared, other: Prepared) -> Iterator[tuple[str, float]]:
    a, b = one.sketch, other.sketch
    alike = _cosine(one, other)
    yield "words alike", min(alike, _ALIKE) / _ALIKE
    yield "words much alike", max(0.0, min(alike, _MUCH) - _ALIKE)
    if a.days and b.days:
        near = _gap(a.days[0], b.days[0]) <= 1
        yield f"words alike, days {'near' if near else 'apart'}", min(alike, _ALIKE) / _ALIKE
    rare = one.marks & other.marks
    yield "rare words: shared" if rare else "rare words: none shared", max(1.0, min(len(rare), 4))
    yield from _overlap("names", one.names, other.names)
    if sum(map(eq, a.copies, b.copies)) >= _COPIED:
        yield "a near-copy", 1.0


_ALIKE, _MUCH = 0.3, 0.7
"""A cosine up to which likeness counts much, and one beyond which more says nothing new."""

_COPIED = 4
"""Of the six least hashes, so many alike make a near-copy: about two thirds of the runs of words are the same."""


def cosine(one: Sketch, other: Sketch) -> float:
    """The cosine of two accounts' words."""
    return _cosine(Prepared(one), Prepared(other))


def _cosine(one: Prepared, other: Prepared) -> float:
    if not one.sketch.length or not other.sketch.length:
        return 0.0
    mine, theirs = one.weights, other.weights
    product = sum([mine[term] * theirs[term] for term in mine.keys() & theirs.keys()])
    return product / (one.sketch.length * other.sketch.length)


def _overlap(name: str, mine: Rare, theirs: Rare) -> Iterator[tuple[str, float]]:
    """How much of what is rare two accounts share: each word counts by its rareness."""
    if not mine.numbers or not theirs.numbers:
        return
    shared = sum(map(rareness, mine.numbers & theirs.numbers))
    if not shared:
        yield f"{name}: none shared", 1.0
        return
    least = min(mine.weight, theirs.weight)
    yield f"{name}: shared, by share", shared / least if least else 0.0
    yield f"{name}: shared, by weight", min(shared, _ENOUGH) / _ENOUGH


_ENOUGH = 30.0
"""Rareness of shared words beyond which more say nothing new: about four rare names."""
