"""How a decision holds on to a claim: by the words that the claim rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tollbook.model import Attack, Casualty, Claim, Decision, Handle, Made

LOST = "no claim is read there any more, or several that cannot be told apart"
"""Why a handle holds nothing."""


def handle_of(report: str, claim: Claim) -> Handle:
    """What a decision holds of a claim as it was read; `report` is the report's digest."""
    if isinstance(claim, Casualty):
        words = claim.count
        return Handle(
            report=report, kind="casualty", start=words.start, end=words.end, text=words.text, effect=claim.effect
        )
    if isinstance(claim, Attack):
        trigger = claim.trigger
        return Handle(report=report, kind="attack", start=trigger.start, end=trigger.end, text=trigger.text)
    named = claim.actor if claim.actor is not None else claim.evidence
    return Handle(
        report=report, kind="responsibility", start=named.start, end=named.end, text=named.text, stance=claim.stance
    )


def made_handles(decisions: Iterable[Decision]) -> dict[str, Handle]:
    """What decisions hold of the claims that people made, whether they still hold or not, by the claims' ids."""
    return {made_id(one.number): one.ruling.claim for one in decisions if isinstance(one.ruling, Made)}


def made_id(number: int) -> str:
    """The id, within its report, of the claim that a decision made."""
    return f"p{number}"


def resolve(handle: Handle, report: str, claims: Sequence[Claim]) -> Claim | None:
    """The claim among those read in `report` (a digest) that a handle holds; None where there is none, or no one."""
    found = matching(handle, [handle_of(report, claim) for claim in claims])
    return None if found is None else claims[found]


def matching(handle: Handle, others: Sequence[Handle]) -> int | None:
    """Which of `others` (by its index) is held by `handle`.

    The claim on exactly these words; where no claim is on them any more, the one of the same kind and effect whose
    words overlap them most. A "nobody has claimed it" and a claim that names somebody are never taken for each other.
    None where none is like that, or several are alike: never guessed.
    """
    like = [at for at, other in enumerate(others) if _comparable(handle, other)]
    exact = [at for at in like if (others[at].start, others[at].end) == (handle.start, handle.end)]
    if len(exact) > 1:
        exact = [at for at in exact if others[at].stance == handle.stance]
    if exact:
        return exact[0] if len(exact) == 1 else None
    shares = {at: _overlap(handle, others[at]) for at in like}
    best = max(shares.values(), default=0.0)
    found = [at for at, share in shares.items() if share == best]
    return found[0] if best > 0 and len(found) == 1 else None


def _comparable(one: Handle, other: Handle) -> bool:
    return (one.report, one.kind, one.effect) == (other.report, other.kind, other.effect) and (
        (one.stance == "unclaimed") == (other.stance == "unclaimed")
    )


def _overlap(one: Handle, other: Handle) -> float:
    """The characters that two stretches of words share, as a part of those that either has."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return 0.0 if shared <= 0 else shared / (max(one.end, other.end) - min(one.start, other.start))
