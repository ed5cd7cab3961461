"""`tollbook gazetteer`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run

TOWN = "99000002\tZarinkoh\tZarinkoh\t\t28.12\t66.14\tP\tPPL\tPK\t\t02\t\t\t\t41000\t\t900\tAsia/Karachi\t2026-01-01\n"


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The user's folder for additions."""
    monkeypatch.setenv("TOLLBOOK_GAZETTEER", str(tmp_path / "mine"))
    return tmp_path / "mine"


def test_a_dump_is_added_listed_and_removed(run: Run, folder: Path, tmp_path: Path) -> None:
    """Each command says what it did, and the last one leaves nothing behind."""
    dump = tmp_path / "PK.txt"
    dump.write_text(TOWN, "utf-8")
    told = "PK: 1 places added, names of 0 others from PK.txt"
    assert run("gazetteer", "list").stdout == "Nothing was added.\n"
    added = run("gazetteer", "add", dump)
    assert (added.exit_code, added.stdout) == (0, told + ".\n")
    assert run("gazetteer", "list").stdout == told + "\n"
    assert run("gazetteer", "remove", "PK").stdout == "PK is removed.\n"
    assert run("gazetteer", "list").stdout == "Nothing was added.\n"
    assert list(folder.iterdir()) == []


def test_a_file_that_is_no_dump_ends_in_one_line(run: Run, folder: Path, tmp_path: Path) -> None:
    """File, line and remedy on stderr, status 2, no traceback."""
    dump = tmp_path / "PK.txt"
    dump.write_text("Zarinkoh\n", "utf-8")
    ended = run("gazetteer", "add", dump)
    assert ended.exit_code == 2
    assert "PK.txt, line 1: 1 columns instead of 19: give a country's file" in ended.stderr
    assert ended.stderr.count("\n") == 1


def test_what_was_never_added_cannot_be_removed(run: Run, folder: Path) -> None:
    """The error says what there is."""
    ended = run("gazetteer", "remove", "PK")
    assert ended.exit_code == 2
    assert "there are none" in ended.stderr


def test_building_from_files_that_are_not_there_ends_in_one_line(run: Run, tmp_path: Path) -> None:
    """The first source that cannot be read is named, and nothing is written."""
    sources = ["tables", "whosonfirst", "polygons", "admin1", "admin2", "members", "naturalearth"]
    words = [word for source in sources for word in (f"--{source}", tmp_path / source)]
    ended = run("gazetteer", "build", *words, "--out", tmp_path / "out")
    assert ended.exit_code == 2
    assert "countries.tsv cannot be read" in ended.stderr
    assert not (tmp_path / "out").exists()
