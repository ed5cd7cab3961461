"""Places that a person gives, by the gazetteer's id or by coordinates."""

from __future__ import annotations

from tollbook.model import Where
from tollbook.places.gazetteer import PRECISION, SOURCES, Gazetteer, shipped


def place_by_id(id_: str) -> Where | None:
    """The place of the gazetteer's id ("gn:1167528"), with no words; None where there is none."""
    source, _, number = id_.partition(":")
    if source not in SOURCES or not number.isdigit():
        return None
    gazetteer = shipped()
    place = gazetteer.by_number(SOURCES.index(source), int(number))
    return None if place is None else _where(gazetteer, place)


def place_at(lat: float, lon: float) -> Where | None:
    """The point in degrees, named after the settlement nearest to it; None where none lies within 100 km."""
    gazetteer = shipped()
    nearest = gazetteer.nearest(lat, lon)
    if nearest is None:
        return None
    return Where(
        text="", start=0, end=0, name=f"near {gazetteer.name(nearest)}", country=gazetteer.code(nearest),
        lat=round(lat, 5), lon=round(lon, 5), precision="exact", place=gazetteer.id(nearest),
    )  # fmt: skip


def _where(gazetteer: Gazetteer, place: int) -> Where:
    return Where(
        text="", start=0, end=0, name=gazetteer.name(place), country=gazetteer.code(place),
        lat=round(float(gazetteer.lat[place]), 5), lon=round(float(gazetteer.lon[place]), 5),
        precision=PRECISION[gazetteer.kind[place]], place=gazetteer.id(place),
    )  # fmt: skip
