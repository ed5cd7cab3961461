"""How sure a reading is, as probabilities that hold: of the claims with 0.8, four in five are right.

The model's raw scores are no such probabilities. A logistic regression (Platt 1999) over a few features of each claim
and slot, its raw score and what it rests on (`Basis`), makes them so. The weights are learnt from annotated reports:
`benchmarks/claims.py --calibrate` writes `weights.py`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache

import msgspec

from tollbook.claims.weights import WEIGHTS
from tollbook.model import Basis, Casualty, Claim, Responsibility, Span

Features = dict[str, float]
LATER = ("when", "where")
"""Slots that later stages fill."""
UNTOLD = 0.5
"""The confidence of a slot that no weights were learnt for."""
_MOST = 8.0
"""The largest log-odds of a raw score: beyond it the model's rounding speaks."""
_SUREST = 6.9
"""The largest log-odds of a probability, 999 in 1,000: nothing is certain."""
_EDGE = math.exp(-_MOST)
"""How far from 0 and 1 a raw score is kept by that."""


def weighed(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """The claims with calibrated `confidence` and `confidences`, for the slots that the reader filled."""
    return tuple(
        msgspec.structs.replace(
            claim,
            confidence=probability(claim, "claim"),
            confidences={slot: probability(claim, slot) for slot in claim.basis if slot != "claim"},
        )
        for claim in claims
    )


def settled(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims with what their places rest on, and how sure their days and places are; for the end of stage 4."""
    found = []
    for claim in claims:
        claim = msgspec.structs.replace(claim, basis=claim.basis | {"where": _of_where(claim)})
        sure = {slot: probability(claim, slot) for slot in LATER if slot in claim.basis}
        found.append(msgspec.structs.replace(claim, confidences=claim.confidences | sure))
    return tuple(found)


def at_least(claims: Sequence[Claim], least: float) -> tuple[Claim, ...]:
    """The claims whose confidence reaches `least`; a part whose whole does not stands alone."""
    kept = [claim for claim in claims if claim.confidence >= least]
    ids = {claim.id for claim in kept}
    return tuple(
        msgspec.structs.replace(claim, part_of=None)
        if isinstance(claim, Casualty) and claim.part_of is not None and claim.part_of not in ids
        else claim
        for claim in kept
    )


def probability(claim: Claim, slot: str) -> float:
    """How probable it is that a slot of the claim, or the claim itself ("claim"), is right."""
    weights = WEIGHTS.get(head_of(claim, slot))
    if weights is None:
        return UNTOLD
    basis = claim.basis[slot]
    odds = sum(weights.get(sign, 0.0) for sign in _signs_of(claim, slot, basis))
    if basis.score is not None:
        odds += weights.get("score", 0.0) * _log_odds(basis.score)
    return round(1 / (1 + math.exp(-max(-_SUREST, min(_SUREST, odds)))), 3)


def head_of(claim: Claim, slot: str) -> str:
    """The regression that judges a slot: claims have one for each kind, slots one for all kinds that have them."""
    return f"{kind_of(claim)}:claim" if slot == "claim" else slot


def kind_of(claim: Claim) -> str:
    """ "casualty", "responsibility" or "attack"."""
    if isinstance(claim, Casualty):
        return "casualty"
    return "responsibility" if isinstance(claim, Responsibility) else "attack"


def features(claim: Claim, slot: str) -> Features:
    """What is looked at to judge a slot, by name; "always" is the constant."""
    basis = claim.basis[slot]
    holds = dict.fromkeys(_signs_of(claim, slot, basis), 1.0)
    if basis.score is not None:
        holds["score"] = _log_odds(basis.score)
    return holds


def _signs_of(claim: Claim, slot: str, basis: Basis) -> tuple[str, ...]:
    kind = None if slot == "claim" or isinstance(claim, Casualty) else kind_of(claim)
    return _signs(basis.by, kind, basis.words is not None, _value(claim, slot))


@lru_cache(maxsize=1024)
def _signs(by: str, kind: str | None, worded: bool, value: str | None) -> tuple[str, ...]:
    """The names of what holds or does not, whatever the score."""
    signs = ["always", f"by {by}"]
    if kind is not None:
        signs.append(kind)
    if not worded:
        signs.append("no words")
    if value is not None:
        signs.append(f"is {value}")
    return tuple(signs)


def _value(claim: Claim, slot: str) -> str | None:
    """The slot's value where it is one of a few: some are read more surely than others."""
    if slot == "when":
        return "open" if claim.when is None else claim.when.precision
    if slot == "where":
        return "open" if claim.where is None else claim.where.precision or "unplaced"
    if isinstance(claim, Casualty):
        return _value_of_casualty(claim, slot)
    if isinstance(claim, Responsibility):
        if slot == "claim":
            return f"{claim.stance} by {claim.basis[slot].by}"
        return claim.stance if slot == "stance" else None
    return "other" if slot == "type" and claim.type == "other" else None


def _value_of_casualty(claim: Casualty, slot: str) -> str | None:
    if slot == "claim":
        return "counted" if claim.basis["value"].by == "number" else "implied"
    if slot == "value":
        return claim.count.bound
    if slot == "class":
        return claim.victims.victim_class
    return claim.scope if slot == "scope" else None


def _of_where(claim: Claim) -> Basis:
    if claim.where is None:
        return Basis(by="no place fits")
    place = Span(text=claim.where.text, start=claim.where.start, end=claim.where.end)
    own = claim.evidence.overlaps(place)
    return Basis(by="place of its sentence" if own else "place of another sentence", words=place)


def _log_odds(score: float) -> float:
    score = min(1 - _EDGE, max(_EDGE, score))
    return math.log(score / (1 - score))
