"""Building the store out of its sources, which gazetteer/README.md tells. The same inputs give the same bytes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from tollbook.errors import InputError
from tollbook.places.gazetteer import COUNTRY, DISTRICT, PROVINCE, SETTLEMENT
from tollbook.places.making import merge
from tollbook.places.making import rows as read
from tollbook.places.making.rows import Row
from tollbook.places.making.write import write_store
from tollbook.places.names import plain


class Sources(NamedTuple):
    """The files that the store is built from: `tables` is the folder of our own ones."""

    tables: Path
    whosonfirst: Path
    polygons: Path
    admin1: Path
    admin2: Path
    members: Path
    naturalearth: Path


def build(sources: Sources, out: Path) -> dict[str, int]:
    """Build the store into the folder `out`. Returns the size of each of its files in bytes, by name.

    Raises InputError where a source cannot be read, and ResourceError where a package that reads one is not installed.
    """
    places, capitals = gather(sources)
    return write_store(places, capitals, out)


def gather(sources: Sources) -> tuple[list[Row], dict[str, str]]:
    """Read and merge all sources. Returns the places and the capital's name by country code."""
    nations, capitals = read.countries(sources.tables / "countries.tsv")
    nation_codes = {row.country for row in nations}
    wof = [row for row in read.whosonfirst(sources.whosonfirst) if row.kind != COUNTRY]
    middles = read.middles(sources.polygons)
    for row in wof:
        if row.kind in (PROVINCE, DISTRICT):
            row.lat, row.lon = middles.get(row.number, (row.lat, row.lon))
    by_wof = {str(row.number): row for row in wof}
    wof_provinces = [row for row in wof if row.kind == PROVINCE]
    wof_districts = [row for row in wof if row.kind == DISTRICT]
    provinces = merge.merge_divisions(wof_provinces, read.divisions(sources.admin1, PROVINCE))
    districts = merge.merge_divisions(wof_districts, read.divisions(sources.admin2, DISTRICT))
    published = read.natural_earth(sources.naturalearth)
    merge.take_centres(published, provinces)
    merge.take_centres(published, districts)
    _abbreviate(sources.tables / "abbreviations.tsv", provinces | districts)

    cities = merge.merge_settlements(read.settlements(), (row for row in wof if row.kind == SETTLEMENT))
    _place_under(cities, provinces, districts, by_wof, read.districts_of_settlements(sources.members))
    others = [row for row in wof if row.kind > SETTLEMENT]
    for row in [*others, *wof_districts]:
        row.province = by_wof.get(row.province_code)
    for row in others:
        row.district = by_wof.get(row.district_code)
    for code, row in districts.items():
        row.province = row.province or provinces.get(".".join(code.split(".")[:2]))

    divisions = {id(row): row for row in [*provinces.values(), *wof_provinces, *districts.values(), *wof_districts]}
    whole = merge.give_centres(divisions.values(), _members(cities))
    merge.drop_false_aliases(whole)
    merge.drop_borrowed_names(cities, nations)
    places = [*nations, *whole, *cities, *others]
    places = [row for row in places if row.country in nation_codes]
    by_id = {f"wof:{number}": row for number, row in by_wof.items()} | {row.id: row for row in places}
    merge.mend(read.repairs(sources.tables / "repairs.tsv"), by_id)
    return [*places, *_own(sources.tables / "regions.tsv", places, by_id)], capitals


def _members(cities: Iterable[Row]) -> dict[int, list[Row]]:
    """The settlements of each province and district, by the id of its row."""
    members: dict[int, list[Row]] = defaultdict(list)
    for row in cities:
        for division in (row.province, row.district):
            if division is not None:
                members[id(division)].append(row)
    return members


def _abbreviate(table: Path, divisions: dict[str, Row]) -> None:
    for code, keys in read.abbreviations(table).items():
        if code not in divisions:
            raise InputError(f"{table}: GeoNames has no division of the code {code}; correct the row.")
        divisions[code].short |= keys


def _place_under(
    cities: list[Row],
    provinces: dict[str, Row],
    districts: dict[str, Row],
    by_wof: dict[str, Row],
    named: dict[tuple[float, float], tuple[str, str]],
) -> None:
    """Fill each settlement's province and district."""
    by_name = {
        (row.country, plain(province.name), plain(row.name)): row
        for code, row in districts.items()
        if (province := provinces.get(".".join(code.split(".")[:2]))) is not None
    }
    for province_code, row in provinces.items():
        row.province_code = province_code
    for row in cities:
        if row.source == "wof":
            row.province, row.district = by_wof.get(row.province_code), by_wof.get(row.district_code)
            continue
        row.province = provinces.get(row.province_code)
        if row.district_code.startswith("wof:"):
            row.district = by_wof.get(row.district_code[4:])
        elif row.lat is not None and row.lon is not None and (row.lat, row.lon) in named:
            state, county = named[row.lat, row.lon]
            row.district = by_name.get((row.country, plain(state), plain(county)))
            if row.district is None and row.province is not None:
                row.district = by_name.get((row.country, plain(row.province.name), plain(county)))


def _own(table: Path, places: list[Row], by_id: dict[str, Row]) -> list[Row]:
    """Our own places; a row of the table that names a place by its id gives that one its names instead.

    `by_id` leads from Who's On First's ids, as they were before the merge, to the rows that took them in, too.
    """
    held = {id(row) for row in places}
    added = []
    for row, same in read.own(table):
        if not same:
            added.append(row)
        elif same in by_id and id(by_id[same]) in held:
            by_id[same].aliases |= row.aliases
        else:
            raise InputError(f"{table}: no place has the id {same} ({row.name}); correct the row.")
    return added
