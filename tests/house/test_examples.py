"""The examples are whole: listed, marked as ours, and their expectations quote them exactly."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import msgspec
import pytest

from examples.expect import expectations
from tollbook.errors import InputError
from tollbook.model import Claim
from tollbook.reading import read_reports

EXAMPLES = Path(__file__).parents[2] / "examples"
REPORTS = sorted(path.name for path in EXAMPLES.iterdir() if path.suffix in {".txt", ".html"})
QUOTES = sorted((EXAMPLES / "quotes").glob("*.toml"))
PAGES_THAT_TELL = ["live-blog", "retold-meta", "retold-page"]


def expected(stem: str) -> Any:
    """What is expected of one example."""
    return json.loads((EXAMPLES / "expected" / f"{stem}.json").read_text("utf-8"))


def test_every_report_has_its_quotes_and_expectation() -> None:
    """No example lacks what should be read out of it, and no expectation lacks its example."""
    stems = [Path(report).stem for report in REPORTS]
    assert sorted(stems) == [path.stem for path in QUOTES]
    assert sorted(stems) == sorted(path.stem for path in (EXAMPLES / "expected").glob("*.json"))


@pytest.mark.parametrize("quotes", QUOTES, ids=lambda path: path.stem)
def test_the_list_tells_outlet_and_day(quotes: Path) -> None:
    """examples/README.md names each report with the outlet and the day that its quotes give."""
    about = tomllib.loads(quotes.read_text("utf-8"))["report"]
    row = f"| [{about['file']}]({about['file']}) | {about['outlet']} | {about['published']} |"
    assert row in (EXAMPLES / "README.md").read_text("utf-8")


@pytest.mark.parametrize("quotes", QUOTES, ids=lambda path: path.stem)
def test_the_expectation_is_what_the_quotes_say(quotes: Path) -> None:
    """The file under expected/ is what `python examples/expect.py` would write."""
    assert expected(quotes.stem) == json.loads(json.dumps(expectations(quotes)))


@pytest.mark.parametrize("report", [report for report in REPORTS if report.endswith(".html")])
def test_pages_are_marked_as_ours(report: str) -> None:
    """Each page says in a comment that it was written for this project."""
    assert "<!-- Written for the Tollbook project as an example" in (EXAMPLES / report).read_text("utf-8")


@pytest.mark.parametrize("stem", PAGES_THAT_TELL)
def test_a_page_tells_its_outlet_and_day(stem: str) -> None:
    """What is expected of a page with metadata is what the page itself says."""
    page = EXAMPLES / f"{stem}.html"
    parsed = next(read_reports(page.name, page.read_bytes()))
    assert not isinstance(parsed, InputError)
    about = expected(stem)["report"]
    assert (parsed.report.outlet, str(parsed.report.published)) == (about["outlet"], about["published"])


@pytest.mark.parametrize("stem", [path.stem for path in QUOTES])
def test_expected_claims_have_the_form_of_claims(stem: str) -> None:
    """With a reader and a confidence added, every expected claim is a claim of the model."""
    for claim in expected(stem)["claims"]:
        read = claim | {"confidence": 1.0, "reader": {"name": "hand", "version": "1"}}
        msgspec.convert(read, Claim)


def spans(thing: Any) -> list[dict[str, Any]]:
    """Every quote inside a claim."""
    if isinstance(thing, list):
        return [span for one in thing for span in spans(one)]
    if not isinstance(thing, dict):
        return []
    own = [thing] if isinstance(thing.get("start"), int) else []
    return own + [span for one in thing.values() for span in spans(one)]


@pytest.mark.parametrize("stem", [path.stem for path in QUOTES])
def test_expected_claims_quote_their_report(stem: str) -> None:
    """Every offset quotes the report's text exactly, and no two claims of a report share an id."""
    reading = expected(stem)
    text = reading["report"]["text"]
    for span in spans(reading["claims"]):
        assert text[span["start"] : span["end"]] == span["text"]
    ids = [claim["id"] for claim in reading["claims"]]
    assert len(ids) == len(set(ids))
    assert {claim["part_of"] for claim in reading["claims"] if claim.get("part_of")} <= set(ids)
