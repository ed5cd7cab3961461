"""What a user adds to the gazetteer: a GeoNames dump made into a folder that is looked up beside the store."""

from __future__ import annotations

import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from tollbook.errors import InputError
from tollbook.model import kilometres
from tollbook.places.gazetteer import (
    COUNTRY,
    DISTRICT,
    FORMAT,
    PROPER,
    PROVINCE,
    SETTLEMENT,
    AboutAddition,
    Gazetteer,
    added_folders,
)
from tollbook.places.making.dump import read_dump
from tollbook.places.making.rows import Row
from tollbook.places.making.write import keys_of, save, tell, write_names, write_places
from tollbook.places.names import plain, without_type

_NEAR_KM = 9.0


class Addition(NamedTuple):
    """An addition: its name, the file that it was made from, how many places it adds, and to how many of the store's
    places it adds names.
    """

    name: str
    made_from: str
    places: int
    widened: int


def add(dump: Path, folder: Path, store: Gazetteer) -> Addition:
    """Make an addition to `store` out of a GeoNames dump, in `folder` under the dump's name; an older one of that name
    is replaced. Raises InputError where the dump is none, or the folder cannot be written.
    """
    rows = read_dump(dump)
    _in_known_countries(rows, dump, store)
    known = {id(row): place for row in rows if (place := _same(row, store)) is not None}
    fresh = [row for row in rows if id(row) not in known]
    fresh = [row for row in fresh if row.kind != COUNTRY]
    _place_under(rows)
    index = known | {id(row): len(store) + at for at, row in enumerate(fresh)}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder) as made:
            about = _write(rows, fresh, index, dump, store, Path(made))
            whole = folder / dump.stem
            shutil.rmtree(whole, ignore_errors=True)
            Path(made).rename(whole)
            Path(made).mkdir()  # for the context to take away
    except OSError as error:
        raise InputError(f"{folder} cannot be written ({error}): name another with TOLLBOOK_GAZETTEER.") from error
    return Addition(whole.name, about.made_from, about.places, about.widened)


def additions(folder: Path) -> list[Addition]:
    """The additions in a folder. Raises InputError where one of them is damaged."""
    found = []
    for path in added_folders(folder):
        try:
            about = msgspec.json.decode((path / "about.json").read_bytes(), type=AboutAddition)
        except (OSError, msgspec.MsgspecError) as error:
            raise InputError(
                f"{path} is damaged ({error}): undo it with `tollbook gazetteer remove {path.name}`."
            ) from error
        found.append(Addition(path.name, about.made_from, about.places, about.widened))
    return found


def remove(name: str, folder: Path) -> None:
    """Undo an addition. Raises InputError where there is none of that name."""
    for path in added_folders(folder):
        if path.name == name:
            shutil.rmtree(path)
            return
    names = ", ".join(path.name for path in added_folders(folder)) or "there are none"
    raise InputError(f"{folder} holds no addition named {name!r}; added so far: {names}.")


def _in_known_countries(rows: Sequence[Row], dump: Path, store: Gazetteer) -> None:
    unknown = sorted({row.country for row in rows} - {*store.about.countries})
    if unknown:
        raise InputError(f"{dump}: the gazetteer knows no country of the code {unknown[0]}; take its lines out.")


def _same(row: Row, store: Gazetteer) -> int | None:
    """The place of the store that a row tells of: of the same id, else of the same kind and name, and near."""
    key = plain(row.name)
    near = None
    if row.kind == COUNTRY:
        return store.about.countries.index(row.country)
    for name in {key, without_type(key)[0]}:
        for lead in store.named(name):
            place = lead.place
            if store.kind[place] != row.kind or store.code(place) != row.country:
                continue
            if store.id(place) == row.id:
                return place
            division = row.kind in (PROVINCE, DISTRICT)
            apart = kilometres(row.lat or 0.0, row.lon or 0.0, store.lat[place], store.lon[place])
            if (division and row.kind == PROVINCE) or apart < (_NEAR_KM if not division else 10 * _NEAR_KM):
                near = place
    return near


def _place_under(rows: Sequence[Row]) -> None:
    """Fill each place's province and district, by the dump's own codes."""
    provinces = {row.province_code: row for row in rows if row.kind == PROVINCE}
    districts: dict[str, Row] = {}
    for row in rows:
        if row.kind == DISTRICT:
            districts.setdefault(row.district_code, row)
    for row in rows:
        if row.kind > PROVINCE:
            row.province = provinces.get(row.province_code)
        if row.kind >= SETTLEMENT:
            row.district = districts.get(row.district_code)


def _write(
    rows: Sequence[Row], fresh: list[Row], index: dict[int, int], dump: Path, store: Gazetteer, out: Path
) -> AboutAddition:
    nation = {code: at for at, code in enumerate(store.about.countries)}
    columns = write_places(fresh, nation, index, out)
    held: dict[int, set[str]] = defaultdict(set)
    columns |= write_names(_keys(rows, index, store, held), out)
    files, _ = save(columns, out)
    about = AboutAddition(FORMAT, store.about.digest, dump.name, len(fresh), len(held), files)
    tell(about, out)
    return about


def _keys(
    rows: Sequence[Row], index: dict[int, int], store: Gazetteer, widened: dict[int, set[str]]
) -> Iterator[tuple[int, str, int]]:
    """The keys of the names that the rows add: all of a new place's, and those that the store lacks of a place that it
    has.
    """
    for row in rows:
        at = index[id(row)]
        for name in sorted({row.name, *row.aliases, *row.foreign}):
            for key in keys_of(name, row.kind):
                if at >= len(store):
                    yield at, key, PROPER if name == row.name else 0
                elif all(lead.place != at for lead in store.named(key)):
                    widened[at].add(key)
                    yield at, key, 0
