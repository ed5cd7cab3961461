"""`tollbook places`: which place each name means, what else it might mean, and why."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from tollbook.cli.app import app

TEXT = "Shells hit Long Beach, California. Two people were hurt in Ghrobtl, Syria."


@pytest.fixture(autouse=True)
def _screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("FORCE_COLOR", raising=False)


def places(*words: object, stdin: str | None = None) -> Result:
    """Run `tollbook places` with the words given."""
    return CliRunner().invoke(app, ["places", *map(str, words)], input=stdin)


def test_each_name_comes_with_its_place_and_what_else_it_might_be() -> None:
    shown = " ".join(places(TEXT).stdout.split())
    assert "“Long Beach” Long Beach, US 33.7" in shown
    assert "or else Long Beach, US" in shown
    assert "in the province that the words put it in" in shown


def test_an_unknown_place_leaves_the_rest_untouched() -> None:
    told = {row["where"]["text"]: row for row in json.loads(places(TEXT, "--format", "json").stdout)}
    assert told["California"]["where"]["country"] == "US"
    assert told["Syria"]["where"]["precision"] == "country"
    unknown = [row["where"] for row in told.values() if row["where"]["precision"] is None]
    assert all(where["lat"] is None and where["name"] is None for where in unknown)


def test_the_shares_and_points_are_those_that_decide() -> None:
    for row in json.loads(places(TEXT, "--format", "json").stdout):
        shares = [candidate["share"] for candidate in row["candidates"]]
        assert shares == sorted(shares, reverse=True)
        assert sum(shares) <= 1.001


def test_it_fits_80_columns() -> None:
    lines = places(TEXT).stdout.splitlines()
    assert max(map(len, lines)) <= 80
    assert all(line == line.rstrip() for line in lines)


def test_a_file_and_standard_input_say_the_same(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    told = places(TEXT).stdout
    assert places(tmp_path / "a.txt").stdout == told
    assert places("-", stdin=TEXT).stdout == told


def test_a_text_without_places_says_so() -> None:
    assert places("Nothing happened.").stdout == "No words that name a place.\n"
