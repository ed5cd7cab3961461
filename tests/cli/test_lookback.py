"""Looking back, and trying a reader, on the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.book.telling import TellingRoad
from tests.cli.conftest import Run

FIRST = "At least 12 farmers were killed in Oravan on 2026-02-01."
SECOND = "14 people were killed in Oravan on 2026-02-01. 2 guards were killed in Sarn on 2026-02-01."


@pytest.fixture
def book(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A book of two reports."""
    monkeypatch.setattr("tollbook.book.roads.house_road", TellingRoad)
    lines = [
        json.dumps({"id": name, "title": None, "outlet": name, "published": "2026-02-02", "url": None, "text": text})
        for name, text in (("Lantern", FIRST), ("Post", SECOND))
    ]
    (tmp_path / "reports.jsonl").write_text("\n".join(lines), "utf-8")
    path = tmp_path / "case.book"
    assert run("add", tmp_path / "reports.jsonl", "--book", path).exit_code == 0
    return path


def moments(path: Path) -> list[str]:
    """When each entry of the log was recorded."""
    from tollbook.book import Book

    with Book.open(path, road=TellingRoad()) as opened:
        return [entry.at for entry in opened.log()]


def oravan(path: Path) -> str:
    from tollbook.book import Book

    with Book.open(path, road=TellingRoad()) as opened:
        return opened.incidents(place="oravan")[0].incident.id


def told(run: Run, *words: object) -> Any:
    ran = run(*words, "--format", "json")
    assert ran.exit_code == 0, ran.output
    return json.loads(ran.stdout)


def test_why_names_the_reports_that_changed_a_figure(run: Run, book: Path) -> None:
    """One line each, with the ranges; and the same as JSON."""
    ran = run("why", oravan(book), "--book", book)
    assert ran.exit_code == 0, ran.output
    assert "killed none → 12–12–12" in ran.stdout
    assert "killed 12–12–12 → 12–14–14" in ran.stdout
    assert "the report of Post" in ran.stdout
    found = told(run, "why", oravan(book), "--book", book)
    assert [each["shifts"][0]["after"]["best"] for each in found] == [12, 14]
    assert run("why", oravan(book), "--profile", "nobody", "--book", book).exit_code == 2


def test_the_book_is_shown_as_it_stood_then(run: Run, book: Path) -> None:
    """In the list, by its id and in what changed it."""
    then = moments(book)[1]
    assert len(told(run, "incidents", "--book", book)) == 2
    (before,) = told(run, "incidents", "--book", book, "--as-of", then)
    assert before["estimates"][0]["best"] == 12
    assert run("show", oravan(book), "--book", book, "--as-of", then).exit_code == 0
    assert len(told(run, "why", oravan(book), "--book", book, "--as-of", then)) == 1
    assert told(run, "decisions", "--book", book, "--as-of", then) == []
    ran = run("incidents", "--book", book, "--as-of", "2026-02-01T12:00")
    assert (ran.exit_code, "Write it like 2026-02-01T12:00Z" in ran.stderr) == (2, True)


def test_diff_tells_what_became_of_incidents(run: Run, book: Path) -> None:
    """New ones and changed figures; nothing between a moment and itself."""
    _, one, two = moments(book)
    ran = run("diff", one, two, "--book", book)
    assert ran.exit_code == 0, ran.output
    assert "killed 12–12–12 → 12–14–14" in ran.stdout
    assert "killed none → 2–2–2" in ran.stdout
    assert sorted(each["kind"] for each in told(run, "diff", one, two, "--book", book)) == ["changed", "new"]
    assert "No incident differs." in run("diff", two, two, "--book", book).stdout
    assert run("diff", "7", "8", "--book", book).exit_code == 2


def test_a_reader_is_tried_and_then_kept(run: Run, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A dry run shows what would change and changes nothing; then it is read, and a decision comes adrift."""
    at = told(run, "decisions", "--book", book)
    assert at == []
    from tollbook.book import Book

    with Book.open(book, road=TellingRoad()) as opened:
        guards = next(kept for kept in opened.claims() if kept.claim.evidence.text.startswith("2 guards"))
    name = f"{guards.report[:12]}:{guards.claim.id}"
    assert run("decide", "reject", name, "--why", "a drill", "--book", book).exit_code == 0

    monkeypatch.setattr("tollbook.book.roads.house_road", lambda **_: TellingRoad("2", passes_over="guards"))
    ran = run("reread", "--dry-run", "--book", book)
    assert ran.exit_code == 0, ran.output
    assert "2 reports would be read anew, by telling 2" in ran.stdout
    assert "lost “2 killed”" in ran.stdout
    assert "Decisions that would come adrift" in ran.stdout
    assert len(told(run, "reread", "--dry-run", "--book", book)["adrift"]) == 1
    assert told(run, "decisions", "--book", book)[0]["state"] == "in_force"

    ran = run("reread", "--book", book)
    assert ran.exit_code == 0, ran.output
    assert "2 read anew" in ran.stderr
    assert "is adrift now: reject" in ran.stderr
    assert told(run, "decisions", "--book", book)[0]["state"] == "adrift"
    assert "2 had been read by it" in run("reread", "--book", book).stderr
    assert told(run, "diff", "1", "2", "--book", book) == []
