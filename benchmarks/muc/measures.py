"""The measures: GTT's, and MUC-4's own on single slots."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from benchmarks.muc.templates import STRING_SLOTS, VALUE_SLOTS, Mentions, Template, Value


@dataclass
class Count:
    """What was asked for (`there`), what was answered (`said`), and what of each was right."""

    there: float = 0
    found: float = 0
    said: float = 0
    right: float = 0

    def __iadd__(self, other: Count) -> Count:
        self.there += other.there
        self.found += other.found
        self.said += other.said
        self.right += other.right
        return self

    @property
    def recall(self) -> float:
        """The share of what was asked for that was found."""
        return self.found / self.there if self.there else 0.0

    @property
    def precision(self) -> float:
        """The share of what was answered that was right."""
        return self.right / self.said if self.said else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        both = self.recall + self.precision
        return 2 * self.recall * self.precision / both if both else 0.0


@dataclass
class Scores:
    """Counts by slot over the messages so far."""

    slots: dict[str, Count] = field(default_factory=lambda: {slot: Count() for slot in ("type", *STRING_SLOTS)})
    values: dict[str, Count] = field(default_factory=lambda: {slot: Count() for slot in VALUE_SLOTS})
    messages: int = 0
    templates: int = 0

    def add(self, said: Sequence[Template], key: Sequence[Template]) -> None:
        """Count one message."""
        self.messages += 1
        self.templates += len(key)
        for slot, count in gtt(said, key).items():
            self.slots[slot] += count
        for slot, count in slot_by_slot(said, key).items():
            self.values[slot] += count

    def __iadd__(self, other: Scores) -> Scores:
        self.messages += other.messages
        self.templates += other.templates
        for mine, theirs in ((self.slots, other.slots), (self.values, other.values)):
            for slot, count in theirs.items():
                mine[slot] += count
        return self

    @property
    def micro(self) -> Count:
        """The incident's type and the five string slots together."""
        total = Count()
        for count in self.slots.values():
            total += count
        return total


def gtt(said: Sequence[Template], key: Sequence[Template]) -> dict[str, Count]:
    """The measure of Du, Rush and Cardie (EACL and NAACL 2021; `eval.py` of their GTT): templates of one type are
    aligned one to one such that the message's micro F1 is best. An entity that is said is right where its every
    mention is one of the mentions of one of the template's entities; an entity of the key is found where a said one
    is right for it. The type of an aligned template is right; what is not aligned is missed, or said in vain. Of
    templates in the key that are alike in type and strings one counts.
    """
    key = _distinct(key)
    counts = {slot: Count() for slot in ("type", *STRING_SLOTS)}
    for template in key:
        counts["type"] += Count(there=1)
        for slot in STRING_SLOTS:
            counts[slot] += Count(there=len(template.strings[slot]))
    for template in said:
        counts["type"] += Count(said=1)
        for slot in STRING_SLOTS:
            counts[slot] += Count(said=len(template.strings[slot]))
    there, answered = sum(c.there for c in counts.values()), sum(c.said for c in counts.values())

    def worth(mine: Template, theirs: Template) -> tuple[float, float]:
        found = right = 1.0
        for slot in STRING_SLOTS:
            pair = _pair(mine.strings[slot], theirs.strings[slot])
            found, right = found + pair.found, right + pair.right
        return found, right

    for mine, theirs in align(said, key, worth, there, answered):
        counts["type"] += Count(found=1, right=1)
        for slot in STRING_SLOTS:
            counts[slot] += _pair(said[mine].strings[slot], key[theirs].strings[slot])
    return counts


def _distinct(templates: Sequence[Template]) -> list[Template]:
    kept: list[Template] = []
    for template in templates:
        if all((template.types, template.strings) != (other.types, other.strings) for other in kept):
            kept.append(template)
    return kept


def _pair(said: Sequence[Mentions], key: Sequence[Mentions]) -> Count:
    """How many of two templates' entities in one slot are found and right."""
    right = [[mine <= theirs for theirs in key] for mine in said]
    return Count(found=sum(map(any, zip(*right, strict=True))) if said else 0, right=sum(map(any, right)))


