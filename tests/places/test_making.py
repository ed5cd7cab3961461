"""The store built out of small sources of ours."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from tollbook.errors import InputError
from tollbook.places.gazetteer import COUNTRY, DISTRICT, PROVINCE, SETTLEMENT, Gazetteer
from tollbook.places.making.merge import drop_borrowed_names, give_centres, mend, merge_settlements, take_centres
from tollbook.places.making.rows import Division, Repair, Row, abbreviations, is_latin, middles, useful
from tollbook.places.making.write import write_store

TABLES = Path(__file__).parents[2] / "gazetteer"


def row(number: int, name: str, kind: int, **more: object) -> Row:
    """A row at the middle of the map, but for what is told."""
    told = {"source": "gn", "country": "PK", "lat": 30.0, "lon": 67.0, "population": 1000} | more
    return Row(number=number, name=name, kind=kind, **told)  # type: ignore[arg-type]


def places() -> list[Row]:
    """A country with a province, a district and two towns."""
    country = row(1, "Exampleland", COUNTRY, foreign={"Примерия"}, demonyms={"Examplish"})
    province = row(2, "Northern Province", PROVINCE, short={"np."})
    district = row(3, "Zar District", DISTRICT, province=province, barred={"zar"})
    town = row(4, "Zarinkoh", SETTLEMENT, province=province, district=district, aliases={"Zareen Koh"})
    return [country, province, district, town, row(5, "Capital City", SETTLEMENT, population=90_000)]


def test_a_store_gives_back_what_was_put_in(tmp_path: Path) -> None:
    """Places, names in every script, abbreviations, parents and the capital come back from the files."""
    write_store(places(), {"PK": "Capital City"}, tmp_path)
    gazetteer = Gazetteer.open(tmp_path)
    assert len(gazetteer) == 5
    town = next(gazetteer.named("zareen koh")).place
    assert (gazetteer.id(town), gazetteer.name(town), gazetteer.code(town)) == ("gn:4", "Zarinkoh", "PK")
    assert gazetteer.inside(town, next(gazetteer.named("np.")).place)
    assert gazetteer.inside(town, next(gazetteer.named("zar district")).place)
    assert "zar" not in gazetteer
    assert next(gazetteer.named("примерия")).place == next(gazetteer.named("exampleland")).place
    assert next(gazetteer.named("examplish")).demonym
    assert gazetteer.capital(0) == next(gazetteer.named("capital city")).place
    assert gazetteer.is_wide("exampleland")
    assert not gazetteer.is_wide("zarinkoh")


def test_the_same_places_give_the_same_bytes(tmp_path: Path) -> None:
    """Building twice gives the same files, whatever the order of the rows."""
    for name, rows in (("one", places()), ("two", places()[::-1])):
        write_store(rows, {"PK": "Capital City"}, tmp_path / name)
    ones, twos = sorted((tmp_path / "one").iterdir()), sorted((tmp_path / "two").iterdir())
    assert [path.name for path in ones] == [path.name for path in twos]
    assert [path.read_bytes() for path in ones] == [path.read_bytes() for path in twos]


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    """The builder writes into a new folder or over a store, never over anything else."""
    (tmp_path / "letter.txt").write_text("dear reader", "utf-8")
    with pytest.raises(InputError, match=r"other files than a gazetteer \(letter.txt\)"):
        write_store(places(), {}, tmp_path)
    assert (tmp_path / "letter.txt").read_text("utf-8") == "dear reader"


def test_a_settlement_told_twice_is_one() -> None:
    """The same name within nine kilometres is one place, which takes over the other's names; farther off it is not."""
    city = row(1, "Zarinkoh", SETTLEMENT)
    near = row(2, "Zarinkuh", SETTLEMENT, source="wof", lat=30.05, foreign={"Заринкох"})
    far = row(3, "Zarinkoh", SETTLEMENT, source="wof", lat=31.0, population=50_000)
    merged = merge_settlements([city], [near, far])
    assert far.population == 0, "a town of that size GeoNames would know"
    assert merged == [city, far]
    assert city.aliases == {"Zarinkuh"}
    assert city.foreign == {"Заринкох"}


