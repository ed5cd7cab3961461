"""What a side says of its own forces: a claim of responsibility, not an accusation."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from tollbook.model import ActorKind, Claim, Responsibility

_FORCES: frozenset[ActorKind] = frozenset({"military", "police", "armed_group"})
_VOICES: frozenset[ActorKind] = _FORCES | {"government", "media"}
"""Who speaks for a side."""


def with_admissions(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """The claims, with forces that are blamed by a speaker of their own side as `claimed` ("the defence ministry in
    Moscow said Russian jets had struck ..."), unless the words themselves accuse. For claims whose actors are known.
    """
    return tuple(
        msgspec.structs.replace(claim, stance="claimed")
        if isinstance(claim, Responsibility) and _is_admission(claim)
        else claim
        for claim in claims
    )


def _is_admission(claim: Responsibility) -> bool:
    teller = None if claim.speaker is None else claim.speaker.actor
    doer = None if claim.actor is None else claim.actor.actor
    if claim.stance != "blamed" or teller is None or doer is None or doer.side is None:
        return False
    accused = "stance" in claim.basis and claim.basis["stance"].by != "model"
    return teller.side == doer.side and doer.kind in _FORCES and teller.kind in _VOICES and not accused
