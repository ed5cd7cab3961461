"""GeoNames' dumps added to the gazetteer, and taken out again."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tollbook.errors import InputError, ResourceError
from tollbook.places.gazetteer import DATA, SETTLEMENT, SITE, Gazetteer, added_folders, user_folder
from tollbook.places.making import add, additions, remove
from tollbook.places.names import plain

Line = Callable[..., str]


def line(number: int, name: str, lat: str, lon: str, code: str, **more: str) -> str:
    """One line of a dump, as GeoNames writes it."""
    told = {"other": "", "country": "PK", "admin1": "02", "admin2": "", "population": "0", "ascii": name} | more
    kind = code[0] if code[0] in "AP" else "S"
    return "\t".join(
        [str(number), name, told["ascii"], told["other"], lat, lon, kind, code, told["country"], "", told["admin1"],
         told["admin2"], "", "", told["population"], "", "900", "Asia/Karachi", "2026-01-01"]
    )  # fmt: skip


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    """A small dump: a province and a district, a new town and a known one, a camp, a hospital, and what is no place."""
    path = tmp_path / "PK.txt"
    path.write_text(
        "\n".join(
            [
                line(1183606, "Balochistan", "28.5", "65.5", "ADM1"),
                line(99000001, "Zarinkoh District", "28.1", "66.1", "ADM2", admin2="Z1"),
                line(99000002, "Zarinkoh", "28.12", "66.14", "PPLA2", admin2="Z1", population="41000",
                     other="Zareen Koh,Заринкох,زرین کوہ"),
                line(1167528, "Quetta", "30.184", "67.001", "PPLA", population="1001205", other="Quettabad Example"),
                line(99000003, "Sangdil Hospital", "28.11", "66.13", "HSP", admin2="Z1"),
                line(99000004, "Gulposh Camp", "28.2", "66.2", "CMPRF", admin2="Z1"),
                line(99000005, "Old Zarinkoh", "28.2", "66.2", "PPLH"),
            ]
        ),
        encoding="utf-8",
    )  # fmt: skip
    return path


def opened(folder: Path) -> Gazetteer:
    """The store with what a folder adds to it."""
    return Gazetteer.open(additions=added_folders(folder))


def test_new_places_are_found_beside_the_stores(dump: Path, tmp_path: Path) -> None:
    """A town of the dump is found under each of its names, lies in its district and province, and has its own id."""
    made = add(dump, tmp_path / "mine", Gazetteer.open())
    assert (made.name, made.made_from, made.places, made.widened) == ("PK", "PK.txt", 4, 1)
    gazetteer = opened(tmp_path / "mine")
    for name in ("Zarinkoh", "Zareen Koh", "Заринкох", "زرین کوہ"):
        towns = [lead.place for lead in gazetteer.named(plain(name)) if gazetteer.kind[lead.place] == SETTLEMENT]
        assert [gazetteer.id(place) for place in towns] == ["gn:99000002"]
    (town,) = towns
    assert gazetteer.name(town) == "Zarinkoh"
    assert gazetteer.code(town) == "PK"
    assert (round(gazetteer.lat[town], 3), round(gazetteer.lon[town], 3)) == (28.12, 66.14)
    province = next(lead.place for lead in gazetteer.named("balochistan") if gazetteer.id(lead.place) == "gn:1183606")
    district = next(lead.place for lead in gazetteer.named("zarinkoh") if gazetteer.id(lead.place) == "gn:99000001")
    assert province < gazetteer.about.places <= district
    assert gazetteer.inside(town, province)
    assert gazetteer.inside(town, district)
    assert not gazetteer.is_wide("zarinkoh")
    assert len(gazetteer) == gazetteer.about.places + 4


def test_a_place_of_the_store_gains_the_names_that_it_lacks(dump: Path, tmp_path: Path) -> None:
    """A known place is not added a second time; its new name leads to it."""
    add(dump, tmp_path / "mine", Gazetteer.open())
    gazetteer = opened(tmp_path / "mine")
    assert [gazetteer.id(lead.place) for lead in gazetteer.named("quettabad example")] == ["gn:1167528"]
    ids = [gazetteer.id(lead.place) for lead in gazetteer.named("quetta")]
    assert ids.count("gn:1167528") == 1


def test_camps_and_hospitals_are_sites_and_what_is_gone_is_left_out(dump: Path, tmp_path: Path) -> None:
    """Buildings and camps are exact places; a settlement that no longer is, is none."""
    add(dump, tmp_path / "mine", Gazetteer.open())
    gazetteer = opened(tmp_path / "mine")
    for name in ("sangdil hospital", "gulposh camp"):
        assert [gazetteer.kind[lead.place] for lead in gazetteer.named(name)] == [SITE]
    assert "old zarinkoh" not in gazetteer


def test_variants_and_beginnings_of_added_names_are_found(dump: Path, tmp_path: Path) -> None:
    """What holds for the store's names holds for those that were added."""
    add(dump, tmp_path / "mine", Gazetteer.open())
    gazetteer = opened(tmp_path / "mine")
    assert "Zarinkoh" in {gazetteer.name(lead.place) for lead in gazetteer.spelt_like("zarinkuh", 0.7)}
    assert "zarinkoh" in gazetteer.names_that_start("zarinkoh bazaar road")
    assert "zarinkoh" in gazetteer


