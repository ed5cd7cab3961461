"""Points that words tell instead of naming: so far and that way from a place, midway between two, coordinates.

Every point comes with the distance in kilometres within which the words leave it open, and that is its precision.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import NamedTuple

from tollbook.model import PlacePrecision, kilometres

_EARTH_KM = 6371.0
_REACH: tuple[tuple[float, PlacePrecision], ...] = (
    (1.0, "exact"),
    (15.0, "settlement"),
    (60.0, "district"),
    (400.0, "province"),
)
"""Kilometres up to which a point may be off and still have each precision."""
_DEGREE_KM = 111.2


class Point(NamedTuple):
    """A point in degrees (WGS 84), and the kilometres within which the words leave it open."""

    lat: float
    lon: float
    open_km: float

    @property
    def precision(self) -> PlacePrecision:
        """How precise a place at this point is."""
        return next((name for reach, name in _REACH if self.open_km <= reach), "country")


class Offset(NamedTuple):
    """So many kilometres from a place, in a direction (degrees from north, clockwise; None where it is not told)."""

    km: float
    bearing: float | None
    open_km: float

    @property
    def words(self) -> str:
        """It in words: "20 km north of", "20 km from"."""
        way = next((name for name, bearing in _POINTS.items() if bearing == self.bearing), None)
        return f"{self.km:.0f} km {way} of" if way else f"{self.km:.0f} km from"


def part_named(words: str) -> tuple[str, float] | None:
    """The direction that words end with, and its bearing in degrees: "the northeastern" -> ("northeastern", 45.0). Bare
    "north" and the like, which are parts of names, are none.
    """
    match = _PART.search(words)
    return (match[1].lower(), _way(re.sub("ern$", "", match[1].lower()))[0]) if match else None


_PART = re.compile(
    r"\b((?:north|south)-?(?:east|west)(?:ern)?|(?:north|south|east|west)ern)(?:\s+parts?\s+of)?\s+(?:the\s+)?$",
    re.IGNORECASE,
)


class Coordinates(NamedTuple):
    """Coordinates printed in a text: where their words start and end, and the point."""

    start: int
    end: int
    point: Point


def moved(lat: float, lon: float, offset: Offset) -> Point:
    """The point at an offset from another; that one itself, and as wide as the offset, where no direction is told.

    The direct problem on a sphere of 6,371 km radius.
    """
    if offset.bearing is None:
        return Point(lat, lon, offset.km + offset.open_km)
    turn, here, way = offset.km / _EARTH_KM, math.radians(lat), math.radians(offset.bearing)
    sine = math.sin(here) * math.cos(turn) + math.cos(here) * math.sin(turn) * math.cos(way)
    there = math.asin(max(-1.0, min(1.0, sine)))
    east = math.atan2(
        math.sin(way) * math.sin(turn) * math.cos(here), math.cos(turn) - math.sin(here) * math.sin(there)
    )
    return Point(math.degrees(there), _in_range(lon + math.degrees(east)), offset.open_km)


def midway(lat: float, lon: float, other_lat: float, other_lon: float) -> Point:
    """The middle of the great circle between two points, open by half their distance."""
    here, there = math.radians(lat), math.radians(other_lat)
    turn = math.radians(other_lon - lon)
    x, y = math.cos(there) * math.cos(turn), math.cos(there) * math.sin(turn)
    middle = math.atan2(math.sin(here) + math.sin(there), math.hypot(math.cos(here) + x, y))
    east = math.atan2(y, math.cos(here) + x)
    half = kilometres(lat, lon, other_lat, other_lon) / 2
    return Point(math.degrees(middle), _in_range(lon + math.degrees(east)), half)


def offset_before(words: str) -> Offset | None:
    """The offset that words in front of a name tell: "about 20 km (12 miles) north of the town of "; None where they
    tell none.
    """
    match = _OFFSET.search(words) if _UNIT.search(words) else None
    if match is None:
        return None
    number = _NUMBERS.get(match["number"].lower()) or float(match["number"].replace(",", ""))
    unit = _MILE_KM if match["unit"].lower().startswith("m") else 1.0
    km = number * unit
    if not 0 < km <= _FARTHEST_KM:
        return None
    bearing, half = _way(match["way"]) if match["way"] else (None, 0.0)
    rounding = unit * _step(number) / 2
    aside = km * math.sin(math.radians(half))
    return Offset(km, bearing, max(_TOWN_KM, rounding + aside))


def coordinates_in(text: str) -> Iterator[Coordinates]:
    """Coordinates printed in a text, in decimal degrees or in degrees, minutes and seconds. Their precision is that of
    their last figure. Those that lie on no globe are passed over, and numbers that may be anything else: plain ones
    need three decimals each, those with N or E a point or a degree sign.
    """
    for match in _PAIR.finditer(text):
        first, second = _angle(match, "a"), _angle(match, "b")
        if first is None or second is None:
            continue
        if first.side in "EW" and second.side in "NS" and first.side:
            first, second = second, first
        sides = first.side + second.side
        right_way = sides in {"NE", "NW", "SE", "SW"} or (not sides and first.is_fine and second.is_fine)
        if right_way and abs(first.degrees) <= 90 and abs(second.degrees) <= 180:
            open_km = max(first.step, second.step) / 2 * _DEGREE_KM
            yield Coordinates(*match.span(), Point(first.degrees, second.degrees, open_km))


class _Angle(NamedTuple):
    """One of two coordinates: signed degrees, the step of the last figure in degrees, its side (N, S, E, W or none)."""

    degrees: float
    step: float
    side: str

    @property
    def is_fine(self) -> bool:
        """Whether it is told to three decimals at least, as nothing but coordinates are."""
        return self.step < 0.0011


def _angle(match: re.Match[str], which: str) -> _Angle | None:
    degrees, minutes, seconds = (match[which + part] for part in ("deg", "min", "sec"))
    side = (match[which + "lead"] or match[which + "side"] or "")[:1].upper()
    if side and "." not in degrees and not match[which + "mark"]:
        return None
    if float(minutes or 0) >= 60 or float(seconds or 0) >= 60:
        return None
    size = float(degrees) + float(minutes or 0) / 60 + float(seconds or 0) / 3600
    last, unit = (seconds, 3600) if seconds else (minutes, 60) if minutes else (degrees, 1)
    step = 10.0 ** -len(last.partition(".")[2]) / unit
    negative = side in {"S", "W"} or (match[which + "sign"] or "+") != "+"
    return _Angle(-size if negative else size, step, side)


_MILE_KM, _FARTHEST_KM, _TOWN_KM = 1.609344, 1000.0, 3.0
_NUMBERS = {
    "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
}  # fmt: skip
_POINTS = {"north": 0, "northeast": 45, "east": 90, "southeast": 135, "south": 180, "southwest": 225, "west": 270,
           "northwest": 315}  # fmt: skip
_SHORT_POINTS = {"n": "north", "ne": "northeast", "e": "east", "se": "southeast", "s": "south", "sw": "southwest",
                 "w": "west", "nw": "northwest"}  # fmt: skip
_UNIT = re.compile(r"km|kilom|mi(?:les?)?\b", re.IGNORECASE)
_OFFSET = re.compile(
    rf"(?<![\d.,\w])(?P<number>\d{{1,3}}(?:,\d{{3}})*(?:\.\d+)?|{'|'.join(_NUMBERS)})[\s-]?"
    r"(?P<unit>km|kms|kilomet(?:er|re)s?|miles?|mi)\b\.?(?:\s*\([^()]{1,30}\))?,?\s+(?:away\s+|out\s+)?"
    r"(?:(?:to\s+)?(?:the\s+)?(?P<way>(?:north|south)(?:\s?-\s?|\s)?(?:east|west)|"
    r"north|south|east|west|NE|NW|SE|SW|N|S|E|W)(?:ern)?\s+(?:of|from)|from|outside|off)\s+(?:of\s+)?"
    r"(?:(?:the|its|nearby|central|old|main|port|provincial|regional|district|state|national|historic)\s+){0,3}"
    r"(?:(?:capital|city|town|village|centre|center|port|airport|border)\s*(?:city\s*|of\s+|,\s*|in\s+)?)?$",
    re.IGNORECASE,
)


def _in_range(lon: float) -> float:
    return (lon + 180) % 360 - 180


def _way(words: str) -> tuple[float, float]:
    """The bearing of a direction, and half the angle that it leaves open: one of eight points."""
    bare = re.sub(r"[\s-]", "", words.lower())
    return float(_POINTS[_SHORT_POINTS.get(bare, bare)]), 22.5


def _step(number: float) -> float:
    """The step in which a round number is told: 20 by tens, 25 by fives, 27 by ones."""
    return next((step for step in (100.0, 10.0, 5.0) if number >= step and number % step == 0), 1.0)


_ONE = (
    r"(?P<{0}lead>[NSEW]\s?)?(?P<{0}sign>[+\-\u2212])?(?P<{0}deg>\d{{1,3}}(?:\.\d{{1,8}})?)"
    r"(?P<{0}mark>\s?(?:°|º|(?i:deg(?:rees)?\b))\s?)?"
    r"(?:(?P<{0}min>\d{{1,2}}(?:\.\d{{1,4}})?)\s?(?:['′’]|(?i:min(?:utes)?\b))\s?)?"
    r"(?:(?P<{0}sec>\d{{1,2}}(?:\.\d{{1,4}})?)\s?(?:[\"″”]|''|(?i:sec(?:onds)?\b))\s?)?"
    r"(?({0}lead)|(?:\s?(?P<{0}side>[NSEW]\b|(?i:north|south|east|west)\b))?)"
)
_PAIR = re.compile(
    r"(?<![\d.\w°+\-\u2212])"
    + _ONE.format("a")
    + r"(?:\s?[,;/]\s?|\s(?:and\s)?)"
    + _ONE.format("b")
    + r"(?!\.?\d|[\w°])"
)
