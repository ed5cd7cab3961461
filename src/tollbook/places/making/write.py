"""Writing a store, or an addition to one: arrays and tries that the package maps into memory."""

from __future__ import annotations

import hashlib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import marisa_trie
import msgspec
import numpy as np

from tollbook.errors import InputError
from tollbook.places.gazetteer import (
    COUNTRY,
    DEMONYM,
    DISTRICT,
    FORMAT,
    NOWHERE,
    PROPER,
    PROVINCE,
    SETTLEMENT,
    SOURCES,
    About,
    AboutAddition,
)
from tollbook.places.making.rows import Row
from tollbook.places.names import plain, skeleton, without_type


def write_store(places: list[Row], capitals: dict[str, str], out: Path) -> dict[str, int]:
    """Write the store into the folder `out`. Returns the size of each file in bytes, by name.

    Raises InputError where the folder holds anything else than an older store.
    """
    places = sorted(places, key=lambda row: (row.kind, row.country, row.name, row.id))
    index = {id(row): at for at, row in enumerate(places)}
    nation = {row.country: at for at, row in enumerate(places) if row.kind == COUNTRY}
    if sum(row.kind <= DISTRICT for row in places) >= NOWHERE:
        raise InputError("The sources hold more provinces and districts than 16 bits can name: give fewer of them.")
    make_room(out)
    columns = write_places(places, nation, index, out)
    columns |= write_names(((at, key, flag) for at, row in enumerate(places) for key, flag in _keys_of(row)), out)
    columns["province"], columns["district"] = columns["province"].astype("<u2"), columns["district"].astype("<u2")
    countries = [row.country for row in places if row.kind == COUNTRY]
    heads = _capitals(places, capitals)
    files, digest = save(columns, out)
    about = About(
        FORMAT, len(places), tuple(countries), tuple(heads.get(code, -1) for code in countries), files, digest
    )
    tell(about, out)
    return files


