"""Parts and wholes: which figures include which, and which totals are the sum of figures said elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from tollbook.incidents.figures import explains, extent, listed, named, named_all, origin_of, said_by, words_of
from tollbook.incidents.mention import days_of
from tollbook.model import Casualty, Step

_ALONE = re.compile(r"\balone\b", re.I)

_LEAST_SUM = 3
"""The smallest sum that explains a total; that one and one make two tells nothing."""


@dataclass(slots=True, frozen=True)
class Breakdown:
    """Disjoint figures of one speaker, the number that they add up to, the totals that they explain, and those that
    they ought to explain but do not.
    """

    parts: tuple[Casualty, ...]
    found: int
    explained: tuple[Casualty, ...]
    unexplained: tuple[Casualty, ...]


def set_parts(claims: Sequence[Casualty]) -> list[Casualty]:
    """Make a figure for some of an incident's days part of the figure for all of them.

    "Nearly 100 on that day alone" is part of "145 on Friday and Saturday": the same effect and class, a smaller number,
    and days inside the other's days, or the word "alone". A claim whose words already make it a part is left alone.
    Of several wholes the last one before it in the text is taken, else the first after it.
    """
    kept = []
    for rank, claim in enumerate(claims):
        wholes = [at for at, other in enumerate(claims) if claim.part_of is None and _counts_some(claim, other)]
        before = [at for at in wholes if at < rank]
        at = before[-1] if before else wholes[0] if wholes else None
        kept.append(claim if at is None else msgspec.structs.replace(claim, part_of=claims[at].id))
    return kept


def whole_of(claims: Iterable[Casualty]) -> dict[str, Casualty]:
    """Each part's whole, by the part's id, among `claims`. Parts that include themselves in a circle have none."""
    by_id = {claim.id: claim for claim in claims}
    wholes = {}
    for claim in by_id.values():
        seen, above = {claim.id}, by_id.get(claim.part_of or "")
        while above is not None and above.id not in seen:
            seen.add(above.id)
            above = by_id.get(above.part_of or "")
        if above is None and claim.part_of in by_id:
            wholes[claim.id] = by_id[claim.part_of]
    return wholes


def breakdowns(claims: Sequence[Casualty]) -> list[Breakdown]:
    """Find the sets of disjoint figures that explain a total, or that fall short of it or exceed it.

    The parts are the figures of one speaker in one sentence, or his figures for different classes in several; the
    totals are figures of the same effect for people of any class, or of the parts' own class. The same sum said
    again is found once.
    """
    wholes = whole_of(claims)
    found: dict[tuple[object, ...], Breakdown] = {}
    for parts in _candidates(claims, wholes):
        signature = (parts[0].effect, *sorted((part.victims.victim_class, part.count.value) for part in parts))
        breakdown = _explain(parts, claims, wholes)
        if breakdown is not None and (
            signature not in found or len(breakdown.explained) > len(found[signature].explained)
        ):
            found[signature] = breakdown
    explaining = [_ids(each.parts) for each in found.values() if each.explained]
    return [
        each for each in found.values() if each.explained or not any(_ids(each.parts) < parts for parts in explaining)
    ]


def steps(claims: Sequence[Casualty], found: Sequence[Breakdown]) -> tuple[Step, ...]:
    """The part/whole findings as sentences: sums that explain totals, sums that do not, and parts."""
    wholes = whole_of(claims)
    sums = [step for breakdown in found for step in _sum_steps(breakdown, claims, wholes)]
    return (*sums, *_part_steps(claims, wholes))


def add_up(breakdown: Breakdown) -> str:
    """The sum in words: '"31 civilians" (c3) + "17 soldiers" (c4) = 48, in the words of A. Speaker'."""
    sums = " + ".join(f"{part.count.value:,}" for part in breakdown.parts)
    parts = [f'"{words_of(part)}" ({part.id})' for part in breakdown.parts]
    speaker = said_by(breakdown.parts[0])
    return f"{listed(parts)}, in the words of {speaker}, add up: {sums} = {breakdown.found:,}"


def _ids(claims: Iterable[Casualty]) -> set[str]:
    return {claim.id for claim in claims}


def _counts_some(part: Casualty, whole: Casualty) -> bool:
    """Whether `part` counts fewer people of the same class than `whole`, which itself is no part, and only those of
    some of its days, or by its own words "alone" only some of them.
    """
    if whole.part_of is not None or part.id == whole.id:
        return False
    if (part.effect, part.victims.victim_class) != (whole.effect, whole.victims.victim_class):
        return False
    if part.count.value is None or whole.count.value is None or part.count.value >= whole.count.value:
        return False
    inner, outer = days_of(part), days_of(whole)
    if _ALONE.search(part.evidence.text) and not _ALONE.search(whole.evidence.text):
        return inner is None or outer is None or (outer[0] <= inner[1] and inner[0] <= outer[1])
    if inner is None or outer is None or inner == outer or whole.when is None or whole.when.precision != "range":
        return False
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _candidates(claims: Sequence[Casualty], wholes: Mapping[str, Casualty]) -> Iterator[tuple[Casualty, ...]]:
    """Sets of figures that may be disjoint parts: of one speaker and effect, from one sentence or of one a class."""
    numbered = [claim for claim in claims if claim.count.value]
    sentences: dict[tuple[object, ...], list[Casualty]] = {}
    speakers: dict[tuple[object, ...], dict[str, Casualty]] = {}
    for claim in numbered:
        who = (origin_of(claim), claim.effect)
        sentences.setdefault((*who, claim.evidence.start), []).append(claim)
        if claim.victims.victim_class != "unknown" and claim.id not in wholes:
            speakers.setdefault(who, {}).setdefault(claim.victims.victim_class, claim)
    for together in sentences.values():
        ids = {claim.id for claim in together}
        outer = [claim for claim in together if claim.id not in wholes or wholes[claim.id].id not in ids]
        inner = [claim for claim in together if claim.id in wholes and wholes[claim.id].id in ids]
        for parts in (outer, inner):
            yield from _without_one_total(parts)
    for classes in speakers.values():
        if len(classes) > 1:
            yield tuple(classes.values())


def _without_one_total(parts: Sequence[Casualty]) -> Iterator[tuple[Casualty, ...]]:
    """The figures of a sentence, and again without each that is a total of the others."""
    if len(parts) >= 2 and len({words_of(part) for part in parts}) == len(parts):
        yield tuple(parts)
    for total in parts:
        rest = tuple(part for part in parts if part is not total)
        if len(rest) >= 2 and sum(part.count.value or 0 for part in rest) == total.count.value:
            yield rest


def _explain(
    parts: tuple[Casualty, ...], claims: Sequence[Casualty], wholes: Mapping[str, Casualty]
) -> Breakdown | None:
    """What the sum of `parts` explains among `claims`; None where it bears on no total."""
    classes = {part.victims.victim_class for part in parts}
    above = {wholes[part.id].id for part in parts if part.id in wholes}
    if len(above) > 1 or (above and any(part.id not in wholes for part in parts)):
        return None
    found = sum(part.count.value or 0 for part in parts)
    one_breath = len({part.evidence.start for part in parts}) == 1
    ids = {part.id for part in parts}
    repeated = {part.count.value for part in parts}
    totals = [
        claim
        for claim in claims
        if claim.id not in ids
        and claim.effect == parts[0].effect
        and claim.count.value
        and claim.id not in wholes
        and all(set(claim.attributes) <= set(part.attributes) for part in parts)
        and (claim.victims.victim_class == "unknown" or {claim.victims.victim_class} == classes)
        and not (claim.count.value in repeated and (claim.victims.victim_class in classes or not claim.victims.text))
    ]
    explained = tuple(total for total in totals if found >= _LEAST_SUM and explains(total.count, found))
    unexplained: tuple[Casualty, ...] = ()
    if not (explained or above) and one_breath and len(classes) > 1 and "unknown" not in classes:
        unexplained = tuple(total for total in totals if _contradicts(total, found))
    return Breakdown(parts, found, explained, unexplained) if explained or unexplained else None


def _contradicts(total: Casualty, found: int) -> bool:
    """Whether a sum is more than a total's words allow, or so much of it that it was meant to be the whole."""
    low, high = extent(total.count)
    return found > high or low / 2 <= found < low


