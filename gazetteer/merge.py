"""Bringing the sources' rows together: one place once, every settlement under its province and district."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable

from rows import COUNTRY, DISTRICT, NEIGHBOURHOOD, PROVINCE, REGION, SETTLEMENT, SITE, Row

from tollbook.places.names import likeness, plain, skeleton, without_type

_NEAR_KM = 9.0


def kilometres(a: Row, b: Row) -> float:
    """Great-circle distance between two rows' centres."""
    assert a.lat is not None and a.lon is not None and b.lat is not None and b.lon is not None  # noqa: PT018
    la1, lo1, la2, lo2 = map(math.radians, (a.lat, a.lon, b.lat, b.lon))
    h = math.sin((la2 - la1) / 2) ** 2 + math.cos(la1) * math.cos(la2) * math.sin((lo2 - lo1) / 2) ** 2
    return 12742 * math.asin(math.sqrt(min(1.0, h)))


def absorb(kept: Row, gone: Row) -> None:
    """Take over the names of a row that is the same place as `kept`."""
    kept.aliases |= (gone.aliases | {gone.name}) - {kept.name}
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
    """Add Who's On First's settlements to GeoNames': the same name within a few kilometres is the same place."""
    kept = list(cities)
    by_number = {row.number: row for row in cities}
    grid: dict[tuple[str, int, int, str], list[Row]] = defaultdict(list)
    for row in cities:
        _enter(grid, row)
    for row in places:
        same = by_number.get(row.geonames) if row.geonames else None
        same = same or _same_nearby(grid, row)
        if same is None:
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
                if other.kind != row.kind or kilometres(other, row) > _NEAR_KM:
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


def _core(name: str) -> str:
    return without_type(plain(name))[0]


__all__ = [
    "COUNTRY", "DISTRICT", "NEIGHBOURHOOD", "PROVINCE", "REGION", "SETTLEMENT", "SITE", "absorb",
    "drop_false_aliases", "give_centres", "kilometres", "merge_divisions", "merge_settlements",
]  # fmt: skip
