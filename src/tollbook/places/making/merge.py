"""Bringing the sources' rows together: one place once, every settlement under its province and district."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable

from tollbook.errors import InputError
from tollbook.model import kilometres
from tollbook.places.gazetteer import DISTRICT
from tollbook.places.making.rows import Division, Repair, Row
from tollbook.places.names import likeness, plain, skeleton, without_type

_NEAR_KM, _FAR_KM = 9.0, 40.0
_NEVER_MISSED = 10_000
"""People from which on GeoNames knows a settlement."""


def absorb(kept: Row, gone: Row) -> None:
    """Take over the names of a row that is the same place as `kept`."""
    kept.aliases |= (gone.aliases | {gone.name}) - {kept.name}
    kept.foreign |= gone.foreign
    kept.population = kept.population or gone.population


def merge_divisions(ours: Iterable[Row], theirs: dict[str, Row]) -> dict[str, Row]:
    """Match GeoNames divisions (`theirs`, by code) with Who's On First's (`ours`): by GeoNames id, then by name.

    Returns the row that stands for each code; a matched code maps to the Who's On First row, which has the centre.
    """
    by_number = {row.geonames: row for row in ours if row.geonames}
    by_bones: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in ours:
        for name in {row.name, *row.aliases}:
            by_bones[row.country, skeleton(_core(name))].append(row)
    stands: dict[str, Row] = {}
    taken: set[int] = set()
    for code, row in theirs.items():
        match = by_number.get(row.number) or _best_named(row, by_bones)
        if match is not None and id(match) not in taken:
            taken.add(id(match))
            absorb(match, row)
            match.aliases = (match.aliases | {match.name}) - {row.name}
            match.name, match.source, match.number = row.name, "gn", row.number
            stands[code] = match
        else:
            stands[code] = row
    return stands


def _best_named(row: Row, by_bones: dict[tuple[str, str], list[Row]]) -> Row | None:
    core = _core(row.name)
    options = by_bones.get((row.country, skeleton(core)), [])
    scored = [(likeness(core, _core(name)), option) for option in options for name in {option.name, *option.aliases}]
    best = max((score for score, _ in scored), default=0.0)
    found = {id(option): option for score, option in scored if score == best}
    return next(iter(found.values())) if best >= 0.85 and len(found) == 1 else None


def merge_settlements(cities: list[Row], places: Iterable[Row]) -> list[Row]:
    """Add Who's On First's settlements to GeoNames': the same name within a few kilometres is the same place.

    One that GeoNames lacks is small, whatever population Who's On First gives it (that of a namesake, as a rule).
    """
    kept = list(cities)
    by_number = {row.number: row for row in cities}
    grid: dict[tuple[str, int, int, str], list[Row]] = defaultdict(list)
    for row in cities:
        _enter(grid, row)
    for row in places:
        same = by_number.get(row.geonames) if row.geonames else None
        same = same or _same_nearby(grid, row)
        if same is None:
            row.population = row.population if row.population < _NEVER_MISSED else 0
            kept.append(row)
            _enter(grid, row)
            continue
        absorb(same, row)
        if row.source == "wof" and same.source == "gn" and not same.district_code:
            same.district_code = "wof:" + row.district_code
    return kept


def _enter(grid: dict[tuple[str, int, int, str], list[Row]], row: Row) -> None:
    assert row.lat is not None and row.lon is not None  # noqa: PT018
    cell = (row.country, math.floor(row.lat * 5), math.floor(row.lon * 5))
    for bones in {skeleton(plain(name)) or plain(name) for name in {row.name, *row.aliases}}:
        grid[(*cell, bones)].append(row)


def _same_nearby(grid: dict[tuple[str, int, int, str], list[Row]], row: Row) -> Row | None:
    assert row.lat is not None and row.lon is not None  # noqa: PT018
    own_key = plain(row.name)
    bones = skeleton(own_key) or own_key
    for up in (0, -1, 1):
        for right in (0, -1, 1):
            cell = (row.country, math.floor(row.lat * 5) + up, math.floor(row.lon * 5) + right, bones)
            for other in grid.get(cell, ()):
                if other.kind != row.kind or _apart(other, row) > _NEAR_KM:
                    continue
                if any(likeness(own_key, plain(name)) >= 0.9 for name in {other.name, *other.aliases}):
                    return other
    return None


def give_centres(rows: Iterable[Row], members: dict[int, list[Row]]) -> list[Row]:
    """Rows that have a centre, deriving a missing one from the settlements inside; what has none is left out.

    The derived centre is the mean of the quarter-degree cells that hold a settlement, so that a crowded corner does
    not pull it away from the middle of the inhabited land.
    """
    whole = []
    for row in rows:
        inside = members.get(id(row), [])
        row.population = row.population or sum(member.population for member in inside)
        if row.lat is None and inside:
            cells = {(round((m.lat or 0) * 4), round((m.lon or 0) * 4)) for m in inside}
            row.lat = round(sum(lat for lat, _ in cells) / len(cells) / 4, 4)
            row.lon = round(sum(lon for _, lon in cells) / len(cells) / 4, 4)
        if row.lat is not None:
            whole.append(row)
    return whole


def take_centres(divisions: Iterable[Division], stands: dict[str, Row]) -> None:
    """Give GeoNames' provinces and districts (`stands`, by code) their published centres and their names in other
    scripts; what has a polygon keeps its own centre. A province that Natural Earth knows only by its parts lies in
    the middle of them.
    """
    by_number = {row.number: row for row in stands.values() if row.source == "gn"}
    parts: dict[str, list[Division]] = defaultdict(list)
    for division in divisions:
        row = by_number.get(division.geonames)
        if row is None:
            parts[division.code].append(division)
            continue
        row.foreign |= set(division.names)
        if row.lat is None:
            row.lat, row.lon = division.lat, division.lon
    for code, inside in parts.items():
        whole = stands.get(code)
        if whole is not None and whole.lat is None:
            whole.lat = round(sum(part.lat for part in inside) / len(inside), 4)
            whole.lon = round(sum(part.lon for part in inside) / len(inside), 4)


def mend(repairs: Iterable[Repair], by_id: dict[str, Row]) -> None:
    """Carry out the table of repairs. Raises InputError where it names a place that there is not."""
    for repair in repairs:
        row = by_id.get(repair.id)
        if row is None:
            raise InputError(f"repairs.tsv: no place has the id {repair.id}; take the row out or correct it.")
        if "*" in repair.drops:
            row.aliases, row.foreign = set(), set()
        row.aliases = (row.aliases - repair.drops) | repair.adds
        row.foreign -= repair.drops
        row.barred |= {plain(name) for name in repair.drops}


def drop_false_aliases(rows: Iterable[Row]) -> None:
    """Take away a district's alias where it is the proper name of another division of its province.

    Who's On First lists, for instance, the name of a provincial capital under a neighbouring district.
    """
    proper: dict[tuple[int, str], set[int]] = defaultdict(set)
    rows = list(rows)
    for row in rows:
        proper[id(row.province), _core(row.name)].add(id(row))
    for row in rows:
        if row.kind == DISTRICT:
            row.aliases = {
                alias for alias in row.aliases if proper.get((id(row.province), _core(alias)), set()) <= {id(row)}
            }


def drop_borrowed_names(cities: Iterable[Row], nations: Iterable[Row]) -> None:
    """Take away a settlement's alias where it is the name of another country ("Iraq" under Arak in Iran), or the proper
    name of another settlement of its own, far from it, with at least a tenth as many people: former names, and slips of
    the sources.
    """
    country = {plain(name): row.country for row in nations for name in (row.name, *row.aliases)}
    proper: dict[tuple[str, str], list[Row]] = defaultdict(list)
    cities = [row for row in cities if row.population]
    for row in cities:
        proper[row.country, plain(row.name)].append(row)
    for row in cities:
        keys = {alias: plain(alias) for alias in row.aliases}
        borrowed = {
            alias
            for alias, key in keys.items()
            if country.get(key, row.country) != row.country
            or any(_bears(other, row) for other in proper.get((row.country, key), ()))
        }
        row.aliases -= {alias for alias in borrowed if keys[alias] != plain(row.name)}


def _bears(other: Row, row: Row) -> bool:
    """Whether another settlement is large enough and far enough off to be the one that its own name means."""
    return other is not row and 10 * other.population >= row.population and _apart(other, row) > _FAR_KM


def _apart(one: Row, other: Row) -> float:
    assert one.lat is not None and one.lon is not None and other.lat is not None and other.lon is not None  # noqa: PT018
    return kilometres(one.lat, one.lon, other.lat, other.lon)


def _core(name: str) -> str:
    return without_type(plain(name))[0]
