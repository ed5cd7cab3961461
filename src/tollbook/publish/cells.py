"""An incident as one line of a list, and lists as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias, get_args

import msgspec

from tollbook.model import Effect, Estimate, Summary, VictimClass
from tollbook.publish import phrases
from tollbook.publish.headings import heading_place

Cell: TypeAlias = str | int | float | None
"""What one cell of a table holds."""

INCIDENT_COLUMNS: tuple[str, ...] = (
    "incident",
    "kind",
    "first_day",
    "last_day",
    "day_precision",
    "place",
    "place_precision",
    "country",
    "latitude",
    "longitude",
    "attack_types",
    "profile",
    *(f"{effect}_{value}" for effect in get_args(Effect) for value in ("low", "best", "high")),
    *(f"killed_{victim_class}_best" for victim_class in get_args(VictimClass)),
    "reports",
    "origins",
    "outlets",
    "grade_airwars",
    "grade_ibc",
    "review",
)
"""The columns of a table of incidents: their names and their order are kept from one version to the next."""


class ListRow(msgspec.Struct, frozen=True, kw_only=True):
    """An incident in a list: in words, and as one line of a table by column name.

    Every column is there; what is unknown is None, and never 0. The estimates are those of one profile. Coordinates,
    precision and country are those of the most specific place.
    """

    id: str
    place: str
    days: str
    cells: dict[str, Cell]


def list_row(summary: Summary) -> ListRow:
    """One incident as a line of a list."""
    place = heading_place(summary.incident.places)
    return ListRow(
        id=summary.incident.id, place=place, days=phrases.days(summary.incident.when), cells=_cells(summary, place)
    )


def as_csv(incidents: Iterable[ListRow]) -> str:
    """A table of incidents as CSV, in the way of `as_table`."""
    return as_table(INCIDENT_COLUMNS, (incident.cells for incident in incidents))


def as_table(columns: Sequence[str], rows: Iterable[Mapping[str, Cell]]) -> str:
    """Rows as CSV (RFC 4180) with a heading line; an empty cell is unknown.

    A cell of text that a spreadsheet would take for a formula is preceded by an apostrophe (OWASP, CSV injection).
    """
    table = io.StringIO(newline="")
    writer = csv.writer(table)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_inert(row[column]) for column in columns])
    return table.getvalue()


def _cells(summary: Summary, place: str) -> dict[str, Cell]:
    incident = summary.incident
    finest = incident.places[0] if incident.places else None
    when = incident.when
    known: dict[str, Cell] = {
        "incident": incident.id,
        "kind": incident.kind,
        "first_day": None if when is None else when.start.isoformat(),
        "last_day": None if when is None else when.end.isoformat(),
        "day_precision": None if when is None else when.precision,
        "place": None if finest is None else place,
        "place_precision": None if finest is None else finest.precision,
        "country": None if finest is None else finest.country,
        "latitude": None if finest is None else finest.lat,
        "longitude": None if finest is None else finest.lon,
        "attack_types": "; ".join(incident.attack_types) or None,
        "profile": incident.estimates[0].profile if incident.estimates else None,
        "reports": summary.reports,
        "origins": summary.origins,
        "outlets": "; ".join(summary.outlets) or None,
        **{f"grade_{profile}": grade for profile, grade in summary.grades.items()},
        "review": summary.review,
    }
    for estimate in incident.estimates:
        known |= _figures(estimate)
    return {column: known.get(column) for column in INCIDENT_COLUMNS}


def _figures(estimate: Estimate) -> dict[str, Cell]:
    if estimate.victim_class == "all":
        values = (("low", estimate.low), ("best", estimate.best), ("high", estimate.high))
        return {f"{estimate.effect}_{name}": value for name, value in values}
    return {f"{estimate.effect}_{estimate.victim_class}_best": estimate.best}


def _inert(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
