"""What the package ships for the browser: the bundle, its licences, and the map."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import msgspec
import pytest

from tollbook.model import Where
from tollbook.places.gazetteer import Gazetteer
from tollbook.web.outlines import outline_of

ROOT = Path(__file__).parents[2]
WEB = ROOT / "src" / "tollbook" / "web"
WORKBENCH = ROOT / "workbench"


def test_the_bundle_is_what_its_source_gives() -> None:
    """Built again from workbench/, every file has the same bytes."""
    if shutil.which("npm") is None or not (WORKBENCH / "node_modules" / "vite").exists():
        pytest.skip("there is no Node here, or `make modules` has not run: the bundle was NOT compared with its source")
    ran = subprocess.run([ROOT / ".ci" / "workbench", "same"], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "byte for byte" in ran.stdout


def test_the_bundle_is_small_and_every_name_in_the_pages_is_in_it() -> None:
    """Two megabytes are enough, and no page asks for a file that is not there."""
    assert sum(path.stat().st_size for path in (WEB / "static").iterdir()) < 2_000_000
    assert sum(path.stat().st_size for path in (WEB / "basemap").iterdir()) < 6_000_000
    pages = "".join(path.read_text("utf-8") for path in (WEB / "templates").iterdir())
    for name in re.findall(r"/static/([\w.-]+)", pages):
        assert (WEB / "static" / name).exists()


def test_the_licence_of_everything_that_is_bundled_is_there() -> None:
    """Each runtime dependency, and each of theirs, stands in LICENSES.txt in the version that the lock pins."""
    lock = json.loads((WORKBENCH / "package-lock.json").read_text("utf-8"))["packages"]
    text = (WEB / "static" / "LICENSES.txt").read_text("utf-8")
    runtime = {path.removeprefix("node_modules/"): told for path, told in lock.items() if path and not told.get("dev")}
    for name, told in runtime.items():
        assert name.startswith("@types/") or f"{name} {told['version']} ({told['license']})" in text


def test_the_lock_holds_no_address() -> None:
    """Versions and hashes only: it is as good behind any mirror."""
    assert "://" not in re.sub(r'"(?:url|funding)": "[^"]*"', "", (WORKBENCH / "package-lock.json").read_text("utf-8"))


def test_every_outline_is_a_place_of_the_gazetteer() -> None:
    """An incident known to a district finds the district's outline under the id that its claims carry."""
    frames = msgspec.json.decode((WEB / "basemap" / "outlines.json").read_bytes(), type=dict[str, list[float]])
    gazetteer = Gazetteer.open()
    known = {gazetteer.id(place): place for place in range(len(gazetteer.lat))}
    areas = [name for name in frames if ":" in name]
    assert len(areas) > 4_800
    astray = []
    for name in areas:
        west, south, east, north = frames[name]
        place = known[name]
        if not (west <= gazetteer.lon[place] <= east and south <= gazetteer.lat[place] <= north):
            astray.append(name)
    assert astray == []


@pytest.mark.parametrize(
    ("precision", "place", "country", "name"),
    [
        ("district", "gn:7052950", "AF", "gn:7052950"),
        ("district", "gn:1", "AF", None),
        ("country", "gn:1149361", "AF", "AF"),
        ("country", None, "ZZ", None),
        ("settlement", "gn:7052950", "AF", None),
        (None, None, None, None),
    ],
)
def test_only_what_is_known_to_an_area_has_an_outline(
    precision: str | None, place: str | None, country: str | None, name: str | None
) -> None:
    """A town is a point, an area that the map lacks has no outline, and nothing borrows another's."""
    where = msgspec.convert(
        {"text": "x", "start": 0, "end": 1, "precision": precision, "place": place, "country": country}, Where
    )
    found = outline_of(where)
    assert (None if found is None else found.name) == name