def test_two_additions_stand_side_by_side_and_either_can_go(dump: Path, tmp_path: Path) -> None:
    """Places of a second addition keep their own parents; removing the first leaves the second as it was."""
    folder, second = tmp_path / "mine", tmp_path / "ZZ.txt"
    second.write_text(
        line(99000010, "Nilgun District", "27.5", "65.0", "ADM2", admin2="N1")
        + "\n"
        + line(99000011, "Nilgunabad", "27.51", "65.02", "PPL", admin2="N1"),
        encoding="utf-8",
    )
    add(dump, folder, Gazetteer.open())
    add(second, folder, Gazetteer.open())
    assert [one.name for one in additions(folder)] == ["PK", "ZZ"]
    for gone in ("", "PK"):
        if gone:
            remove(gone, folder)
        gazetteer = opened(folder)
        (town,) = [lead.place for lead in gazetteer.named("nilgunabad")]
        (district,) = [lead.place for lead in gazetteer.named("nilgun")]
        assert gazetteer.name(town) == "Nilgunabad"
        assert gazetteer.name(district) == "Nilgun District"
        assert gazetteer.inside(town, district)
        assert ("zarinkoh" in gazetteer) is not bool(gone)
    with pytest.raises(InputError, match="no addition named 'PK'; added so far: ZZ"):
        remove("PK", folder)


def test_adding_again_replaces(dump: Path, tmp_path: Path) -> None:
    """A dump of the same name takes the place of the older one; its zip is as good."""
    folder = tmp_path / "mine"
    add(dump, folder, Gazetteer.open())
    packed = tmp_path / "PK.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("readme.txt", "no place")
        archive.writestr("PK.txt", line(99000020, "Samanzar", "29.0", "66.0", "PPL"))
    add(packed, folder, Gazetteer.open())
    assert [(one.name, one.made_from, one.places) for one in additions(folder)] == [("PK", "PK.zip", 1)]
    gazetteer = opened(folder)
    assert "samanzar" in gazetteer
    assert "zarinkoh" not in gazetteer
    assert [path.name for path in folder.iterdir()] == ["PK"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "holds no places"),
        ("1\tA\n", r"line 1: 2 columns instead of 19"),
        (line(1, "Aba", "30", "66", "PPL") + "\n" + line(2, "Bab", "x", "66", "PPL"), r"line 2: latitude 'x'"),
        (line(1, "Aba", "91", "66", "PPL"), r"line 1: latitude '91' is no number between -90 and 90"),
        (line(1, "Aba", "nan", "66", "PPL"), r"line 1: latitude 'nan'"),
        (line(1, "Aba", "30", "66", "PPL", country="pk"), r"line 1: 'pk' is no country code"),
        (line(1, "Aba", "30", "66", "PPL", country="QQ"), r"no country of the code QQ"),
        (line(1, "Aba", "30", "66", "PPL", population="many"), r"line 1: population 'many' is no whole number"),
        (line(1, "", "30", "66", "PPL"), r"line 1: the place has no name"),
    ],
)
def test_what_is_no_dump_is_refused_with_file_and_line(tmp_path: Path, text: str, says: str) -> None:
    """The error names the file, the line and what to give instead, and nothing is added."""
    path = tmp_path / "XX.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=says) as caught:
        add(path, tmp_path / "mine", Gazetteer.open())
    assert str(path) in str(caught.value)
    assert additions(tmp_path / "mine") == []


def test_files_that_cannot_be_read_are_refused(tmp_path: Path) -> None:
    """A missing file, a broken zip and bytes that are no text end in the same clear error."""
    (tmp_path / "AA.zip").write_bytes(b"PK no zip")
    (tmp_path / "BB.txt").write_bytes(b"\xff\xfe\x00")
    for name in ("none.txt", "AA.zip", "BB.txt"):
        with pytest.raises(InputError, match="cannot be read"):
            add(tmp_path / name, tmp_path / "mine", Gazetteer.open())


def test_an_addition_to_another_store_is_refused(dump: Path, tmp_path: Path) -> None:
    """After the shipped gazetteer has changed, an old addition is not looked up in it: the error says what to do."""
    folder = tmp_path / "mine"
    add(dump, folder, Gazetteer.open())
    about = folder / "PK" / "about.json"
    digest = Gazetteer.open().about.digest
    about.write_text(about.read_text("utf-8").replace(digest, "0" * 64), "utf-8")
    with pytest.raises(ResourceError, match=r"tollbook gazetteer add.*tollbook gazetteer remove PK"):
        opened(folder)


def test_the_users_folder_is_named_by_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """TOLLBOOK_GAZETTEER comes first, then the user's data folder."""
    monkeypatch.setenv("TOLLBOOK_GAZETTEER", str(tmp_path))
    assert user_folder() == tmp_path
    monkeypatch.delenv("TOLLBOOK_GAZETTEER")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert user_folder() == tmp_path / "data" / "tollbook" / "gazetteer"


def test_the_shipped_store_stays_as_it_is(dump: Path, tmp_path: Path) -> None:
    """Adding writes nothing into the package."""
    before = {path: path.stat().st_mtime_ns for path in DATA.iterdir()}
    add(dump, tmp_path / "mine", Gazetteer.open())
    assert {path: path.stat().st_mtime_ns for path in DATA.iterdir()} == before
