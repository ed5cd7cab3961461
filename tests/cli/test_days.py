"""`tollbook days`: what day words mean, what they count from, and why."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from tollbook.cli.app import app

TEXT = "A bomb went off late on Tuesday. Two more people died two days earlier."


@pytest.fixture(autouse=True)
def _screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("FORCE_COLOR", raising=False)


def days(*words: object, stdin: str | None = None) -> Result:
    """Run `tollbook days` with the words given."""
    return CliRunner().invoke(app, ["days", *map(str, words)], input=stdin)


def test_each_phrase_comes_with_its_days_its_anchor_and_why() -> None:
    shown = " ".join(days(TEXT, "--published", "2026-02-01").stdout.split())
    for words in (
        "“Tuesday” 2026-01-27 (hour, late)",
        "counted from publication, 2026-02-01",
        "the latest such day not after the day on which the text speaks",
        "or else 2026-01-20",
        "“two days earlier” 2026-01-25 (day)",
        "counted from “Tuesday”, 2026-01-27",
    ):
        assert words in shown


def test_it_fits_80_columns() -> None:
    lines = days(TEXT, "--published", "2026-02-01").stdout.splitlines()
    assert max(map(len, lines)) <= 80
    assert all(line == line.rstrip() for line in lines)


def test_a_file_and_standard_input_say_the_same(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    told = days(TEXT, "--published", "2026-02-01").stdout
    assert days(tmp_path / "a.txt", "--published", "2026-02-01").stdout == told
    assert days("-", "--published", "2026-02-01", stdin=TEXT).stdout == told


def test_json_holds_all_of_it() -> None:
    first, second = json.loads(days(TEXT, "--published", "2026-02-01", "--format", "json").stdout)
    assert (first["first"], first["last"], first["precision"], first["hour"]) == (
        "2026-01-27",
        "2026-01-27",
        "hour",
        "late",
    )
    assert first["candidates"][0]["start"] == "2026-01-27"
    assert TEXT[second["start"] : second["end"]] == second["text"] == "two days earlier"


def test_the_outlet_s_country_tells_the_day_from_the_month() -> None:
    words = "It was hit on 03/05/2017."
    assert "no day can be told" in days(words, "--published", "2026-02-01").stdout
    assert "2017-03-05" in days(words, "--published", "2026-02-01", "--country", "US").stdout.splitlines()[0]
    assert "2017-05-03" in days(words, "--published", "2026-02-01", "--country", "PK").stdout.splitlines()[0]


def test_without_a_day_of_publication_it_says_what_is_missing() -> None:
    assert "the day of publication, which is not known" in days("It was hit on Tuesday.").stdout


def test_what_names_no_day_is_listed_with_what_it_is() -> None:
    shown = days("The siege lasted three months. The road is now open.", "--published", "2026-02-01").stdout
    assert shown.splitlines() == [
        "“three months”  a duration of three months; names no day",
        "",
        "“now”  the present, as the text speaks; names no day",
    ]


def test_json_holds_kind_and_value() -> None:
    (row,) = json.loads(days("It lasted three months.", "--format", "json").stdout)
    assert (row["kind"], row["timex"], row["first"]) == ("duration", "P3M", None)


def test_a_text_without_day_words_is_told() -> None:
    assert days("Nothing happened.").stdout == "No words that tell a day.\n"


def test_a_country_that_is_none_ends_it_with_the_remedy() -> None:
    told = days("On Tuesday.", "--country", "Pakistan")
    assert told.exit_code != 0
    assert "ISO 3166" in told.stderr
