"""The gazetteer: places by name, mapped into memory from the files that the package ships.

`tollbook gazetteer build` builds them; gazetteer/README.md tells their sources. Opening them reads a few kilobytes;
pages of the files come into memory as names are looked up. What the user added (`tollbook gazetteer add`) stands in
folders of the same form and is looked up beside them.
"""

from __future__ import annotations

import math
import os
from bisect import bisect_right
from collections.abc import Iterator, Sequence, Set
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import marisa_trie
import msgspec
import numpy as np
from numpy.typing import NDArray

from tollbook.errors import ResourceError
from tollbook.model import PlacePrecision, kilometres
from tollbook.places.names import likeness, skeleton, too_unlike

FORMAT = 2
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
_REMEDY = "install tollbook again, or build it with `tollbook gazetteer build`"


class About(msgspec.Struct, frozen=True):
    """What `about.json` tells of a store: its form, its size, its countries with their capitals, its files, and the
    SHA-256 of them all.
    """

    format: int
    places: int
    countries: tuple[str, ...]
    capitals: tuple[int, ...]
    files: dict[str, int]
    digest: str


class AboutAddition(msgspec.Struct, frozen=True):
    """What `about.json` tells of an addition: its form, the `digest` of the store that it was made for, the file that
    it was made from, how many places it adds, to how many of the store's it adds names, and its files.
    """

    format: int
    base: str
    made_from: str
    places: int
    widened: int
    files: dict[str, int]


class Lead(msgspec.Struct, frozen=True):
    """A place that a name may mean: its index, how well the name fits (1.0 the same), and what the name is to it."""

    place: int
    fit: float
    proper: bool
    demonym: bool


class _Names:
    """The names of a store or of an addition: tries of them and of their skeletons, and what they lead to.

    A lead below `own` is a place of the store; from `own` on it is one of this addition, whose first is `first`.
    """

    __slots__ = ("bone_leads", "bone_start", "bones", "leads", "names", "shown", "start")

    def __init__(self, columns: dict[str, NDArray[Any]], tries: dict[str, Any], own: int, first: int) -> None:
        self.names, self.bones, self.shown = tries["names"], tries["bones"], tries["shown"]
        self.start, leads = columns["name_start"], columns["name_leads"]
        self.leads = leads if own == first else _moved(leads, DEMONYM - 1, own, first)
        self.bone_start, self.bone_leads = columns["bone_start"], columns["bone_leads"]

    def leads_of(self, number: int) -> list[int]:
        """The places, with their flags, that the name of this number leads to."""
        found: list[int] = self.leads[self.start[number] : self.start[number + 1]].tolist()
        return found

    def leads_from(self, key: str) -> list[int]:
        """The places, with their flags, that a key leads to."""
        return self.leads_of(self.names.key_id(key)) if key in self.names else []

    def spelt_like(self, sign: str) -> Iterator[tuple[str, int]]:
        """The names that have a skeleton, each with its number."""
        if sign in self.bones:
            at = self.bones.key_id(sign)
            for number in self.bone_leads[self.bone_start[at] : self.bone_start[at + 1]].tolist():
                yield self.names.restore_key(number), number


_PARTED = 6
"""Provinces from which on a country has parts by direction."""


