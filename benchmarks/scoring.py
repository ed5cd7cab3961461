"""How well a reading agrees with a hand-made one: claims paired one to one, counted by kind and by slot.

Two casualty claims pair when they tell of the same effect and the words of their counts overlap; two responsibility
claims when their stance is the same and their actors' words overlap (or neither has any); two attack claims when
their type is the same and their triggers overlap. Claims whose cause is not violence, and hypothetical ones, count
on neither side. The tests of the examples and `benchmarks/claims.py` measure with it.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]
Test = Callable[[Json, Json], bool]

SIDE = {"at_least": "up", "more_than": "up", "at_most": "down", "fewer_than": "down", "vague": "open"}
"""On which side of its number a bound lets the truth lie; every other bound means the number itself."""


@dataclass(frozen=True)
class Match:
    """The claims of one kind: pairs (expected, read), what was missed, and what was read and not expected."""

    pairs: tuple[tuple[Json, Json], ...] = ()
    missed: tuple[Json, ...] = ()
    spurious: tuple[Json, ...] = ()

    def right(self, *tests: Test) -> int:
        """How many pairs pass every test."""
        return sum(all(test(expected, read) for test in tests) for expected, read in self.pairs)

    def f1(self, *tests: Test) -> float:
        """The harmonic mean of precision and recall, where a pair is right when it passes every test; 1 for nothing."""
        right = self.right(*tests)
        there = 2 * len(self.pairs) + len(self.missed) + len(self.spurious)
        return 2 * right / there if there else 1.0

    def __add__(self, other: Match) -> Match:
        return Match(self.pairs + other.pairs, self.missed + other.missed, self.spurious + other.spurious)


@dataclass(frozen=True)
class Agreement:
    """The matches of one report or, added up, of several, by kind of claim."""

    casualty: Match = field(default_factory=Match)
    responsibility: Match = field(default_factory=Match)
    attack: Match = field(default_factory=Match)

    def __add__(self, other: Agreement) -> Agreement:
        return Agreement(
            self.casualty + other.casualty,
            self.responsibility + other.responsibility,
            self.attack + other.attack,
        )


def compare(expected: Json, read: Json) -> Agreement:
    """Compare a reading with what was expected of it; both in the form `{"report": ..., "claims": [...]}`."""
    return Agreement(
        casualty=match(of_kind(expected, "casualty"), of_kind(read, "casualty"), casualty_likeness),
        responsibility=match(of_kind(expected, "responsibility"), of_kind(read, "responsibility"), stance_likeness),
        attack=match(of_kind(expected, "attack"), of_kind(read, "attack"), attack_likeness),
    )


def of_kind(reading: Json, kind: str) -> list[Json]:
    """The claims of one kind that tell of violence that happened."""
    return [
        claim
        for claim in reading["claims"]
        if claim["kind"] == kind
        and claim.get("cause", "violence") == "violence"
        and claim.get("polarity", "asserted") != "hypothetical"
    ]


def match(expected: Sequence[Json], read: Sequence[Json], likeness: Callable[[Json, Json], int]) -> Match:
    """Pair the claims one to one, the likest first; a likeness of 0 never pairs."""
    candidates = [(likeness(one, other), i, j) for i, one in enumerate(expected) for j, other in enumerate(read)]
    left, right = set(range(len(expected))), set(range(len(read)))
    pairs = []
    for weight, i, j in sorted(candidates, key=lambda candidate: (-candidate[0], candidate[1], candidate[2])):
        if weight and i in left and j in right:
            left.remove(i)
            right.remove(j)
            pairs.append((expected[i], read[j]))
    return Match(
        pairs=tuple(pairs),
        missed=tuple(expected[i] for i in sorted(left)),
        spurious=tuple(read[j] for j in sorted(right)),
    )


def casualty_likeness(expected: Json, read: Json) -> int:
    """How many characters the counts share, 0 where the effects differ."""
    return shared(expected["count"], read["count"]) if expected["effect"] == read["effect"] else 0


def stance_likeness(expected: Json, read: Json) -> int:
    """How many characters the actors share, 1 where both have none, 0 where the stances differ."""
    if expected["stance"] != read["stance"]:
        return 0
    if expected["actor"] is None and read["actor"] is None:
        return 1
    return shared(expected["actor"], read["actor"])


def attack_likeness(expected: Json, read: Json) -> int:
    """How many characters the triggers share, 0 where the types differ."""
    return shared(expected["trigger"], read["trigger"]) if expected["type"] == read["type"] else 0


def shared(one: Json | None, other: Json | None) -> int:
    """How many characters two stretches of one text have in common."""
    if one is None or other is None:
        return 0
    return int(max(0, min(one["end"], other["end"]) - max(one["start"], other["start"])))


def same_figure(expected: Json, read: Json) -> bool:
    """Whether the two counts name the same number, and let the truth lie on the same side of it."""
    one, other = expected["count"], read["count"]
    if one["value"] != other["value"] or (one["bound"] == "range" and one.get("value_high") != other.get("value_high")):
        return False
    return one["value"] is None or SIDE.get(one["bound"]) == SIDE.get(other["bound"])


def same_class(expected: Json, read: Json) -> bool:
    """Whether the victims are of the same class."""
    return bool((expected.get("victims") or {}).get("class", "unknown") == read["victims"]["class"])


def same_scope(expected: Json, read: Json) -> bool:
    """Whether both speak of one incident, or both of a total."""
    return bool(expected.get("scope", "incident") == read["scope"])


def same_speaker(expected: Json, read: Json) -> bool:
    """Whether the same speaker is credited: at the same words, or by a name that shares most of its words."""
    one, other = expected.get("speaker"), read.get("speaker")
    if one is None or other is None:
        return one is other
    if shared(one, other):
        return True
    names = name_words(one.get("name") or one["text"]), name_words(other.get("name") or other["text"])
    return 2 * len(names[0] & names[1]) >= max(1, min(len(names[0]), len(names[1])))


def same_days(expected: Json, read: Json) -> bool:
    """Whether the event is dated to the same days."""
    one, other = expected.get("when"), read.get("when")
    if one is None or other is None:
        return one is other
    return (str(one["start"]), str(one["end"])) == (str(other["start"]), str(other["end"]))


NEAR = 161.0
"""Kilometres (a hundred miles) within which two places count as the same, as in the literature on geoparsing."""


def same_place(expected: Json, read: Json) -> bool:
    """Whether the places lie within 161 km of each other; by their country where one has no coordinates."""
    one, other = expected.get("where"), read.get("where")
    if one is None or other is None:
        return one is other
    if one.get("lat") is None or other.get("lat") is None:
        return bool(one.get("country") == other.get("country"))
    return kilometres(one, other) <= NEAR


def same_country(expected: Json, read: Json) -> bool:
    """Whether the places lie in one country, or neither has any."""
    one, other = expected.get("where") or {}, read.get("where") or {}
    return bool(one.get("country") == other.get("country"))


def kilometres(one: Json, other: Json) -> float:
    """The distance of two places along the great circle (haversine formula)."""
    lat1, lon1, lat2, lon2 = (math.radians(place[axis]) for place in (one, other) for axis in ("lat", "lon"))
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * 6371 * math.asin(math.sqrt(half))


def incidents_of(agreements: Sequence[Agreement]) -> list[tuple[object, object]]:
    """The incidents, expected and read, of every casualty claim that pairs, for `b_cubed`: one agreement a report, as
    keys of incidents are its own.
    """
    return [
        ((number, one.get("incident")), (number, other.get("incident")))
        for number, agreement in enumerate(agreements)
        for one, other in agreement.casualty.pairs
    ]


def b_cubed(keys: Sequence[tuple[object, object]]) -> float:
    """How well claims are brought together (Bagga and Baldwin 1998): the F1 of B-cubed precision and recall, over the
    expected and the read incident of each claim; 1 for no claims.
    """
    expected, read = Counter(one for one, _ in keys), Counter(other for _, other in keys)
    both: defaultdict[tuple[object, object], int] = defaultdict(int)
    for pair in keys:
        both[pair] += 1
    if not keys:
        return 1.0
    precision = sum(both[pair] / read[pair[1]] for pair in keys) / len(keys)
    recall = sum(both[pair] / expected[pair[0]] for pair in keys) / len(keys)
    return 2 * precision * recall / (precision + recall)


def name_words(name: str) -> set[str]:
    """The words by which a name is known again, articles and titles of address apart."""
    bare = "".join(letter if letter.isalnum() else " " for letter in name.lower().replace("’s", "").replace("'s", ""))
    return set(bare.split()) - {"the", "a", "an", "of", "mr", "mrs", "ms", "said"}


def brief(claims: Iterable[Json]) -> str:
    """Claims in a few words each, for the message of a failing test."""
    return "; ".join(
        f"{claim['kind']} {claim.get('effect') or claim.get('stance') or claim.get('type')} "
        f"{(claim.get('count') or claim.get('actor') or claim.get('trigger') or {}).get('text')!r}"
        for claim in claims
    )
