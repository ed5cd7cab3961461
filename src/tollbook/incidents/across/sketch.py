"""What of an account its comparing needs, small enough to be kept for every account of a book."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TypeAlias
from zlib import crc32

import msgspec
import numpy as np

from tollbook.incidents.across.passages import passages
from tollbook.incidents.across.words import ages, hashed, names, rareness, tokens
from tollbook.incidents.assemble import counts
from tollbook.incidents.mention import FINENESS, days_of
from tollbook.model import (
    Account,
    Attack,
    Bound,
    Casualty,
    Claim,
    Effect,
    PlacePrecision,
    Report,
    Responsibility,
    VictimClass,
    Where,
)

Days: TypeAlias = tuple[int, int]
"""The first and the last day as ordinal numbers (`datetime.date.toordinal`), both inclusive."""

TERMS, NAMES, MARKS, PLACES, SPANS = 96, 24, 16, 6, 4
"""How many words, names, rare words, places and spans of days a sketch keeps at most."""

_RARE = 6.0
"""From this rareness on a word is rare: about one report in 400."""

_REST = 0.25
"""What a word in another account's sentences weighs, beside one in the account's own."""

_LONG = 62
"""Spans of so many days and more say little: they are kept only where there is no shorter one."""

_RUN = 5
"""Words of a run by which near-copies are found."""

_FACTORS = tuple(map(np.uint64, (0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F, 0x165667B1, 0xD3A2646D)))
"""Odd numbers without a pattern: each makes one hash function (multiplication modulo 2^32)."""

_MASK = np.uint64(0xFFFFFFFF)


class Point(msgspec.Struct, frozen=True, array_like=True):
    """A place: its country, its centre in degrees where it has one, how precisely it is known, the gazetteer's id, and
    its name in small letters.
    """

    country: str | None
    lat: float | None
    lon: float | None
    precision: PlacePrecision | None
    place: str | None
    name: str


class Figure(msgspec.Struct, frozen=True, array_like=True):
    """One figure: how many of whom suffered what."""

    effect: Effect
    victim_class: VictimClass
    bound: Bound
    value: int | None
    value_high: int | None


class Sketch(msgspec.Struct, frozen=True, array_like=True):
    """An account made ready for comparing.

    `days` are the spans of days that it tells, `points` its places, both the one that most of its claims tell first.
    `terms` are the numbers (`words.hashed`) of its weightiest words, in rising order, `weights` what they weigh
    (integers; the vector's length is `length`); `names` those of its rarest names; `marks` those of its weightiest rare
    words that name no actor and no speaker, the weightiest first; `victims` those of the words for
    whom it struck; `copies` the least hashes of its runs of words, by which near-copies are found.
    """

    account: str
    report: str
    kind: str
    published: int | None
    days: tuple[Days, ...]
    points: tuple[Point, ...]
    figures: tuple[Figure, ...]
    actors: tuple[str, ...]
    types: tuple[str, ...]
    terms: tuple[int, ...]
    weights: tuple[int, ...]
    length: float
    names: tuple[int, ...]
    marks: tuple[int, ...]
    victims: tuple[int, ...]
    ages: tuple[int, ...]
    copies: tuple[int, ...]


def sketch_of(report: Report, account: Account, claims: Sequence[Claim]) -> Sketch:
    """The sketch of one account of `report`, `claims` being all that the report makes."""
    mine = set(account.claims)
    own = [claim for claim in claims if claim.id in mine]
    passage = passages(report, account.key, claims)
    words, named = list(tokens(passage.own)), list(map(hashed, names(passage.own)))
    told = Counter([*map(hashed, words), *named])
    terms = _terms(told, Counter(map(hashed, chain(tokens(passage.rest), names(passage.rest)))))
    return Sketch(
        account=account.id,
        report=account.report,
        kind=account.kind,
        published=None if report.published is None else report.published.toordinal(),
        days=_days(own),
        points=_points(own),
        figures=_figures(own),
        actors=_actors(own),
        types=account.attack_types,
        terms=tuple(number for number, _ in terms),
        weights=tuple(weight for _, weight in terms),
        length=math.sqrt(sum(weight * weight for _, weight in terms)),
        names=_rarest(set(named), NAMES),
        marks=_marks(terms, own),
        victims=_rarest(_victims(own), NAMES),
        ages=tuple(sorted(set(ages(passage.own)))),
        copies=_copies(words),
    )


def _days(claims: Sequence[Claim]) -> tuple[Days, ...]:
    """The spans of days that the claims tell, the one of most claims first, of two the shorter; figures and attacks
    count, other claims only where those tell none.
    """
    struck = [claim for claim in claims if isinstance(claim, Casualty | Attack) and claim.polarity != "hypothetical"]
    told = Counter(_spans(struck)) or Counter(_spans(claims))
    short = Counter({span: count for span, count in told.items() if span[1] - span[0] < _LONG})
    told = short or told
    return tuple(sorted(told, key=lambda span: (-told[span], span[1] - span[0], span))[:SPANS])


def _spans(claims: Iterable[Claim]) -> Iterator[Days]:
    for claim in claims:
        days = days_of(claim)
        if days is not None:
            yield days


def _points(claims: Sequence[Claim]) -> tuple[Point, ...]:
    """The places that the claims tell, the one of most claims first, of two the finer."""
    told: Counter[Point] = Counter()
    for claim in claims:
        struck = claim.places if isinstance(claim, Attack) else ()
        told.update(_point(where) for where in (claim.where, *struck) if where is not None)
    return tuple(sorted(told, key=lambda point: (-told[point], _fineness(point), point.name))[:PLACES])


def _point(where: Where) -> Point:
    name = (where.name or where.text).casefold()
    return Point(where.country, where.lat, where.lon, where.precision, where.place, name)


def _fineness(point: Point) -> int:
    return FINENESS[point.precision]


def _figures(claims: Sequence[Claim]) -> tuple[Figure, ...]:
    """The figures that are asserted, each once."""
    found = {
        Figure(claim.effect, claim.victims.victim_class, claim.count.bound, claim.count.value, claim.count.value_high)
        for claim in claims
        if isinstance(claim, Casualty) and counts(claim)
    }
    return tuple(sorted(found, key=lambda figure: [str(part) for part in msgspec.structs.astuple(figure)]))


def _actors(claims: Sequence[Claim]) -> tuple[str, ...]:
    """Who did it, or is said to have done it, by the registry."""
    named = (claim.actor for claim in claims if isinstance(claim, Responsibility) and claim.stance != "denied")
    return tuple(sorted({words.actor.id for words in named if words is not None and words.actor is not None}))


def _victims(claims: Sequence[Claim]) -> set[int]:
    """The numbers of the words for whom and what it struck, and with what."""
    texts = [claim.victims.text or "" for claim in claims if isinstance(claim, Casualty)]
    for claim in claims:
        if isinstance(claim, Attack):
            texts += [span.text for span in (*claim.targets, *claim.weapons)]
    return {hashed(word) for text in texts for word in tokens(text)}


def _terms(own: Mapping[int, int], rest: Mapping[int, int]) -> list[tuple[int, int]]:
    """The weightiest words and names with their weights, in tenths: the rareness of each times how often it stands
    there, by its logarithm. `own` and `rest` are how often each stands in the account's sentences, and in the others.
    """
    weights: dict[int, float] = {}
    for told, share in ((own, 1.0), (rest, _REST)):
        for number, count in told.items():
            weights[number] = weights.get(number, 0.0) + share * (1 + math.log(count)) * rareness(number)
    heaviest = sorted(weights, key=lambda number: (-weights[number], number))[:TERMS]
    return [(number, round(10 * weights[number])) for number in sorted(heaviest)]


def _marks(terms: Sequence[tuple[int, int]], claims: Sequence[Claim]) -> tuple[int, ...]:
    """The weightiest of the rare words, without those that many incidents of one war share: the names of those who
    fight it and of those who tell of it.
    """
    shared = [claim.speaker.name for claim in claims if claim.speaker is not None]
    shared += [claim.actor.text for claim in claims if isinstance(claim, Responsibility) and claim.actor is not None]
    common = {hashed(word) for text in shared for word in (*tokens(text), *names(text))}
    rare = [(weight, number) for number, weight in terms if number not in common and rareness(number) >= _RARE]
    return tuple(number for _, number in sorted(rare, key=lambda one: (-one[0], one[1]))[:MARKS])


def _rarest(numbers: Iterable[int], most: int) -> tuple[int, ...]:
    """The rarest of several words, in rising order of their numbers."""
    return tuple(sorted(sorted(numbers, key=lambda number: (-rareness(number), number))[:most]))


def _copies(words: Sequence[str]) -> tuple[int, ...]:
    """The least hashes of a text's runs of words, under as many hash functions (MinHash, Broder 1997)."""
    runs = {crc32(" ".join(words[start : start + _RUN]).encode()) for start in range(len(words) - _RUN + 1)}
    if not runs:
        return ()
    mixed = np.fromiter((run ^ (run >> 15) for run in runs), dtype=np.uint64, count=len(runs))
    return tuple(int((mixed * factor & _MASK).min()) for factor in _FACTORS)
