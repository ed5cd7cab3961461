"""Which incidents are components of an umbrella incident: a campaign over several places or days, with a total of its
own, and the single attacks in it.

An incident is a component of another where that one is the wider (more days, more places, or a province over a town),
its days and its place lie within the wider one's, nothing speaks against one hand behind both, and the wider one's toll
is at least its own. Of several that would hold it the narrowest does, so that each incident has one umbrella at most.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import msgspec

from tollbook.incidents.across.sketch import Days, Point
from tollbook.incidents.mention import REACH
from tollbook.model import Incident, kilometres

LONGEST = 45
"""Days of an umbrella, at most: a total over a year or a war holds thousands of incidents and names none."""

_FINE = frozenset({"exact", "settlement", "district"})
_SAME_SPOT = 25.0
"""Kilometres within which two settlements are one place: a town and its outskirts."""


class Gist(msgspec.Struct, frozen=True, kw_only=True):
    """What of an incident telling umbrellas and components apart needs.

    `days` are the first and the last on which it happened (ordinal numbers, both inclusive; None where none is told),
    `killed` is the largest figure of killed.
    """

    incident: str
    kind: str
    days: Days | None
    points: tuple[Point, ...]
    actors: tuple[str, ...] = ()
    killed: int | None = None


class Component(msgspec.Struct, frozen=True, kw_only=True):
    """`incident` is a part of the incident `umbrella`; `reason` says why, in a sentence."""

    umbrella: str
    incident: str
    reason: str


def gist_of(incident: Incident) -> Gist:
    """The gist of an incident. Its toll is the highest figure of killed under any of its profiles."""
    when = incident.when
    days = None if when is None else (when.start.toordinal(), when.end.toordinal())
    killed = [
        value for one in incident.estimates if one.effect == "killed" for value in (one.low, one.best, one.high)
    ]  # fmt: skip
    return Gist(
        incident=incident.id,
        kind=incident.kind,
        days=days,
        points=tuple(
            Point(one.country, one.lat, one.lon, one.precision, one.place, (one.name or one.text).casefold())
            for one in incident.places
        ),
        killed=max((value for value in killed if value is not None), default=None),
    )


def may_hold(gist: Gist) -> bool:
    """Whether an incident is wide enough to have components: a total, or several places, over some days at most."""
    if gist.days is None or gist.days[1] - gist.days[0] >= LONGEST:
        return False
    places = _fine(gist)
    over_days = gist.days[1] > gist.days[0]
    wide = any(point.precision in ("province", "country") for point in gist.points)
    return gist.kind == "aggregate" or len(places) >= 3 or (over_days and (len(places) >= 2 or wide))


def umbrellas(incidents: Sequence[Gist]) -> tuple[Component, ...]:
    """The components among some incidents, each with its umbrella, in the order of their ids."""
    found = []
    wide = sorted((gist for gist in incidents if may_hold(gist)), key=_width)
    for gist in sorted(incidents, key=lambda gist: gist.incident):
        if gist.kind != "incident":
            continue
        for umbrella in wide:
            reason = _reason(umbrella, gist)
            if reason is not None:
                found.append(Component(umbrella=umbrella.incident, incident=gist.incident, reason=reason))
                break
    return tuple(found)


def _width(gist: Gist) -> tuple[int, int, int, str]:
    assert gist.days is not None
    return (gist.days[1] - gist.days[0], len(_fine(gist)), gist.killed or 0, gist.incident)


def _reason(umbrella: Gist, gist: Gist) -> str | None:
    """Why an incident is a component of another; None where it is not."""
    if umbrella.incident == gist.incident or gist.days is None or umbrella.days is None:
        return None
    if gist.days[0] < umbrella.days[0] or gist.days[1] > umbrella.days[1] or not _wider(umbrella, gist):
        return None
    if umbrella.killed is not None and gist.killed is not None and gist.killed > umbrella.killed:
        return None
    shared = sorted(set(umbrella.actors) & set(gist.actors))
    if umbrella.actors and gist.actors and not shared:
        return None
    place = _holding(umbrella, gist, by_one_hand=bool(shared))
    if place is None:
        return None
    parts = [f"its days, {_said(gist.days)}, lie within {_said(umbrella.days)}", place]
    if shared:
        parts.append(f"both are laid to {' and '.join(shared)}")
    if umbrella.killed is not None and gist.killed is not None:
        parts.append(f"{gist.killed:,} killed are no more than {umbrella.killed:,}")
    sentence = "; ".join(parts)
    return f"{sentence[0].upper()}{sentence[1:]}."


def _wider(umbrella: Gist, gist: Gist) -> bool:
    """Whether the one tells of more days or places than the other, or is a total; a total holds no total."""
    assert umbrella.days is not None
    assert gist.days is not None
    days = umbrella.days[1] - umbrella.days[0] - (gist.days[1] - gist.days[0])
    places = len(_fine(umbrella)) - len(_fine(gist))
    return (days, places) > (0, 0) if umbrella.kind == gist.kind else days >= 0


def _holding(umbrella: Gist, gist: Gist, *, by_one_hand: bool) -> str | None:
    """How the place of an incident lies within the places of an umbrella, in words; None where it does not."""
    own = _fine(gist)
    if not own:
        return None
    main, listed = own[0], _fine(umbrella)
    if len(listed) > 1 and any(_one_spot(main, point) for point in listed):
        return f"{main.name} is one of its {len(listed)} places"
    for point in umbrella.points:
        if point.precision in ("province", "district") and point.country == main.country and _within(main, point):
            return f"{main.name} lies in {point.name}"
    if by_one_hand and any(point.precision == "country" and point.country == main.country for point in umbrella.points):
        return f"{main.name} lies in its country"
    return None


def _fine(gist: Gist) -> list[Point]:
    """The places that are a district or finer, each once."""
    kept: dict[str, Point] = {}
    for point in gist.points:
        if point.precision in _FINE or point.precision is None:
            kept.setdefault(point.place or point.name, point)
    return list(kept.values())


def _one_spot(one: Point, other: Point) -> bool:
    if one.place is None and other.place is None:
        return one.name == other.name
    apart = _apart(one, other)
    return one.place == other.place or (other.precision != "district" and apart is not None and apart < _SAME_SPOT)


def _within(point: Point, division: Point) -> bool:
    apart = _apart(point, division)
    reach = REACH["district" if division.precision == "district" else "province"]
    return point.place != division.place and apart is not None and apart <= reach / 2


def _apart(one: Point, other: Point) -> float | None:
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    return kilometres(one.lat, one.lon, other.lat, other.lon)


def _said(days: Days) -> str:
    first, last = (dt.date.fromordinal(day).isoformat() for day in days)
    return first if first == last else f"{first} to {last}"
