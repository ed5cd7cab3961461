"""`tollbook explain`: how one claim was read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from tollbook.cli.app import app

TEXT = (
    "Twelve soldiers were killed and 30 others were wounded when gunmen attacked an army post near the river town of "
    "Niono on Tuesday, the defence ministry said.\n\nThe Baloch Liberation Army (BLA) claimed responsibility for it.\n"
)


@pytest.fixture
def report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of one report, and a screen of 80 columns."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    path = tmp_path / "report.txt"
    path.write_text(TEXT, "utf-8")
    return path


def explain(*words: object, stdin: str | None = None) -> Result:
    """Run `tollbook explain` with the words given, on the road as it is shipped."""
    return CliRunner().invoke(app, ["explain", *map(str, words)], input=stdin)


def test_it_says_which_words_made_each_slot(report: Path) -> None:
    """The sentence with its words in brackets, and each slot with its value, its words and what read it."""
    told = explain(report, "c1", "--published", "2025-06-05")
    shown = " ".join(told.stdout.split())
    assert told.exit_code == 0
    for words in ("[Twelve](claim, value)", "[soldiers](class)", "[killed](effect)", "participle behind", "Tuesday"):
        assert words in shown
    assert {"claim", "effect", "value", "class", "scope", "speaker", "when", "where"} <= {
        line.partition(" ")[0] for line in told.stdout.splitlines()
    }


def test_it_fits_80_columns(report: Path) -> None:
    """And ends no line in spaces."""
    lines = explain(report, "r1").stdout.splitlines()
    assert max(map(len, lines)) <= 80
    assert [line for line in lines if line != line.rstrip()] == []


def test_it_shows_the_tree(report: Path) -> None:
    """From the claim's word to the slot's: twelve counts soldiers."""
    shown = " ".join(explain(report, "c1").stdout.split())
    assert re.search(r"effect Twelve <\w+ soldiers <[\w:]+ killed", shown)


def test_the_report_may_come_from_standard_input() -> None:
    """As for `read`."""
    assert "set phrase" in explain("-", "r1", stdin=TEXT).stdout


def test_an_unknown_claim_names_those_there_are(report: Path) -> None:
    """The status is 2, and the ids that were read are listed."""
    told = explain(report, "c9")
    assert told.exit_code == 2
    assert "no claim 'c9'" in told.stderr
    assert "c1, c2" in told.stderr


def test_a_file_of_several_reports_is_refused(tmp_path: Path) -> None:
    """A claim's id is told within one report."""
    path = tmp_path / "reports.jsonl"
    path.write_text('{"id": "a", "text": "One died."}\n{"id": "b", "text": "Two died."}\n', "utf-8")
    told = explain(path, "c1")
    assert told.exit_code == 2
    assert "more than one report" in told.stderr
