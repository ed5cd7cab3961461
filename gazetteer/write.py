"""Writing the gazetteer's store: arrays and tries that the package maps into memory."""

from __future__ import annotations

import json
import unicodedata
from collections import defaultdict
from pathlib import Path
from typing import Any

import marisa_trie
import numpy as np
from rows import COUNTRY, DISTRICT, PROVINCE, SETTLEMENT, Row

from tollbook.places.gazetteer import DEMONYM, FORMAT, NOWHERE, PROPER, SOURCES
from tollbook.places.names import plain, skeleton, without_type


def write_store(places: list[Row], capitals: dict[str, str], out: Path) -> dict[str, int]:
    """Write the store into the folder `out`. Returns the size of each file in bytes, by name."""
    out.mkdir(parents=True, exist_ok=True)
    for old in sorted(out.iterdir()):
        old.unlink()  # a process that has the old store mapped keeps it
    places = sorted(places, key=lambda row: (row.kind, row.country, row.name, row.id))
    index = {id(row): at for at, row in enumerate(places)}
    nation = {row.country: at for at, row in enumerate(places) if row.kind == COUNTRY}
    if sum(row.kind <= DISTRICT for row in places) >= NOWHERE:
        raise SystemExit("more provinces and districts than 16 bits can name")
    printed = [_printed(row) for row in places]
    shown = marisa_trie.Trie(printed)
    shown.save(str(out / "shown.marisa"))
    columns: dict[str, Any] = {
        "lat": np.array([row.lat for row in places], "<f4"),
        "lon": np.array([row.lon for row in places], "<f4"),
        "shown": np.array([shown.key_id(name) for name in printed], "<u4"),
        "number": np.array([row.number for row in places], "<u4"),
        "source": np.array([SOURCES.index(row.source) for row in places], "u1"),
        "kind": np.array([row.kind for row in places], "u1"),
        "country": np.array([nation[row.country] for row in places], "u1"),
        "province": np.array([_parent(row, row.province, index, PROVINCE) for row in places], "<u2"),
        "district": np.array([_parent(row, row.district, index, DISTRICT) for row in places], "<u2"),
        "size": np.array([round(8 * np.log2(row.population + 1)) for row in places], "u1"),
    }
    columns |= _write_names(places, out)
    for name, column in columns.items():
        np.save(out / f"{name}.npy", column)
    countries = [row.country for row in places if row.kind == COUNTRY]
    heads = _capitals(places, capitals)
    files = sorted(path for path in out.iterdir() if path.suffix in {".npy", ".marisa"})
    about = {
        "format": FORMAT,
        "places": len(places),
        "countries": countries,
        "capitals": [heads.get(code, -1) for code in countries],
        "files": {path.name: path.stat().st_size for path in files},
    }
    (out / "about.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
    return about["files"]  # type: ignore[return-value]


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


def _write_names(places: list[Row], out: Path) -> dict[str, Any]:
    """Write the tries of names and skeletons. Returns the columns that say which places and names they lead to."""
    leads: dict[str, dict[int, int]] = defaultdict(dict)
    for at, row in enumerate(places):
        for name, flag in [(row.name, PROPER), *((n, 0) for n in row.aliases), *((n, DEMONYM) for n in row.demonyms)]:
            for key in _keys(name, row.kind):
                leads[key][at] = max(leads[key].get(at, 0), flag) if flag != DEMONYM else leads[key].get(at, DEMONYM)
    names = marisa_trie.Trie(leads)
    names.save(str(out / "names.marisa"))
    by_id = sorted((names.key_id(key), key) for key in leads)
    bones: dict[str, list[int]] = defaultdict(list)
    for at, key in by_id:
        if sign := skeleton(key):
            bones[sign].append(at)
    tries = marisa_trie.Trie(bones)
    tries.save(str(out / "bones.marisa"))
    by_sign = [bones[sign] for _, sign in sorted((tries.key_id(sign), sign) for sign in bones)]
    posts = [[at | flag for at, flag in sorted(leads[key].items())] for _, key in by_id]
    return _rows("name", posts) | _rows("bone", by_sign)


def _keys(name: str, kind: int) -> set[str]:
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