def _sum_steps(breakdown: Breakdown, claims: Sequence[Casualty], wholes: Mapping[str, Casualty]) -> Iterator[Step]:
    ids = tuple(part.id for part in breakdown.parts)
    if breakdown.explained:
        totals = [named(total) for total in breakdown.explained]
        sentence = f"{add_up(breakdown)}, which explains {listed(totals)}."
        among = [
            claim
            for claim in claims
            if claim.id not in ids and claim.id in wholes and wholes[claim.id] in breakdown.explained
        ]
        if among:
            verb = "is" if len(among) == 1 else "are"
            sentence += f" {named_all(among)} {verb} among them."
        told = (*ids, *(total.id for total in breakdown.explained), *(claim.id for claim in among))
        yield Step(sentence=sentence, claims=told)
    if breakdown.unexplained:
        sentence = (
            f"{add_up(breakdown)}, which does not agree with {named_all(breakdown.unexplained)}; not added to it."
        )
        yield Step(sentence=sentence, claims=(*ids, *(total.id for total in breakdown.unexplained)))


def _part_steps(claims: Sequence[Casualty], wholes: Mapping[str, Casualty]) -> Iterator[Step]:
    for claim in claims:
        whole = wholes.get(claim.id)
        if whole is not None:
            sentence = f"{named(claim)} is part of {named(whole)}, and is not added to it."
            yield Step(sentence=sentence, claims=(claim.id, whole.id))
