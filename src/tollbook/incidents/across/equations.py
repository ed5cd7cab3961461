"""Parts set against their wholes over all reports: classes against totals, parts against what includes them.

Every figure is the interval of whole numbers that its words admit; an equation closes where some numbers in the
intervals make both sides equal, and where it does not, the gap is the least by which they differ.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from tollbook.incidents.across.statements import Stated
from tollbook.incidents.figures import extent, listed
from tollbook.model import Count, Effect, Equation


@dataclass(slots=True, frozen=True)
class Interval:
    """The whole numbers from `low` to `high`, both inclusive; `high` None where it is open."""

    low: int
    high: int | None

    def plus(self, other: Interval) -> Interval:
        """All sums of a number of this and one of the other."""
        high = None if self.high is None or other.high is None else self.high + other.high
        return Interval(self.low + other.low, high)

    def gap(self, parts: Interval) -> int:
        """By how much this, the whole, differs from its parts at the least: 0 where they can be equal, below 0 where
        the parts are more.
        """
        if parts.high is not None and self.low > parts.high:
            return self.low - parts.high
        if self.high is not None and parts.low > self.high:
            return self.high - parts.low
        return 0


def interval(count: Count) -> Interval:
    """The whole numbers that the words of a figure admit, hedges read kindly."""
    low, high = extent(count)
    return Interval(math.ceil(low), None if math.isinf(high) else math.floor(high))


def equations(statements: Sequence[Stated], replacements: Mapping[str, Stated]) -> tuple[Equation, ...]:
    """Every equation that the figures which hold still are bound by, whether it closes or not.

    The classes that one speaker names make a sum, which is set against everybody's totals; figures that the words of a
    report include in another are set against that. Figures of different speakers make no sum: they are not halves of
    one number.
    """
    holding = [
        one
        for one in statements
        if one.asserted and one.statement.count.value is not None and one.statement.id not in replacements
    ]
    return (*_classes(holding), *_parts(holding))


def _classes(holding: Sequence[Stated]) -> Iterator[Equation]:
    tolls = [one for one in holding if one.statement.role == "toll"]
    seen = set()
    for (effect, _, scope), members in _grouped(tolls):
        classes = {
            one.statement.victim_class: one for one in members if one.statement.victim_class != "unknown"
        }  # the last published of each class
        if len(classes) < 2:
            continue
        terms = list(classes.values())
        totals = [
            one
            for one in tolls
            if (one.statement.effect, one.casualty.scope) == (effect, scope) and one.statement.victim_class == "unknown"
        ]
        for total in totals:
            made = _equation("classes", effect, terms, total)
            signature = (*sorted(each.statement.words for each in terms), total.statement.voice, total.statement.words)
            if signature not in seen:
                seen.add(signature)
                yield made


def _grouped(tolls: Sequence[Stated]) -> Iterator[tuple[tuple[Effect, str, str], list[Stated]]]:
    """The tolls of one effect, speaker and scope."""

    def key(one: Stated) -> tuple[Effect, str, str]:
        return one.statement.effect, one.statement.voice, one.casualty.scope

    for found, members in groupby(sorted(tolls, key=key), key=key):
        yield found, sorted(members, key=lambda one: (one.moment.order, one.statement.id))


def _parts(holding: Sequence[Stated]) -> Iterator[Equation]:
    """Parts that are more than their whole: one alone, or together those of unlike classes, since nobody is in two of
    them. Smaller parts always leave room for the rest.
    """
    by_id = {one.statement.id: one for one in holding}
    parts: dict[tuple[str, str], dict[str, Stated]] = {}
    for one in holding:
        whole = by_id.get(one.statement.part_of or "")
        if whole is None or whole.statement.effect != one.statement.effect:
            continue
        if _exceeds([one], whole):
            yield _equation("parts", one.statement.effect, [one], whole)
        elif one.statement.victim_class != "unknown":
            parts.setdefault((whole.statement.id, one.statement.voice), {})[one.statement.victim_class] = one
    for (whole_id, _), classes in parts.items():
        terms, whole = list(classes.values()), by_id[whole_id]
        if _exceeds(terms, whole):
            yield _equation("parts", whole.statement.effect, terms, whole)


def _exceeds(terms: Sequence[Stated], whole: Stated) -> bool:
    """Whether parts are more than their whole, whatever numbers their words admit."""
    high = interval(whole.statement.count).high
    return high is not None and _sum(terms).low > high


def _sum(terms: Sequence[Stated]) -> Interval:
    added = Interval(0, 0)
    for term in terms:
        added = added.plus(interval(term.statement.count))
    return added


def _equation(kind: str, effect: Effect, terms: Sequence[Stated], whole: Stated) -> Equation:
    added, total = _sum(terms), interval(whole.statement.count)
    gap = total.gap(added)
    return Equation(
        kind="parts" if kind == "parts" else "classes",
        effect=effect,
        terms=tuple(term.statement.id for term in terms),
        whole=whole.statement.id,
        sum_low=added.low,
        sum_high=added.high,
        whole_low=total.low,
        whole_high=total.high,
        gap=gap,
        sentence=_sentence(terms, whole, gap),
        claims=tuple(each.claim for one in (*terms, whole) for each in one.statement.attested),
    )


def _sentence(terms: Sequence[Stated], whole: Stated, gap: int) -> str:
    """The equation in words: "31 + 17 + 145 = 193 (...), the army says 210: 17 are not explained"."""
    numbers = " + ".join(f"{term.statement.count.value or 0:,}" for term in terms)
    total = sum(term.statement.count.value or 0 for term in terms)
    added = f"{numbers} = {total:,}" if len(terms) > 1 else numbers
    parts = listed([f'"{term.statement.words}"' for term in terms])
    against = f'"{whole.statement.words}" ({whole.statement.said_by})'
    said = f"{added} ({parts}; {terms[0].statement.said_by}), against {against}"
    if gap == 0:
        return f"{said}: the two agree, and are not added."
    if gap > 0:
        verb = "is" if gap == 1 else "are"
        return f"{said}: {gap:,} {verb} not explained."
    verb = "is" if len(terms) == 1 else "are"
    return f"{said}: the {'part' if len(terms) == 1 else 'parts'} {verb} {-gap:,} more than the whole."
