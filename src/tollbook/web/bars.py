"""Low, best and high as bars: from low to high with a tick at best, open where an end is not known, none for nothing.

Places along a bar are percent of its width, so that one drawing fits every screen.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

_OPEN = 7.0
"""How far a bar runs on, in percent, where its end is not known."""


class Bar(NamedTuple):
    """Where a bar begins and ends, where its tick stands (None without a best), and which ends are open."""

    start: float
    width: float
    tick: float | None
    open_start: bool
    open_end: bool
    before: float
    after: float


def top_of(values: Iterable[int | None]) -> int:
    """A round number that no value exceeds: the end of the scale."""
    most = max((value for value in values if value is not None), default=0)
    if most <= 5:
        return 5
    size = 10 ** (len(str(most)) - 1)
    return next(int(size * step) for step in (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10) if size * step >= most)


def bar_of(low: int | None, best: int | None, high: int | None, top: int) -> Bar | None:
    """The bar of an estimate on a scale from 0 to `top`; None where nothing is known."""
    known = [value for value in (low, best, high) if value is not None]
    if not known:
        return None
    reach = 100 - _OPEN
    start, end = (reach * value / max(1, top) for value in (min(known), max(known)))
    return Bar(
        start=round(start, 2),
        width=round(end - start, 2),
        tick=None if best is None else round(reach * best / max(1, top), 2),
        open_start=low is None,
        open_end=high is None,
        before=round(max(0.0, start - _OPEN), 2),
        after=round(min(100.0, end + _OPEN), 2),
    )


def place_of(value: int, top: int) -> float:
    """Where a value stands on the scale of `bar_of`, in percent."""
    return round((100 - _OPEN) * value / max(1, top), 2)
