"""The demo book of examples/wave is whole: listed, marked as ours, and its hand-made ledger speaks of its reports."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tollbook.errors import InputError
from tollbook.reading import read_reports

WAVE = Path(__file__).parents[2] / "examples" / "wave"
LISTED: list[dict[str, Any]] = tomllib.loads((WAVE / "reports.toml").read_text("utf-8"))["report"]
LEDGER: dict[str, Any] = tomllib.loads((WAVE / "ledger.toml").read_text("utf-8"))
INCIDENTS: list[dict[str, Any]] = LEDGER["incident"]
PAGES = [about for about in LISTED if about["file"].endswith(".html")]
RELATIONS = {
    "first", "copy", "repeats", "revises", "overtakes", "contradicts", "corrects", "denies", "part", "recalls",
}  # fmt: skip
ONE_NUMBER, TWO_NUMBERS = "acled", {"airwars", "ibc"}


def test_every_report_is_listed_once() -> None:
    """reports.toml lists the reports of the folder, and nothing else."""
    files = [about["file"] for about in LISTED]
    assert sorted(files) == sorted(path.name for path in WAVE.iterdir() if path.suffix in {".txt", ".html"})
    assert len(files) >= 30


@pytest.mark.parametrize("about", PAGES, ids=lambda about: about["file"])
def test_pages_are_ours_and_tell_what_is_listed(about: dict[str, Any]) -> None:
    """A page says in a comment that it was written for this project, and names its outlet and moment itself."""
    page = WAVE / about["file"]
    assert "<!-- Written for the Tollbook project as an example" in page.read_text("utf-8")
    parsed = next(read_reports(page.name, page.read_bytes()))
    assert not isinstance(parsed, InputError)
    assert (parsed.report.outlet, parsed.report.published_at) == (about["outlet"], about["published"])


def test_the_ledger_is_of_these_reports() -> None:
    """Each report tells of an incident or of nothing; each statement is in a report that tells of its incident."""
    files = {about["file"] for about in LISTED}
    told = {report for incident in INCIDENTS for report in incident["reports"]}
    nothing = {one["report"] for one in LEDGER["nothing"]}
    assert told | nothing == files
    for incident in INCIDENTS:
        assert set(incident.get("passing", ())) <= files - set(incident["reports"]), incident["key"]
        for statement in (*incident["told"], *incident.get("responsibility", ())):
            assert statement["report"] in incident["reports"], (incident["key"], statement)
        assert {statement["is"] for statement in incident["told"]} <= RELATIONS, incident["key"]


def test_the_ledger_names_its_speakers_as_the_reports_do() -> None:
    """Whom the ledger credits is named in the words of the report."""
    for incident in INCIDENTS:
        for statement in incident["told"]:
            words = re.sub(r"<[^>]+>|\s+", " ", (WAVE / statement["report"]).read_text("utf-8")).lower()
            assert statement["by"].lower() in words, (incident["key"], statement)


def test_the_ledger_has_an_umbrella_of_twelve() -> None:
    """The wave has 12 single attacks, at 12 places, on its two days."""
    (wave,) = [incident for incident in INCIDENTS if incident["kind"] == "umbrella"]
    parts = [incident for incident in INCIDENTS if incident.get("part_of") == wave["key"]]
    assert len({part["place"] for part in parts}) == len(parts) == 12
    assert all(wave["days"][0] <= day <= wave["days"][1] for part in parts for day in part["days"])


def test_ranges_are_ranges() -> None:
    """low <= best <= high wherever they are given, and each has its reason."""
    for incident in INCIDENTS:
        for row in incident["figures"]:
            assert row["why"], (incident["key"], row["of"])
            for profile in set(row) - {"of", "why"}:
                numbers = [row[profile]] if profile == ONE_NUMBER else row[profile]
                values = [value for value in numbers if value >= 0]
                assert values == sorted(values), (incident["key"], row["of"], profile)
                wanted = 1 if profile == ONE_NUMBER else 2 if profile in TWO_NUMBERS else 3
                assert len(numbers) == wanted, (incident["key"], row["of"], profile)


def test_what_is_not_reached_has_its_reason() -> None:
    """Each known difference between the ledger and the book is of one of its incidents, and says why it is there."""
    keys = {incident["key"] for incident in INCIDENTS}
    for one in LEDGER.get("not_reached", ()):
        assert one["by"] in {"joining", "linking"}
        assert {line.partition(":")[0] for line in one["differences"]} <= keys, one["differences"]
        assert len(one["reason"].split()) > 4, one["reason"]
