"""Which decisions hold: those that no later one undid."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from tollbook.model import Decision, Undone


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """`holding` are the decisions that hold, by number, those that undo others apart; `undone` gives for each that does
    not the number of the decision that undid it.
    """

    holding: tuple[Decision, ...]
    undone: dict[int, int]


def standing(decisions: Iterable[Decision]) -> Standing:
    """Which of `decisions` hold. One that undoes another may be undone in its turn: then the first holds again."""
    ordered = sorted(decisions, key=lambda decision: decision.number)
    undone: dict[int, int] = {}
    for decision in reversed(ordered):
        ruling = decision.ruling
        if isinstance(ruling, Undone) and decision.number not in undone and ruling.decision < decision.number:
            undone.setdefault(ruling.decision, decision.number)
    holding = [one for one in ordered if one.number not in undone and not isinstance(one.ruling, Undone)]
    return Standing(holding=tuple(holding), undone=undone)