def slot_by_slot(said: Sequence[Template], key: Sequence[Template]) -> dict[str, Count]:
    """Recall and precision of the value slots as MUC-4 scores them (Chinchor, MUC-4 evaluation metrics, 1992; scoring
    guidelines version 7, 3.1.2 and 3.2.11 to 3.2.23), over all templates, missing and spurious ones counted.

    A right value of the right entity counts 1, of another entity a half; so does a number to which the key puts a
    tilde or a range, SUSPECTED OR ACCUSED for the same BY AUTHORITIES, and NO INJURY or NO DEATH for both. What is
    optional in the key counts only where it is found. Where the original asks a person whether a string is right,
    strings are held for one here when the words of one are among the words of the other.
    """
    counts = {slot: Count() for slot in VALUE_SLOTS}
    for template in key:
        for slot in VALUE_SLOTS:
            needed = [value for value in template.values[slot] if not value.optional and not template.optional]
            counts[slot] += Count(there=len(needed))
    for template in said:
        for slot in VALUE_SLOTS:
            counts[slot] += Count(said=len(template.values[slot]))

    def worth(mine: Template, theirs: Template) -> tuple[float, float]:
        points = 0.01 + sum(
            _values(mine.values[slot], theirs.values[slot], theirs.optional).right for slot in VALUE_SLOTS
        )
        return points, points

    answered, there = sum(c.said for c in counts.values()), sum(c.there for c in counts.values())
    for mine, theirs in align(said, key, worth, there, answered):
        for slot in VALUE_SLOTS:
            counts[slot] += _values(said[mine].values[slot], key[theirs].values[slot], key[theirs].optional)
    return counts


def _values(said: Sequence[Value], key: Sequence[Value], optional: bool) -> Count:
    """Pair values one to one, the best first."""
    points = sorted(
        ((_points(mine, theirs), i, j) for i, mine in enumerate(said) for j, theirs in enumerate(key)),
        key=lambda found: -found[0],
    )
    count, used, filled = Count(), set[int](), set[int]()
    for worth, i, j in points:
        if worth and i not in used and j not in filled:
            used.add(i)
            filled.add(j)
            count += Count(there=float(optional or key[j].optional), found=worth, right=worth)
    return count


def _points(mine: Value, theirs: Value) -> float:
    said = next(iter(mine.values))
    if said in theirs.values:
        return 1.0 if not theirs.of or same(mine.of, theirs.of) else 0.5
    near = {"NO INJURY OR DEATH"} if said in {"NO INJURY", "NO DEATH"} else set()
    if said == "SUSPECTED OR ACCUSED":
        near = {"SUSPECTED OR ACCUSED BY AUTHORITIES"}
    numbers = {number for value in theirs.values for number in re.findall(r"\d+", value)}
    return 0.5 if near & theirs.values or said in numbers else 0.0


def same(mine: Mentions, theirs: Mentions) -> bool:
    """Whether the words of one string are among those of another."""
    return any(
        set(one.split()) <= set(other.split()) or set(other.split()) <= set(one.split())
        for one in mine
        for other in theirs
        if one and other
    )


def align(
    said: Sequence[Template],
    key: Sequence[Template],
    worth: Callable[[Template, Template], tuple[float, float]],
    there: float,
    answered: float,
) -> list[tuple[int, int]]:
    """Pairs of templates of one type, one to one, with the best F1 of what is found of `there` and right of
    `answered`: of all ways, built template by template.
    """
    pairs = {
        (i, j): worth(mine, theirs)
        for i, mine in enumerate(said)
        for j, theirs in enumerate(key)
        if mine.types[0] in theirs.types
    }
    if not pairs:
        return []

    def f1(way: _Way) -> float:
        recall = way.found / there if there else 0.0
        precision = way.right / answered if answered else 0.0
        if not recall or not precision:
            return recall + precision  # nothing that must be found, or nothing said
        return 2 * recall * precision / (recall + precision)

    ways = {_Way(0.0, 0.0, ())}
    for i in range(len(said)):
        more = {
            _Way(way.found + pairs[i, j][0], way.right + pairs[i, j][1], (*way.pairs, (i, j)))
            for way in ways
            for j in range(len(key))
            if (i, j) in pairs and j not in {theirs for _, theirs in way.pairs}
        }
        ways = _undominated(ways | more)
    return list(max(sorted(ways), key=f1).pairs)


class _Way(NamedTuple):
    """An alignment so far: what is found and right by it, and its pairs."""

    found: float
    right: float
    pairs: tuple[tuple[int, int], ...]


def _undominated(ways: Iterable[_Way]) -> set[_Way]:
    """The ways that may become the best: of those that use the same templates of the key, none is better in both."""
    kept: dict[frozenset[int], list[_Way]] = defaultdict(list)
    for way in sorted(ways, reverse=True):
        rivals = kept[frozenset(theirs for _, theirs in way.pairs)]
        if all(way.right > rival.right for rival in rivals):
            rivals.append(way)
    return {way for rivals in kept.values() for way in rivals}
