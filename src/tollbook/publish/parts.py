"""The parts of a ledger that one report's and a whole incident's have in common, in rows and in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from tollbook.model import Estimate, Step, Where
from tollbook.publish import phrases
from tollbook.publish.ledger import EstimateRow, Note, Piece, PlaceRow, Range, Rule

_EFFECTS = ("killed", "injured", "missing", "abducted", "detained", "displaced")
_CLASSES = ("civilian", "security_forces", "militant", "unknown", "all")
_NO_RANGE = Range(low=phrases.UNKNOWN, best=phrases.UNKNOWN, high=phrases.UNKNOWN)


def best_in_words(estimate: Estimate) -> str:
    """The estimate in a few words: "193 killed", "at least 3 injured"; "" where nothing is known."""
    if estimate.best is not None:
        return f"{phrases.number(estimate.best)} {estimate.effect}"
    if estimate.low is not None:
        return f"at least {phrases.number(estimate.low)} {estimate.effect}"
    if estimate.high is not None:
        return f"at most {phrases.number(estimate.high)} {estimate.effect}"
    return ""


def summary_words(estimates: Sequence[Estimate], profiles: tuple[str, ...]) -> tuple[str, ...]:
    """The best figure for each effect under the first profile: of every class together, else of the only class."""
    first = [estimate for estimate in sorted_estimates(estimates) if profiles and estimate.profile == profiles[0]]
    words = []
    for _, group in groupby(first, key=lambda estimate: estimate.effect):
        rows = list(group)
        if rows[-1].victim_class == "all" or len(rows) == 1:
            words.append(best_in_words(rows[-1]))
    return tuple(word for word in words if word)


def estimate_rows(estimates: Sequence[Estimate], profiles: tuple[str, ...]) -> tuple[EstimateRow, ...]:
    """A row for each effect and class, with its range under each profile."""
    cells = {
        (one.effect, one.victim_class, one.profile): Range(
            low=phrases.number(one.low), best=phrases.number(one.best), high=phrases.number(one.high)
        )
        for one in estimates
    }
    shown = [one for one in sorted_estimates(estimates) if one.profile in profiles]
    return tuple(
        EstimateRow(
            effect=effect,
            victims=phrases.victim_class(victim_class),
            whole=victim_class == "all",
            ranges=tuple(cells.get((effect, victim_class, profile), _NO_RANGE) for profile in profiles),
        )
        for effect, victim_class in dict.fromkeys((one.effect, one.victim_class) for one in shown)
    )


def rules_of(estimates: Sequence[Estimate], profiles: tuple[str, ...]) -> tuple[Rule, ...]:
    """The steps behind the estimates, those with the same steps told once."""
    subjects: dict[tuple[str, str, tuple[Step, ...]], list[str]] = {}
    for profile in profiles:
        for one in sorted_estimates(estimates):
            if one.profile == profile and one.steps:
                key = (profile, one.profile_version, one.steps)
                subjects.setdefault(key, []).append(f"{one.effect}, {phrases.victim_class(one.victim_class)}")
    return tuple(
        Rule(profile=profile, version=version, subjects=tuple(names), steps=notes(steps))
        for (profile, version, steps), names in subjects.items()
    )


def notes(steps: Iterable[Step]) -> tuple[Note, ...]:
    """The steps as notes."""
    return tuple(note(step.sentence, step.claims) for step in steps)


def note(sentence: str, claims: tuple[str, ...]) -> Note:
    """The sentence with the ids that it names in brackets, "(c2, the army)", told apart from its words."""
    if not claims:
        return Note(pieces=(Piece(text=sentence),))
    named = re.compile(rf"(?<=\()({'|'.join(re.escape(claim) for claim in claims)})(?=[,)])")
    parts = named.split(sentence)
    pieces = tuple(Piece(text=part, claim=order % 2 == 1) for order, part in enumerate(parts) if part)
    told = set(parts[1::2])
    return Note(pieces=pieces, also=tuple(claim for claim in claims if claim not in told))


def place_rows(places: Sequence[Where]) -> tuple[PlaceRow, ...]:
    """The places, each with how precisely it is known."""
    return tuple(
        PlaceRow(
            name=phrases.place(where),
            said=None if where.name is None or where.text in ("", where.name) else where.text,
            precision=phrases.precision(where),
            country=where.country,
            coordinates=phrases.coordinates(where),
        )
        for where in places
    )


def sorted_estimates(estimates: Sequence[Estimate]) -> list[Estimate]:
    """The estimates by effect, then by class, every class together last."""
    return sorted(estimates, key=lambda one: (_EFFECTS.index(one.effect), _CLASSES.index(one.victim_class)))
