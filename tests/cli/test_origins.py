"""`tollbook origins`: which reports are one dispatch, and which only quote one speaker."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from tollbook.cli.app import app

DISPATCH = (
    "A mine killed seven farm workers near Wadi Example on Tuesday, the governor of Sandhill said.\n\n"
    "Villagers carried nine wounded people to the Lindenau clinic, where Dara Example works as a nurse.\n"
)
OTHER = "The bakery on Cooper Street in Fennick stayed shut, and its owner had put a candle in the window.\n"


@pytest.fixture(autouse=True)
def _screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("FORCE_COLOR", raising=False)


def origins(*words: object) -> Result:
    """Run `tollbook origins` with the words given."""
    return CliRunner().invoke(app, ["origins", *map(str, words)])


def test_copies_are_listed_under_one_origin(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"SANDHILL, March 3 (AFP) - {DISPATCH}", "utf-8")
    (tmp_path / "b.txt").write_text(DISPATCH + "\n" + OTHER, "utf-8")
    (tmp_path / "c.txt").write_text(OTHER, "utf-8")
    shown = " ".join(origins(tmp_path).stdout.split())
    assert "One origin, 2 reports" in shown
    assert "AFP <- governor" in shown
    assert "c.txt" not in shown
    told = json.loads(origins(tmp_path, "--format", "json").stdout)
    assert [Path(one["report"]).name for one in told["origins"][0]["members"]] == ["a.txt", "b.txt"]


def test_reports_that_share_nothing_say_so(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(DISPATCH, "utf-8")
    (tmp_path / "b.txt").write_text(OTHER, "utf-8")
    assert origins(tmp_path).stdout == "No two reports share a text or a quotation.\n"


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    ended = origins(tmp_path / "gone.txt")
    assert ended.exit_code != 0
    assert "gone.txt" in ended.output