class Gazetteer:
    """Places by index, and names that lead to them.

    What is asked of single places stands in memory views: they give plain numbers, and faster than an array does.
    """

    def __init__(
        self, about: About, columns: dict[str, NDArray[Any]], names: Sequence[_Names], firsts: Sequence[int]
    ) -> None:
        self.about = about
        self.lat, self.lon, self.kind = columns["lat"].data, columns["lon"].data, columns["kind"].data
        self.country, self.size = columns["country"].data, columns["size"].data
        self.province, self.district = columns["province"].data, columns["district"].data
        self._columns, self._names, self._firsts = columns, names, firsts
        self._wide = int(np.searchsorted(columns["kind"][: about.places], PROVINCE))

    @classmethod
    def open(cls, folder: Path = DATA, additions: Sequence[Path] = ()) -> Gazetteer:
        """Open the store in `folder`, and what was added to it. Raises ResourceError where a file is missing, cut short
        or of another form, or an addition was made for another store.
        """
        about, columns, tries = _mapped(folder, About, f"{_REMEDY}.")
        names, firsts = [_Names(columns, tries, 0, 0)], [0]
        places = {name: [column] for name, column in columns.items() if name in _OF_PLACES}
        first = about.places
        for addition in additions:
            remedy = f"`tollbook gazetteer add` its file again, or `tollbook gazetteer remove {addition.name}`."
            added, more, tries = _mapped(addition, AboutAddition, remedy)
            if added.base != about.digest:
                raise ResourceError(f"The addition {addition} was made for another version of the gazetteer: {remedy}")
            for name, parts in places.items():
                parent = name in ("province", "district")
                parts.append(_moved(more[name], None, about.places, first) if parent else more[name])
            names.append(_Names(more, tries, about.places, first))
            firsts.append(first)
            first += added.places
        whole = {name: parts[0] if len(parts) == 1 else np.concatenate(parts) for name, parts in places.items()}
        return cls(about, whole, names, firsts)

    def __len__(self) -> int:
        return len(self.lat)

    def __contains__(self, key: str) -> bool:
        return any(key in layer.names for layer in self._names)

    def names_that_start(self, phrase: str) -> list[str]:
        """Every `plain` key with which a folded phrase begins, the shortest first."""
        keys: list[str] = self._names[0].names.prefixes(phrase)
        for layer in self._names[1:]:
            keys = sorted({*keys, *layer.names.prefixes(phrase)}, key=len)
        return keys

    def is_wide(self, key: str) -> bool:
        """Whether the `plain` key names a country, a people or a region that is no province."""
        return any(self._is_wide(value & (DEMONYM - 1)) for layer in self._names for value in layer.leads_from(key)[:1])

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
        for layer in self._names:
            yield from _leads(layer.leads_from(key), 1.0)

    def spelt_like(self, key: str, least: float) -> Iterator[Lead]:
        """The places whose names share the key's skeleton and are at least so like it, the key itself left out."""
        sign = skeleton(key)
        if not sign:
            return
        for layer in self._names:
            for other, number in layer.spelt_like(sign):
                if other == key or too_unlike(key, other):
                    continue
                if (fit := likeness(key, other)) >= least:
                    yield from _leads(layer.leads_of(number), min(fit, 0.99))

    def id(self, place: int) -> str:
        """The stable id of a place: "gn:1167528", "wof:421170797"."""
        return f"{SOURCES[self._columns['source'][place]]}:{self._columns['number'][place]}"

    def by_number(self, source: int, number: int) -> int | None:
        """The place that has a number in a source (its index in `SOURCES`); None where there is none."""
        found = np.flatnonzero((self._columns["number"] == number) & (self._columns["source"] == source))
        return int(found[0]) if len(found) else None

    def name(self, place: int) -> str:
        """The canonical name of a place, in English or in Latin letters."""
        layer = self._names[0 if place < self.about.places else bisect_right(self._firsts, place) - 1]
        shown: str = layer.shown.restore_key(int(self._columns["shown"][place]))
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
        return whole != NOWHERE and (self.province[place] == whole or self.district[place] == whole)

    def part(self, country: int, bearing: float) -> tuple[float, float] | None:
        """Latitude and longitude of the middle of what lies in a direction in a country ("northern ..."; degrees from
        north, clockwise): the mean of the centres of that third of its provinces that lie farthest this way. None for a
        country of less than six provinces.
        """
        kinds = self._columns["kind"][: self.about.places]
        provinces = slice(*np.searchsorted(kinds, (PROVINCE, PROVINCE + 1)))
        here = self._columns["country"][provinces] == country
        lat, lon = self._columns["lat"][provinces][here], self._columns["lon"][provinces][here]
        if len(lat) < _PARTED:
            return None
        east = ((lon - lon[0] + 180) % 360 - 180) * np.cos(np.radians(lat.mean()))
        along = lat * np.cos(np.radians(bearing)) + east * np.sin(np.radians(bearing))
        far = np.argsort(-along, kind="stable")[: max(2, len(along) // 3)]
        middle = (lon[0] + (((lon[far] - lon[0] + 180) % 360) - 180).mean() + 180) % 360 - 180
        return float(lat[far].mean()), float(middle)

    def nearest(self, lat: float, lon: float, within_km: float = 100.0) -> int | None:
        """The settlement nearest to a point, or the smaller place; None where there is none so near."""
        rise = np.asarray(self.lat) - lat
        near = np.flatnonzero((abs(rise) * 111.2 < within_km) & (np.asarray(self.kind) >= SETTLEMENT))
        apart = [(kilometres(lat, lon, self.lat[place], self.lon[place]), place) for place in near.tolist()]
        least = min(apart, default=(math.inf, -1))
        return least[1] if least[0] <= within_km else None

    def namesake_near(self, key: str, place: int, within_km: float = 800.0) -> int | None:
        """The settlement of that name, the place itself apart, that is largest for its distance from a place."""
        found = {
            lead.place: kilometres(self.lat[place], self.lon[place], self.lat[lead.place], self.lon[lead.place])
            for lead in self.named(key)
            if self.kind[lead.place] == SETTLEMENT and lead.place != place
        }
        near = [other for other, km in found.items() if km <= within_km]
        return max(near, key=lambda other: (self.size[other] - 8 * math.log2(found[other] + 1), -other), default=None)

    def _is_wide(self, place: int) -> bool:
        return place < self._wide or (place >= self.about.places and self.kind[place] < PROVINCE)


@lru_cache(maxsize=1)
def shipped() -> Gazetteer:
    """The gazetteer of this installation with what its user added to it, opened once."""
    return Gazetteer.open(additions=added_folders(user_folder()))


def user_folder() -> Path:
    """Where additions are kept: the folder that TOLLBOOK_GAZETTEER names, else the user's data folder (XDG)."""
    named = os.environ.get("TOLLBOOK_GAZETTEER")
    data = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return Path(named) if named else data / "tollbook" / "gazetteer"


def added_folders(folder: Path) -> list[Path]:
    """The additions in a folder, by their names."""
    return sorted(path.parent for path in folder.glob("*/about.json"))


_OF_PLACES = frozenset("lat lon shown number source kind country province district size".split())
"""The columns with one value for each place."""


def _leads(values: Sequence[int], fit: float) -> Iterator[Lead]:
    for value in values:
        yield Lead(value & (DEMONYM - 1), fit, bool(value & PROPER), bool(value & DEMONYM))


def _moved(places: NDArray[Any], mask: int | None, own: int, first: int) -> NDArray[Any]:
    """Indices of an addition, those of its own places moved to where they stand in the whole; NOWHERE stays."""
    bare = places if mask is None else places & mask
    return np.where(bare >= own, places + (first - own), places)


_Told = TypeVar("_Told", About, AboutAddition)


def _mapped(folder: Path, form: type[_Told], remedy: str) -> tuple[_Told, dict[str, NDArray[Any]], dict[str, Any]]:
    """What `about.json` tells of the files in a folder, its columns and its tries, mapped into memory."""
    try:
        about = msgspec.json.decode((folder / "about.json").read_bytes(), type=form)
        if about.format != FORMAT:
            raise ResourceError(f"The gazetteer in {folder} has form {about.format}, not {FORMAT}: {remedy}")
        columns: dict[str, NDArray[Any]] = {}
        tries: dict[str, Any] = {}
        for name, size in about.files.items():
            path = folder / name
            if path.stat().st_size != size:
                raise ResourceError(f"{path} of the gazetteer is damaged (not {size} bytes): {remedy}")
            if path.suffix == ".npy":
                columns[path.stem] = np.load(path, mmap_mode="r").view(np.ndarray)
            else:
                tries[path.stem] = marisa_trie.Trie().mmap(str(path))
        if not (columns.keys() >= _COLUMNS and tries.keys() >= _TRIES):
            raise ResourceError(f"The gazetteer in {folder} lacks files: {remedy}")
        return about, columns, tries
    except (OSError, RuntimeError, ValueError, KeyError, msgspec.MsgspecError) as error:
        raise ResourceError(f"The gazetteer in {folder} is missing or damaged ({error}): {remedy}") from error


_COLUMNS = _OF_PLACES | {"name_start", "name_leads", "bone_start", "bone_leads"}
_TRIES = frozenset({"names", "bones", "shown"})
