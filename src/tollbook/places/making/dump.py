"""Reading GeoNames' dump of a country (`PK.txt`): a line a place, 19 columns parted by tabs, as GeoNames tells."""

from __future__ import annotations

import math
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from tollbook.errors import InputError
from tollbook.places.gazetteer import COUNTRY, DISTRICT, NEIGHBOURHOOD, PROVINCE, REGION, SETTLEMENT, SITE
from tollbook.places.making.rows import Row, in_other_scripts, is_latin, useful

COLUMNS = (
    "geonameid", "name", "asciiname", "alternatenames", "latitude", "longitude", "feature class", "feature code",
    "country code", "cc2", "admin1 code", "admin2 code", "admin3 code", "admin4 code", "population", "elevation", "dem",
    "timezone", "modification date",
)  # fmt: skip
"""The columns of a dump, in their order."""

_REMEDY = "give a country's file as GeoNames publishes it (PK.zip, or the PK.txt inside)"
_KINDS = {
    "PCLI": COUNTRY, "PCLD": COUNTRY, "PCLS": COUNTRY, "PCLF": COUNTRY, "PCLIX": COUNTRY, "PCL": COUNTRY,
    "TERR": COUNTRY, "ADM1": PROVINCE, "ADM2": DISTRICT, "ADM3": DISTRICT, "ADM4": DISTRICT, "ADMD": DISTRICT,
    "RGN": REGION, "PPLX": NEIGHBOURHOOD,
}  # fmt: skip
_GONE = frozenset({"PPLH", "PPLCH"})
_SITES = frozenset(
    "AIRB AIRF AIRP AIRQ AIRS BDG BUSTN CH CMP CMPRF CSTM CTRM CVNT DAM FT GATE HSP HSPC HSPD INSM LIBR MFG MILB MKT "
    "MN MSQE MSTY MUS OILR PAL PIER PO PP PRN PS PSTB PSTC PSTP RSTN SCH SCHC SHRN STDM SYG TMPL TOWR UNIV".split()
)
"""Features of classes S and L that are buildings and sites: bases, camps, crossings, hospitals, churches."""
_CODE = re.compile(r"[A-Z]{2}")


def read_dump(path: Path) -> list[Row]:
    """The places of a dump: divisions, settlements, neighbourhoods and sites.

    Raises InputError, with the file and the line, where it is no such dump or holds no place.
    """
    rows = []
    for number, line in enumerate(_lines(path), 1):
        row = _row(line, f"{path}, line {number}")
        if row is not None:
            rows.append(row)
    if not rows:
        raise InputError(f"{path} holds no places: {_REMEDY}.")
    return rows


def _lines(path: Path) -> Iterator[str]:
    """The lines of a dump; of a zip as GeoNames publishes it, those of the file in it that has its name."""
    try:
        if path.suffix.lower() == ".zip":
            with zipfile.ZipFile(path) as archive, archive.open(f"{path.stem}.txt") as packed:
                for line in packed:
                    yield line.decode()
        else:
            with path.open(encoding="utf-8", newline="\n") as lines:
                yield from lines
    except (OSError, KeyError, zipfile.BadZipFile, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read ({error}): {_REMEDY}.") from error


def _row(line: str, place: str) -> Row | None:
    """The place on a line; None where it is of no kind that reports name."""
    fields = line.rstrip("\r\n").split("\t")
    if len(fields) != len(COLUMNS):
        raise InputError(f"{place}: {len(fields)} columns instead of {len(COLUMNS)}: {_REMEDY}.")
    told = dict(zip(COLUMNS, fields, strict=True))
    kind = _kind(told["feature class"], told["feature code"])
    if kind is None:
        return None
    number, population = _whole(told, "geonameid", place), _whole(told, "population", place, empty=0)
    lat, lon = _degrees(told, "latitude", 90, place), _degrees(told, "longitude", 180, place)
    if not _CODE.fullmatch(told["country code"]):
        raise InputError(f"{place}: {told['country code']!r} is no country code of two letters: {_REMEDY}.")
    others = [told["name"], *told["alternatenames"].split(",")]
    name = told["name"] if is_latin(told["name"]) else told["asciiname"]
    if not name.strip():
        raise InputError(f"{place}: the place has no name: {_REMEDY}.")
    province = f"{told['country code']}.{told['admin1 code']}"
    return Row(
        "gn", number, name.strip(), kind, told["country code"], lat, lon, population,
        {*useful(others, name), *useful([told["asciiname"]], name)}, foreign=set(in_other_scripts(others)),
        province_code=province, district_code=f"{province}.{told['admin2 code']}", geonames=number,
    )  # fmt: skip


def _kind(feature_class: str, code: str) -> int | None:
    if code in _GONE or (feature_class == "A" and code.endswith("H")):
        return None  # abolished
    if code in _KINDS:
        return _KINDS[code]
    if feature_class == "P":
        return SETTLEMENT
    return SITE if feature_class in {"S", "L"} and code in _SITES else None


def _whole(told: dict[str, str], column: str, place: str, empty: int | None = None) -> int:
    text = told[column]
    if not text and empty is not None:
        return empty
    if not (text.isascii() and text.isdigit() and len(text) < 11 and int(text) < 1 << 32):
        raise InputError(f"{place}: {column} {text!r} is no whole number: {_REMEDY}.")
    return int(text)


def _degrees(told: dict[str, str], column: str, most: int, place: str) -> float:
    try:
        degrees = float(told[column])
    except ValueError:
        degrees = math.nan
    if not abs(degrees) <= most:
        raise InputError(f"{place}: {column} {told[column]!r} is no number between -{most} and {most}: {_REMEDY}.")
    return degrees
