"""How a speaker stands to what he counts: on no side, on his own, or as a party counting its enemy."""

from __future__ import annotations

from collections.abc import Iterable

from tollbook.incidents.profiles import Standing
from tollbook.model import Actor, Casualty, Claim, Responsibility

_COUNTS = {"health", "monitor", "intergovernmental", "media"}
_STATE = {"government", "military", "police"}


def sides_blamed(claims: Iterable[Claim]) -> frozenset[str]:
    """The sides to which the claims lay the violence, whoever says so, denials left out."""
    return frozenset(
        side_of(claim.actor.actor)
        for claim in claims
        if isinstance(claim, Responsibility)
        and claim.stance in ("claimed", "blamed", "reported")
        and claim.relation == "perpetrator"
        and claim.actor is not None
        and claim.actor.actor is not None
    )


def side_of(actor: Actor) -> str:
    """The side on which an actor stands: its own where the registry gives none."""
    return actor.side or actor.id


def standing_of(claim: Casualty, blamed: frozenset[str]) -> Standing:
    """How the speaker of `claim` stands to its victims, where `blamed` are the sides said to have harmed them.

    Whoever counts its enemy's losses, a state's officials counting militants, an armed group counting anybody but its
    own fighters, an army saying that nobody was harmed, and whoever counts the civilians that its own side is said to
    have harmed are interested.
    """
    if claim.speaker is None:
        return "report"
    actor = claim.speaker.actor
    if actor is None or actor.kind == "unknown":
        return "unregistered"
    if actor.kind in _COUNTS:
        return "neutral"
    if actor.kind == "witness":
        return "witness"
    if claim.interest == "enemy":
        return "interested"
    counted = claim.victims.victim_class
    if actor.kind not in _STATE:
        return "own_side" if counted == "militant" and "perpetrator" not in claim.attributes else "interested"
    if counted == "militant":
        return "interested"
    if counted == "security_forces":
        return "own_side"
    harmless = actor.kind == "military" and claim.count.value == 0
    return "interested" if harmless or side_of(actor) in blamed else "official"
