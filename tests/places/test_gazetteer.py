"""The gazetteer that the package ships."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tollbook.errors import ResourceError
from tollbook.places.gazetteer import COUNTRY, DATA, DISTRICT, FORMAT, PROVINCE, SETTLEMENT, Gazetteer, shipped


def best(name: str, kind: int) -> int:
    """The largest place of a kind that has the name."""
    gazetteer = shipped()
    places = [lead.place for lead in gazetteer.named(name) if gazetteer.kind[lead.place] == kind]
    return max(places, key=lambda place: int(gazetteer.size[place]))


def test_the_store_is_whole_and_small() -> None:
    """Every file that the store names is there, all of them within 60 MB."""
    gazetteer = shipped()
    assert len(gazetteer) > 500_000
    assert sum(gazetteer.about.files.values()) < 60_000_000


def test_places_carry_stable_ids_and_their_divisions() -> None:
    """A settlement lies in its district, province and country, and its id is the source's own."""
    gazetteer = shipped()
    quetta = best("quetta", SETTLEMENT)
    assert gazetteer.id(quetta) == "gn:1167528"
    assert gazetteer.code(quetta) == "PK"
    assert gazetteer.inside(quetta, best("balochistan", PROVINCE))
    assert gazetteer.inside(quetta, best("pakistan", COUNTRY))
    assert not gazetteer.inside(quetta, best("sindh", PROVINCE))


def test_districts_and_names_of_peoples_are_known() -> None:
    """Districts stand beside settlements; "Syrian" leads to Syria as the name of a people."""
    gazetteer = shipped()
    assert best("mastung", DISTRICT) != best("mastung", SETTLEMENT)
    leads = [lead for lead in gazetteer.named("syrian") if lead.demonym]
    assert [gazetteer.code(lead.place) for lead in leads] == ["SY"]


def test_a_capital_is_a_settlement_of_its_country() -> None:
    """The capital of a country is known by index."""
    gazetteer = shipped()
    capital = gazetteer.capital(best("syria", COUNTRY))
    assert capital is not None
    assert gazetteer.name(capital) == "Damascus"


def test_variants_are_found_by_their_consonants() -> None:
    """A spelling that no source lists leads to the place, marked as less than a full fit."""
    gazetteer = shipped()
    found = {gazetteer.name(lead.place) for lead in gazetteer.spelt_like("kandhar", 0.7)}
    assert "Kandahar" in found


def test_a_missing_store_says_what_to_do(tmp_path: Path) -> None:
    """Where there is no gazetteer, the error names the folder and the remedy."""
    with pytest.raises(ResourceError, match="install tollbook again"):
        Gazetteer.open(tmp_path)


@pytest.mark.parametrize("harm", ["cut", "gone", "garbled", "form"])
def test_a_damaged_store_is_refused(tmp_path: Path, harm: str) -> None:
    """A file cut short, gone or garbled, and a store of another form, all raise ResourceError."""
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    if harm == "cut":
        (folder / "lat.npy").write_bytes((folder / "lat.npy").read_bytes()[:-7])
    elif harm == "gone":
        (folder / "names.marisa").unlink()
    elif harm == "garbled":
        whole = (folder / "names.marisa").stat().st_size
        (folder / "names.marisa").write_bytes(b"\0" * whole)
    else:
        about = (folder / "about.json").read_text(encoding="utf-8")
        (folder / "about.json").write_text(about.replace(f'"format": {FORMAT}', '"format": 99'), encoding="utf-8")
    with pytest.raises(ResourceError):
        Gazetteer.open(folder)
