"""What of an account its comparing needs, small enough to be kept for every account of a book."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from tollbook.model import Account, Casualty, Claim, Report, Responsibility


class Point(msgspec.Struct, frozen=True, array_like=True):
    """A place: its country, its centre in degrees where it has one, how precisely it is known, the gazetteer's id."""

    country: str | None
    lat: float | None
    lon: float | None
    precision: str | None
    place: str | None


class Figure(msgspec.Struct, frozen=True, array_like=True):
    """One figure: how many of whom suffered what."""

    effect: str
    victim_class: str
    bound: str
    value: int | None
    value_high: int | None


class Sketch(msgspec.Struct, frozen=True, array_like=True):
    """An account made ready for comparing. Days are ordinal numbers (`datetime.date.toordinal`), both inclusive."""

    account: str
    report: str
    kind: str
    published: int | None
    days: tuple[int, int] | None
    points: tuple[Point, ...]
    figures: tuple[Figure, ...]
    actors: tuple[str, ...]
    types: tuple[str, ...]


def sketch_of(report: Report, account: Account, claims: Sequence[Claim]) -> Sketch:
    """The sketch of one account of `report`, `claims` being all that the report makes."""
    own = [claim for claim in claims if claim.id in account.claims]
    when = account.when
    return Sketch(
        account=account.id,
        report=account.report,
        kind=account.kind,
        published=None if report.published is None else report.published.toordinal(),
        days=None if when is None else (when.start.toordinal(), when.end.toordinal()),
        points=tuple(Point(p.country, p.lat, p.lon, p.precision, p.place) for p in account.places),
        figures=tuple(
            Figure(c.effect, c.victims.victim_class, c.count.bound, c.count.value, c.count.value_high)
            for c in own
            if isinstance(c, Casualty)
        ),
        actors=tuple(
            sorted({c.actor.actor.id for c in own if isinstance(c, Responsibility) and c.actor and c.actor.actor})
        ),
        types=account.attack_types,
    )
