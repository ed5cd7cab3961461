"""The house's road, made once for each way of reading: its stages and their model are loaded at its first use."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, TypedDict

from tollbook.errors import InputError

if TYPE_CHECKING:
    from tollbook.road import Road


class Ways(TypedDict, total=False):
    """How a road reads, where it is told to: what `Road` is made with."""

    min_confidence: float
    gate: bool


def ways_of(min_confidence: float = 0.0, *, gate: bool = False) -> Ways:
    """How a road reads, as far as it is not the house's own way."""
    if not 0 <= min_confidence <= 1:
        raise InputError(f"A confidence of {min_confidence:g} cannot be. Give a number from 0 to 1, such as 0.8.")
    ways = Ways()
    if min_confidence:
        ways["min_confidence"] = float(min_confidence)
    if gate:
        ways["gate"] = True
    return ways


@lru_cache(maxsize=8)
def house_road(*, min_confidence: float = 0.0, gate: bool = False) -> Road:
    """The house's road that reads in these ways; the same one each time it is asked for."""
    from tollbook.road import Road

    return Road(min_confidence=min_confidence, gate=gate)
