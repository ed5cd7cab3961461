"""An incident as one line of a table, and tables as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import get_args

from tollbook.model import Effect, Estimate, Incident, Report, VictimClass
from tollbook.publish.ledger import Cell, IncidentRows

COLUMNS: tuple[str, ...] = (
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
    "outlet",
    "published",
    "title",
    "url",
    "report",
    "digest",
)
"""The columns of a table of incidents: their names and their order are kept from one version to the next."""


def cells(report: Report, incident: Incident, place: str, profile: str | None) -> dict[str, Cell]:
    """The incident as one line, by column name; the estimates are those of `profile`, of all classes together.

    Every column is there; what is unknown is None, and never 0. Coordinates, precision and country are those of the
    most specific place.
    """
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
        "profile": profile,
        "outlet": report.outlet,
        "published": None if report.published is None else report.published.isoformat(),
        "title": report.title,
        "url": report.url,
        "report": report.id,
        "digest": report.digest,
    }
    for estimate in incident.estimates:
        if estimate.profile == profile:
            known |= _figures(estimate)
    return {column: known.get(column) for column in COLUMNS}


def as_csv(incidents: Iterable[IncidentRows]) -> str:
    """A table of incidents as CSV (RFC 4180) with a heading line; an empty cell is unknown.

    A cell of text that a spreadsheet would take for a formula is preceded by an apostrophe (OWASP, CSV injection).
    """
    table = io.StringIO(newline="")
    writer = csv.writer(table)
    writer.writerow(COLUMNS)
    for incident in incidents:
        writer.writerow([_inert(incident.cells[column]) for column in COLUMNS])
    return table.getvalue()


def _figures(estimate: Estimate) -> dict[str, Cell]:
    if estimate.victim_class == "all":
        values = (("low", estimate.low), ("best", estimate.best), ("high", estimate.high))
        return {f"{estimate.effect}_{name}": value for name, value in values}
    return {f"{estimate.effect}_{estimate.victim_class}_best": estimate.best}


def _inert(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
