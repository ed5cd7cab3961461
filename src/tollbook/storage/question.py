"""What is asked about all incidents of a view, and what is answered: sums, counts by day, marks on a map."""

from __future__ import annotations

from typing import Literal

import msgspec

from tollbook.model import Effect, GradeName, PlacePrecision, ReviewState, VictimClass

Order = Literal["earliest", "latest", "killed"]
"""How a list is ordered: by first day, by last day from the end, or by those killed from the most. What is unknown
comes last.
"""


class Box(msgspec.Struct, frozen=True, array_like=True):
    """A part of the map, in degrees; where `west` is more than `east` it lies across the 180th meridian."""

    west: float
    south: float
    east: float
    north: float


class After(msgspec.Struct, frozen=True, array_like=True):
    """The place in a list behind an incident: its days and figure as the list orders by them, and its id."""

    day: str
    killed: int | None
    id: str


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """The conditions that an incident must meet; None asks for nothing. Days are inclusive, in ISO form.

    `country`, `victim_class`, `effect`, `grade`, `review` and an actor's id are met exactly; actors, places, outlets
    and speakers by a part of their name. All in small letters. `box`: the middle of its place lies in it. The list is
    in `order`, begins behind `after`, leaves out the first `offset` and has up to `limit` incidents.
    """

    kind: str = "incident"
    since: str | None = None
    until: str | None = None
    country: str | None = None
    actor: str | None = None
    victim_class: VictimClass | None = None
    effect: Effect | None = None
    grade: GradeName | None = None
    review: ReviewState | None = None
    min_killed: int | None = None
    outlet: str | None = None
    place: str | None = None
    speaker: str | None = None
    box: Box | None = None
    order: Order = "earliest"
    after: After | None = None
    limit: int | None = None
    offset: int = 0


class Sum(msgspec.Struct, frozen=True, kw_only=True):
    """People of several incidents, of which `told` have a figure. `high` is None where one of these has none, and
    `open` says how many have no best figure, so that their low one went into `best`. Of aggregates, which overlap, the
    largest figures stand instead of a sum.
    """

    told: int
    low: int | None
    best: int | None
    high: int | None
    open: int


class Totals(msgspec.Struct, frozen=True, kw_only=True):
    """How many incidents meet a question: of unknown days, of unknown place, and such as hold others of the book. Their
    killed and injured; those of incidents that hold others are left out, since what they hold is counted.
    """

    incidents: int
    undated: int
    unplaced: int
    holding: int
    killed: Sum
    injured: Sum


class Stretch(msgspec.Struct, frozen=True, kw_only=True):
    """A day ("2026-05-19") or a month ("2026-05"): the incidents that happened in it, and those killed, None where no
    figure is known.
    """

    when: str
    incidents: int
    killed: int | None


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """Incidents that are drawn as one: where their middle is, how many there are, and those killed.

    `precision` is the coarsest of theirs; `own` says that this is the mark of an area. `place`, `country` and `id` are
    None where they are not of one place, country or incident.
    """

    lat: float
    lon: float
    incidents: int
    precision: PlacePrecision
    own: bool
    place: str | None
    country: str | None
    id: str | None
    killed: Sum
