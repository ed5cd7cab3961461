"""Two readings of one report set side by side: what one of them reads alone, and what they read otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from tollbook.model import Claim
from tollbook.review.handles import handle_of, matching

_OWN = frozenset({"id", "reader", "confidence", "confidences", "basis", "part_of", "incident", "evidence"})
"""What of a claim is the reader's own, or follows from how it was read, and is no other claim by itself."""


class Reread(msgspec.Struct, frozen=True, kw_only=True):
    """What another reading of a report (its digest) changes: the claims `gained` and `lost`, and those that say
    something else, by their ids in the older reading, with the slots that do.
    """

    report: str
    gained: tuple[Claim, ...] = ()
    lost: tuple[Claim, ...] = ()
    changed: dict[str, tuple[str, ...]] = {}


def compared(report: str, older: Sequence[Claim], newer: Sequence[Claim]) -> Reread:
    """What `newer` changes, set beside `older`. Claims are one where a decision on the one would fall on the other."""
    handles = [handle_of(report, claim) for claim in newer]
    pairs = {claim.id: matching(handle_of(report, claim), handles) for claim in older}
    met = {at for at in pairs.values() if at is not None}
    changed: dict[str, tuple[str, ...]] = {}
    for claim in older:
        at = pairs[claim.id]
        if at is not None and (slots := _other_slots(claim, newer[at])):
            changed[claim.id] = slots
    return Reread(
        report=report,
        gained=tuple(claim for at, claim in enumerate(newer) if at not in met),
        lost=tuple(claim for claim in older if pairs[claim.id] is None),
        changed=changed,
    )


def _other_slots(one: Claim, other: Claim) -> tuple[str, ...]:
    ours, theirs = _said(one), _said(other)
    return tuple(sorted(slot for slot in ours.keys() | theirs.keys() if ours.get(slot) != theirs.get(slot)))


def _said(claim: Claim) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(claim)
    return {slot: _without_words(value) for slot, value in plain.items() if slot not in _OWN}


def _without_words(value: Any) -> Any:
    """A slot's value without the words that it quotes, where it says more than these."""
    if isinstance(value, dict) and value.keys() > {"text", "start", "end"}:
        return {name: inner for name, inner in value.items() if name not in ("text", "start", "end", "words")}
    if isinstance(value, dict):
        return {name: inner for name, inner in value.items() if name != "words"}
    return value