def test_a_name_borrowed_from_a_large_settlement_far_off_is_dropped() -> None:
    """An alias that is the proper name of another town, or of another country, goes; that of a hamlet, of a place close
    by, or of its own country stays.
    """
    one = row(1, "Zarinkoh", SETTLEMENT, population=50_000, aliases={"Sangdil", "Gulposh", "Nilgun", "Farland"})
    town = row(2, "Sangdil", SETTLEMENT, lat=32.0, population=9_000)
    hamlet = row(3, "Gulposh", SETTLEMENT, lat=32.0, population=90)
    suburb = row(4, "Nilgun", SETTLEMENT, lat=30.1, population=9_000)
    nations = [row(5, "Farland", COUNTRY, country="ZZ"), row(6, "Exampleland", COUNTRY, aliases={"Gulposh"})]
    drop_borrowed_names([one, town, hamlet, suburb], nations)
    assert one.aliases == {"Gulposh", "Nilgun"}


def test_divisions_without_a_polygon_take_the_published_centre() -> None:
    """By GeoNames' id; a polygon's centre stays; a whole known by its parts lies amid them; else towns decide."""
    named, shaped, parted, lone = (row(at, f"Province {at}", PROVINCE, lat=None, lon=None) for at in range(1, 5))
    shaped.lat, shaped.lon = 20.0, 60.0
    stands = {"PK.01": named, "PK.02": shaped, "PK.03": parted, "PK.04": lone}
    published = [
        Division(1, "PK.01", 31.0, 68.0, ("Первая",)),
        Division(2, "PK.02", 29.0, 66.0, ()),
        Division(0, "PK.03", 10.0, 40.0, ()),
        Division(77, "PK.03", 12.0, 44.0, ()),
    ]
    take_centres(published, stands)
    whole = give_centres(stands.values(), {id(lone): [row(9, "Town", SETTLEMENT, lat=25.0, lon=65.0)]})
    assert [(one.lat, one.lon) for one in whole] == [(31.0, 68.0), (20.0, 60.0), (11.0, 42.0), (25.0, 65.0)]
    assert named.foreign == {"Первая"}


def test_repairs_take_names_away_and_add_them() -> None:
    """The table's rows are carried out, and one that names no place is refused."""
    one, other = row(1, "Zarinkoh", SETTLEMENT, aliases={"Wrong", "Right"}), row(2, "Sangdil", SETTLEMENT)
    other.aliases, other.foreign = {"All", "Wrong"}, {"Всё"}
    by_id = {"gn:1": one, "gn:2": other}
    mend(
        [Repair("gn:1", frozenset({"Wrong"}), frozenset({"New"})), Repair("gn:2", frozenset({"*"}), frozenset())], by_id
    )
    assert one.aliases == {"Right", "New"}
    assert one.barred == {"wrong"}
    assert (other.aliases, other.foreign) == (set(), set())
    with pytest.raises(InputError, match=r"repairs.tsv: no place has the id gn:3"):
        mend([Repair("gn:3", frozenset(), frozenset())], by_id)


def test_abbreviations_are_kept_under_keys_that_no_word_has() -> None:
    """With stops, in capitals, behind a comma: each form of the table has its own key."""
    keys = abbreviations(TABLES / "abbreviations.tsv")
    assert keys["US.IN"] == {"ind.", ",IN"}
    assert keys["US.WV"] == {"wva.", ",WV"}
    assert keys["AU.02"] == {"nsw.", "NSW"}
    assert "dc." in keys["US.DC"]
    assert all("." in key or "," in key or key.isupper() for found in keys.values() for key in found)


def test_names_that_reports_could_print_are_kept() -> None:
    """Codes, names all in small letters and names with a foreign word for a province are left out."""
    assert list(useful(["PKX", "zarinkoh", "Provincia Zar", "Zareen Koh", "Зар", "Zar 4", "Zarinkoh"], "Zarinkoh")) == [
        "Zareen Koh"
    ]
    assert is_latin("Łódź")
    assert not is_latin("Łódź Киев")


def test_the_middle_of_a_polygon_is_its_centroid(tmp_path: Path) -> None:
    """A square's middle, and that of two of which one is larger."""
    square = [[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]]
    small = [[10, 0], [11, 0], [11, 1], [10, 1], [10, 0]]
    shapes = {
        1: {"type": "Polygon", "coordinates": [square]},
        2: {"type": "MultiPolygon", "coordinates": [[square], [small]]},
    }
    lines = [json.dumps({"geometry": shape, "properties": {"wof_id": at}}) for at, shape in shapes.items()]
    path = tmp_path / "shapes.geojsonl.gz"
    path.write_bytes(gzip.compress("\n".join(lines).encode()))
    assert middles(path) == {1: (1.0, 1.0), 2: (0.9, 2.9)}
