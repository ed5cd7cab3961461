"""Which accounts are worth comparing: those that share a key."""

from __future__ import annotations

from tollbook.incidents.across.sketch import Sketch

ENOUGH = 1
"""So many keys of one account must be asked for by the other. The relation is symmetric."""

_WINDOW = 1
"""Days by which two accounts of one incident may differ."""


def filed_keys(sketch: Sketch) -> tuple[str, ...]:
    """The keys under which an account is filed."""
    if sketch.days is None:
        return ()
    first, last = sketch.days
    countries = {point.country for point in sketch.points if point.country} or {"?"}
    return tuple(f"{day}|{country}" for day in range(first, min(last, first + 31) + 1) for country in sorted(countries))


def asked_keys(sketch: Sketch) -> tuple[str, ...]:
    """The keys under which accounts of the same incident may be filed."""
    if sketch.days is None:
        return ()
    first, last = sketch.days
    countries = {point.country for point in sketch.points if point.country} or {"?"}
    days = range(first - _WINDOW, min(last, first + 31) + _WINDOW + 1)
    return tuple(f"{day}|{country}" for day in days for country in sorted(countries))
