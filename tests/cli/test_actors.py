"""`tollbook actors`: who goes by a name, and why."""

from __future__ import annotations

import json

import pytest
from click.testing import Result
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from tollbook.cli.app import app


def ask(*words: str) -> Result:
    """Run `tollbook actors` with the words given, at 80 columns."""
    return CliRunner().invoke(app, ["actors", *words], env={"COLUMNS": "80", "FORCE_COLOR": None})


def test_it_says_who_is_meant_and_why_the_others_are_not() -> None:
    """With the country, the one Baloch and the one Bougainvillean group of the same acronym are told apart."""
    told = ask("BRA", "--country", "PK")
    shown = " ".join(told.stdout.split())
    assert told.exit_code == 0
    assert shown.startswith("Baloch Republican Army ucdp:289 armed group, rebel, PK Why:")
    assert "Bougainville Revolutionary" in shown
    assert "passed over: not active in PK" in shown


def test_it_abstains_openly() -> None:
    """Without a country nobody is chosen, and both are shown; an unknown name has names like it."""
    assert "BRA: cannot be told" in ask("BRA").stdout
    nobody = ask("Boko Harram").stdout
    assert "Boko Harram: nobody" in nobody
    assert "Names that look like it: Boko Haram" in nobody


def test_it_says_where_each_name_is_from() -> None:
    """A source beside each name."""
    shown = [line.split() for line in ask("BLA").stdout.splitlines()]
    assert ["BLA", "ucdp"] in shown
    assert ["Fitna", "al-Hindustan", "press"] in shown


def test_it_fits_80_columns() -> None:
    """And ends no line in spaces."""
    lines = ask("JNIM").stdout.splitlines()
    assert max(map(len, lines)) <= 80
    assert [line for line in lines if line != line.rstrip()] == []


def test_json_holds_the_same() -> None:
    """The actor, the reason, the candidates and the names."""
    told = json.loads(ask("FARC", "--day", "2024-05-01", "--format", "json").stdout)
    assert told["actor"]["id"] == "ucdp:743"
    assert told["why"] == "it is the only actor of that name, though not known to be active in 2024"
    assert [one["until"] for one in told["candidates"]] == [2017]
    assert {"written": "FARC", "source": "ucdp"} in told["names"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["BLA", "--country", "ZZ"], "has no country 'ZZ'"),
        (["BLA", "--country", "Pakistan"], "Give its two letters"),
        (["BLA", "--day", "yesterday"], "is not a day"),
    ],
)
def test_a_country_or_day_that_is_none_is_refused(words: list[str], says: str) -> None:
    """With status 2, and what to write instead."""
    told = ask(*words)
    assert told.exit_code == 2
    assert says in told.stderr


@settings(max_examples=40, deadline=None)
@given(name=st.text(max_size=40).filter(lambda name: not name.startswith("-")))
def test_no_name_breaks_it_or_the_screen(name: str) -> None:
    """Whatever is asked for, the answer is plain text."""
    told = ask(name)
    assert told.exit_code == 0
    assert "\x1b" not in told.stdout
