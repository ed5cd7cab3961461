"""Places that a person gives, by the gazetteer's id or by coordinates."""

from __future__ import annotations

from functools import lru_cache

from tollbook.model import Where
from tollbook.places.gazetteer import NOWHERE, PRECISION, SOURCES, Gazetteer, shipped


def place_by_id(id_: str) -> Where | None:
    """The place of the gazetteer's id ("gn:1167528"), with no words; None where there is none."""
    place = index_of(id_)
    return None if place is None else where_of(shipped(), place)


@lru_cache(maxsize=8192)
def divisions_of(id_: str) -> tuple[str, ...]:
    """The names of the district and the province that the place of a gazetteer's id lies in, as far as they are known;
    nothing where there is no such place.
    """
    place = index_of(id_)
    if place is None:
        return ()
    gazetteer = shipped()
    wholes = (gazetteer.district[place], gazetteer.province[place])
    return tuple(gazetteer.name(whole) for whole in wholes if whole not in (NOWHERE, place))


def country_name(code: str) -> str | None:
    """The name of the country of a code in ISO 3166 ("PK"); None where the gazetteer has none."""
    gazetteer = shipped()
    countries = gazetteer.about.countries
    return gazetteer.name(countries.index(code)) if code in countries else None


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


def areas_at(lat: float, lon: float) -> tuple[Where, ...]:
    """The settlement nearest to a point, and the district, province and country that it lies in."""
    gazetteer = shipped()
    nearest = gazetteer.nearest(lat, lon)
    if nearest is None:
        return ()
    areas = [place for place in (gazetteer.district[nearest], gazetteer.province[nearest]) if place != NOWHERE]
    whole = [nearest, *areas, gazetteer.country[nearest]]
    return tuple(where_of(gazetteer, place) for place in dict.fromkeys(whole))


def index_of(id_: str) -> int | None:
    """The index in the shipped gazetteer of the place of an id ("gn:1167528"); None where there is none."""
    source, _, number = id_.partition(":")
    if source not in SOURCES or not number.isdigit():
        return None
    return shipped().by_number(SOURCES.index(source), int(number))


def where_of(gazetteer: Gazetteer, place: int) -> Where:
    """A place of the gazetteer, by its index, with no words."""
    return Where(
        text="", start=0, end=0, name=gazetteer.name(place), country=gazetteer.code(place),
        lat=round(float(gazetteer.lat[place]), 5), lon=round(float(gazetteer.lon[place]), 5),
        precision=PRECISION[gazetteer.kind[place]], place=gazetteer.id(place),
    )  # fmt: skip
