"""The gazetteer: places by name, mapped into memory from the files that the package ships.

It is built by `gazetteer/build.py`, whose README tells its sources. Opening it reads a few kilobytes; pages of the
files come into memory as names are looked up.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Set
from functools import lru_cache
from pathlib import Path
from typing import Any

import marisa_trie
import msgspec
import numpy as np
from numpy.typing import NDArray

from tollbook.errors import ResourceError
from tollbook.model import PlacePrecision
from tollbook.places.names import likeness, skeleton, too_unlike

FORMAT = 1
"""The version of the files' form; a store of another one is refused."""
NOWHERE = 65535
"""Stands for "no province" and "no district"."""
PROPER, DEMONYM = 1 << 31, 1 << 30
"""Flags of a lead from a name to a place: the name is its proper one; the name is that of its people."""
SOURCES = ("gn", "wof", "tb")
"""Where a place's number comes from: GeoNames, Who's On First, Tollbook's own table."""

COUNTRY, REGION, PROVINCE, DISTRICT, SETTLEMENT, NEIGHBOURHOOD, SITE = range(7)
"""Kinds of place, from the widest down; a place's index grows with its kind."""

PRECISION: tuple[PlacePrecision, ...] = (
    "country", "province", "province", "district", "settlement", "settlement", "exact",
)  # fmt: skip
"""The precision of a place of each kind. A region (Donbas, Darfur) is as wide as a province."""

DATA = Path(__file__).parent / "data"
_REMEDY = "install tollbook again, or build it with gazetteer/build.py"


class About(msgspec.Struct, frozen=True):
    """What `about.json` tells of a store: its form, its size, its countries with their capitals, and its files."""

    format: int
    places: int
    countries: tuple[str, ...]
    capitals: tuple[int, ...]
    files: dict[str, int]


class Lead(msgspec.Struct, frozen=True):
    """A place that a name may mean: its index, how well the name fits (1.0 the same), and what the name is to it."""

    place: int
    fit: float
    proper: bool
    demonym: bool


class Gazetteer:
    """Places by index, and names that lead to them.

    What is asked of single places stands in memory views: they give plain numbers, and faster than an array does.
    """

    def __init__(self, about: About, columns: dict[str, NDArray[Any]], tries: dict[str, Any]) -> None:
        self.about = about
        self.lat, self.lon, self.kind = columns["lat"].data, columns["lon"].data, columns["kind"].data
        self.country, self.size = columns["country"].data, columns["size"].data
        self.province, self.district = columns["province"].data, columns["district"].data
        self._columns, self._tries = columns, tries
        self._wide = int(np.searchsorted(columns["kind"], PROVINCE))

    @classmethod
    def open(cls, folder: Path = DATA) -> Gazetteer:
        """Open the store in `folder`. Raises ResourceError where a file is missing, cut short or of another form."""
        try:
            about = msgspec.json.decode((folder / "about.json").read_bytes(), type=About)
            if about.format != FORMAT:
                raise ResourceError(f"The gazetteer in {folder} has form {about.format}, not {FORMAT}: {_REMEDY}.")
            columns: dict[str, NDArray[Any]] = {}
            tries: dict[str, Any] = {}
            for name, size in about.files.items():
                path = folder / name
                if path.stat().st_size != size:
                    raise ResourceError(f"{path} of the gazetteer is damaged (not {size} bytes): {_REMEDY}.")
                if path.suffix == ".npy":
                    columns[path.stem] = np.load(path, mmap_mode="r").view(np.ndarray)
                else:
                    tries[path.stem] = marisa_trie.Trie().mmap(str(path))
            return cls(about, columns, tries)
        except (OSError, RuntimeError, ValueError, KeyError, msgspec.MsgspecError) as error:
            raise ResourceError(f"The gazetteer in {folder} is missing or damaged ({error}): {_REMEDY}.") from error

    def __len__(self) -> int:
        return self.about.places

    def __contains__(self, key: str) -> bool:
        return key in self._tries["names"]

    def names_that_start(self, phrase: str) -> list[str]:
        """Every `plain` key with which a folded phrase begins, the shortest first."""
        keys: list[str] = self._tries["names"].prefixes(phrase)
        return keys

    def is_wide(self, key: str) -> bool:
        """Whether the `plain` key names a country, a people or a region that is no province."""
        names = self._tries["names"]
        if key not in names:
            return False
        first = int(self._columns["name_leads"][self._columns["name_start"][names.key_id(key)]])
        return first & (DEMONYM - 1) < self._wide

    def is_division_of(self, key: str, countries: Set[int], kind: int, people: int) -> bool:
        """Whether the `plain` key is the proper name of a place of this kind, with at least so many people, in one of
        the countries (by their indices).
        """
        least = 8 * math.log2(people + 1)
        return key in self and any(
            lead.proper
            and self.kind[lead.place] == kind
            and self.country[lead.place] in countries
            and self.size[lead.place] >= least
            for lead in self.named(key)
        )

    def named(self, key: str) -> Iterator[Lead]:
        """The places that the `plain` key names, letter for letter."""
        if key in self._tries["names"]:
            yield from self._leads(self._tries["names"].key_id(key), 1.0)

    def spelt_like(self, key: str, least: float) -> Iterator[Lead]:
        """The places whose names share the key's skeleton and are at least so like it, the key itself left out."""
        bones, names = self._tries["bones"], self._tries["names"]
        sign = skeleton(key)
        if not sign or sign not in bones:
            return
        start = self._columns["bone_start"]
        at = bones.key_id(sign)
        for number in self._columns["bone_leads"][start[at] : start[at + 1]].tolist():
            other = names.restore_key(number)
            if other == key or too_unlike(key, other):
                continue
            if (fit := likeness(key, other)) >= least:
                yield from self._leads(number, min(fit, 0.99))

    def id(self, place: int) -> str:
        """The stable id of a place: "gn:1167528", "wof:421170797"."""
        return f"{SOURCES[self._columns['source'][place]]}:{self._columns['number'][place]}"

    def name(self, place: int) -> str:
        """The canonical name of a place, in English or in Latin letters."""
        shown: str = self._tries["shown"].restore_key(int(self._columns["shown"][place]))
        return shown

    def code(self, place: int) -> str:
        """The ISO 3166 code of the country that a place is in."""
        return self.about.countries[self.country[place]]

    def capital(self, country: int) -> int | None:
        """The index of a country's capital; None where it has none."""
        at = self.about.capitals[country]
        return None if at < 0 else at

    def inside(self, place: int, whole: int) -> bool:
        """Whether `place` is `whole` or lies in it, by the divisions that the gazetteer knows."""
        if place == whole:
            return True
        if self.kind[whole] == COUNTRY:
            return self.country[place] == whole
        return self.province[place] == whole or self.district[place] == whole

    def _leads(self, number: int, fit: float) -> Iterator[Lead]:
        start = self._columns["name_start"]
        for value in self._columns["name_leads"][start[number] : start[number + 1]].tolist():
            yield Lead(value & (DEMONYM - 1), fit, bool(value & PROPER), bool(value & DEMONYM))


@lru_cache(maxsize=1)
def shipped() -> Gazetteer:
    """The gazetteer of this installation, opened once."""
    return Gazetteer.open()
