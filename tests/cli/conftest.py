"""The command line, run in this process on a road that needs no model."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from click.testing import Result
from typer.testing import CliRunner

from tests.cli.roads import SampleRoad
from tollbook.cli.app import app

Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `tollbook` with the words given, and gives back its status, stdout and stderr."""
    monkeypatch.setattr("tollbook.book.roads.house_road", SampleRoad)
    monkeypatch.delenv("TOLLBOOK_BOOK", raising=False)
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    monkeypatch.setenv("COLUMNS", "80")

    def invoke(*words: object, stdin: str | bytes | None = None) -> Result:
        return CliRunner().invoke(app, [str(word) for word in words], input=stdin)

    return invoke