def make_room(out: Path) -> None:
    """Make the folder, or empty it where it holds a store; raises InputError where it holds anything else."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        others = [
            path.name for path in out.iterdir() if path.suffix not in {".npy", ".marisa"} and path.name != "about.json"
        ]
        if others:
            raise InputError(f"{out} holds other files than a gazetteer ({others[0]}): name a new folder.")
        for old in sorted(out.iterdir()):
            old.unlink()  # a process that has the old store mapped keeps it
    except OSError as error:
        raise InputError(f"{out} cannot be written ({error}): name another folder.") from error


def write_places(places: list[Row], nation: dict[str, int], index: dict[int, int], out: Path) -> dict[str, Any]:
    """Write the names to print. Returns the columns with one value for each place; `nation` leads from a country's code
    to its place, `index` from the id of a division's row.
    """
    printed = [_printed(row) for row in places]
    shown = marisa_trie.Trie(printed)
    shown.save(str(out / "shown.marisa"))
    return {
        "lat": np.array([row.lat for row in places], "<f4"),
        "lon": np.array([row.lon for row in places], "<f4"),
        "shown": np.array([shown.key_id(name) for name in printed], "<u4"),
        "number": np.array([row.number for row in places], "<u4"),
        "source": np.array([SOURCES.index(row.source) for row in places], "u1"),
        "kind": np.array([row.kind for row in places], "u1"),
        "country": np.array([nation[row.country] for row in places], "u1"),
        "province": np.array([_parent(row, row.province, index, PROVINCE) for row in places], "<u4"),
        "district": np.array([_parent(row, row.district, index, DISTRICT) for row in places], "<u4"),
        "size": np.array([round(8 * np.log2(row.population + 1)) for row in places], "u1"),
    }


def write_names(names: Iterable[tuple[int, str, int]], out: Path) -> dict[str, Any]:
    """Write the tries of names and skeletons. Returns the columns that say which places and names they lead to.

    `names` are a place, the key of a name of it, and its flag.
    """
    leads: dict[str, dict[int, int]] = defaultdict(dict)
    for at, key, flag in names:
        leads[key][at] = max(leads[key].get(at, 0), flag) if flag != DEMONYM else leads[key].get(at, DEMONYM)
    trie = marisa_trie.Trie(leads)
    trie.save(str(out / "names.marisa"))
    by_id = sorted((trie.key_id(key), key) for key in leads)
    bones: dict[str, list[int]] = defaultdict(list)
    for at, key in by_id:
        if key[-1] != "." and key.islower() and key.isascii() and (sign := skeleton(key)):
            bones[sign].append(at)
    tries = marisa_trie.Trie(bones)
    tries.save(str(out / "bones.marisa"))
    by_sign = [bones[sign] for _, sign in sorted((tries.key_id(sign), sign) for sign in bones)]
    posts = [[at | flag for at, flag in sorted(leads[key].items())] for _, key in by_id]
    return _rows("name", posts) | _rows("bone", by_sign)


def save(columns: dict[str, Any], out: Path) -> tuple[dict[str, int], str]:
    """Save the columns beside the tries. Returns the bytes of each file, by name, and the SHA-256 of them all."""
    for name, column in columns.items():
        np.save(out / f"{name}.npy", column)
    files = sorted(path for path in out.iterdir() if path.suffix in {".npy", ".marisa"})
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.read_bytes())
    return {path.name: path.stat().st_size for path in files}, digest.hexdigest()


def tell(about: About | AboutAddition, out: Path) -> None:
    """Write `about.json`, last of all: a folder without one is no store."""
    (out / "about.json").write_bytes(msgspec.json.format(msgspec.json.encode(about), indent=1) + b"\n")


def _keys_of(row: Row) -> Iterator[tuple[str, int]]:
    """The key of every name of a place, with its flag."""
    names = [(row.name, PROPER), *((n, 0) for n in row.aliases | row.foreign), *((n, DEMONYM) for n in row.demonyms)]
    yield from ((key, flag) for name, flag in names for key in keys_of(name, row.kind) - row.barred)
    yield from ((key, 0) for key in row.short)


_ROMANISED = frozenset(
    "AE AF BD BH BT DZ EG ER ET IL IN IQ IR JO KW LB LK LY MA MM NP OM PK PS QA SA SD SY TN YE".split()
)
"""Countries whose names English prints without the marks of scholarly romanisation ("Kandahar", not "Kandahār")."""


def _printed(row: Row) -> str:
    """A place's name as an English report prints it."""
    if row.country not in _ROMANISED:
        return row.name
    parted = unicodedata.normalize("NFKD", row.name)
    return "".join(sign for sign in parted if not unicodedata.combining(sign) and sign not in "‘’ʻʼʿʾ`").strip()


def _parent(row: Row, division: Row | None, index: dict[int, int], kind: int) -> int:
    return index.get(id(division), NOWHERE) if division is not None and row.kind > kind else NOWHERE


def keys_of(name: str, kind: int) -> set[str]:
    """The keys under which a name of a place of this kind stands: a division's also without its type word."""
    key = plain(name)
    keys = {key, without_type(key)[0]} if kind in (PROVINCE, DISTRICT) else {key}
    return {key for key in keys if len(key) > 1}


def _rows(name: str, lists: list[list[int]]) -> dict[str, Any]:
    starts = np.zeros(len(lists) + 1, "<u4")
    np.cumsum([len(values) for values in lists], out=starts[1:])
    return {f"{name}_start": starts, f"{name}_leads": np.array([v for values in lists for v in values], "<u4")}


def _capitals(places: list[Row], named: dict[str, str]) -> dict[str, int]:
    """The index of each country's capital: the largest settlement of that name in it."""
    found: dict[str, int] = {}
    for at, row in enumerate(places):
        name = named.get(row.country)
        if row.kind == SETTLEMENT and name and (row.name == name or name in row.aliases):
            held = found.get(row.country)
            if held is None or places[held].population < row.population:
                found[row.country] = at
    return found
