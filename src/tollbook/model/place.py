"""Where a claim's event happened."""

from __future__ import annotations

import math
from typing import Literal

import msgspec

PlacePrecision = Literal["exact", "settlement", "district", "province", "country"]


class Where(msgspec.Struct, frozen=True, kw_only=True):
    """The words that name a place, and the gazetteer's place for them.

    `text`, `start`, `end` quote the report. `name` (canonical English), `country` (ISO 3166 alpha-2), `lat`, `lon`
    (degrees, WGS 84, its centre), `precision` and `place` (the gazetteer's id) are None together when the words name
    a place that the gazetteer does not know or cannot tell apart: unknown, never guessed. Where the words reckon a
    point from a place ("20 km north of Mosul"), `lat` and `lon` are the point's, `place` is the place, and `precision`
    says how far the words leave it open.
    """

    text: str
    start: int
    end: int
    name: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: PlacePrecision | None = None
    place: str | None = None


class PlaceCandidate(msgspec.Struct, frozen=True, kw_only=True):
    """A place of the gazetteer that a name may mean: what it is, the province that it lies in, its centre in degrees
    (WGS 84), its share among all candidates and that the place is unknown, and the signs for and against it with the
    points that each gives, the weightiest first.
    """

    place: str
    name: str
    country: str
    inside: str | None
    precision: PlacePrecision
    lat: float
    lon: float
    share: float
    signs: tuple[tuple[str, float], ...]


class PlaceWords(msgspec.Struct, frozen=True, kw_only=True):
    """Words of a report that name a place: where that is, by what it was found, and what else it might have been, the
    likeliest first.
    """

    where: Where
    why: str
    candidates: tuple[PlaceCandidate, ...]


def kilometres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """The great-circle distance of two points given in degrees (haversine, mean radius of the earth)."""
    here, there = math.radians(lat), math.radians(other_lat)
    rise = math.sin((there - here) / 2) ** 2
    turn = math.sin(math.radians(other_lon - lon) / 2) ** 2
    return 12742 * math.asin(math.sqrt(min(1.0, rise + math.cos(here) * math.cos(there) * turn)))
