"""Low, best and high as a bar and in words. Bars grow with the square root of the number, as circles on the map do."""

from __future__ import annotations

import math

import msgspec

from tollbook.book import Sum
from tollbook.model import Effect, Summary

WIDE = 160
"""How wide the longest bar is drawn, in units of its picture."""

_LEAST = 3.0
"""The narrowest bar that is still seen."""


class Range(msgspec.Struct, frozen=True, kw_only=True):
    """A bar from `start` to `end` with a tick at `tick`, in units of `WIDE`; None where there is no figure to draw.
    `from_open` and `to_open` say that low or high is not known, so that the bar has no end there. `best` and `range`
    say the figures in words; `best` is None where nothing is known.
    """

    effect: Effect
    best: str | None = None
    range: str | None = None
    start: float | None = None
    end: float | None = None
    tick: float | None = None
    from_open: bool = False
    to_open: bool = False


def range_of(summary: Summary, effect: Effect, most: int) -> Range | None:
    """The bar of an incident's people of one effect, of all classes, where `most` is as long as can be; None where
    nothing is said of that effect.
    """
    for one in summary.incident.estimates:
        if (one.effect, one.victim_class) == (effect, "all"):
            return _drawn(effect, one.low, one.best, one.high, most)
    return None


def most_of(summaries: list[Summary]) -> int:
    """The largest number that some bar of these incidents reaches; at least 10."""
    values = [
        value
        for summary in summaries
        for one in summary.incident.estimates
        if one.victim_class == "all" and one.effect in ("killed", "injured")
        for value in (one.low, one.best, one.high)
        if value is not None
    ]
    return max([10, *values])


def in_words(total: Sum) -> tuple[str, str | None]:
    """A sum's best figure and its range: "1,204" or "at least 1,204"; "1,100 to 1,390" or "1,100 or more"."""
    if not total.told or total.best is None:
        return "unknown", None
    best = f"{total.best:,}" if not total.open else f"at least {total.best:,}"
    return best, _range(total.low, total.best, total.high)


def _drawn(effect: Effect, low: int | None, best: int | None, high: int | None, most: int) -> Range:
    known = [value for value in (low, best, high) if value is not None]
    if not known:
        return Range(effect=effect)
    start, end = _along(min(known), most), _along(max(known), most)
    if end - start < _LEAST:
        start, end = max(0.0, start - _LEAST / 2), max(0.0, start - _LEAST / 2) + _LEAST
    return Range(
        effect=effect,
        best=_best(low, best, high),
        range=_range(low, best, high),
        start=round(start, 1),
        end=round(end, 1),
        tick=None if best is None else round(_along(best, most), 1),
        from_open=low is None,
        to_open=high is None,
    )


def _best(low: int | None, best: int | None, high: int | None) -> str:
    if best is not None:
        return f"{best:,}"
    return f"at least {low:,}" if low is not None else f"at most {high:,}"


def _range(low: int | None, best: int | None, high: int | None) -> str | None:
    """The range beside the best figure; None where it says no more than that."""
    if best is None:
        return f"up to {high:,}" if low is not None and high is not None else None
    if low is None:
        return None if high is None else f"up to {high:,}"
    if high is None:
        return f"{low:,} or more"
    return None if low == high else f"{low:,} to {high:,}"


def _along(value: int, most: int) -> float:
    return WIDE * math.sqrt(value / most)
