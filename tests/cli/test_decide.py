"""Deciding on the command line."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.book.telling import TellingRoad
from tests.cli.conftest import Run

MARKET = "At least 12 farmers were killed in Oravan on 2026-02-01. 7 drivers were injured in Tell on 2026-02-01."
BRIDGE = "5 people were killed in Sarn on 2026-02-01."


@pytest.fixture
def book(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A book of two reports."""
    monkeypatch.setattr("tollbook.book.roads.house_road", TellingRoad)
    lines = [
        json.dumps({"id": name, "title": None, "outlet": "Post", "published": "2026-02-02", "url": None, "text": text})
        for name, text in (("market", MARKET), ("bridge", BRIDGE))
    ]
    (tmp_path / "reports.jsonl").write_text("\n".join(lines), "utf-8")
    path = tmp_path / "case.book"
    assert run("add", tmp_path / "reports.jsonl", "--book", path).exit_code == 0
    return path


def claims(path: Path) -> dict[str, str]:
    """The claims of the book: their names, by the words of their figures."""
    from tollbook.book import Book

    with Book.open(path, road=TellingRoad()) as opened:
        return {
            kept.claim.count.text: f"{kept.report[:12]}:{kept.claim.id}"  # type: ignore[union-attr]
            for kept in opened.claims()
        }


def incidents(run: Run, path: Path) -> list[dict[str, object]]:
    ran = run("incidents", "--book", path, "--format", "json")
    assert ran.exit_code == 0, ran.output
    found: list[dict[str, object]] = json.loads(ran.stdout)
    return found


def ids(path: Path) -> dict[str, str]:
    """The incidents by place."""
    from tollbook.book import Book

    with Book.open(path, road=TellingRoad()) as opened:
        return {str(one.incident.places[0].name): one.incident.id for one in opened.incidents()}


def test_each_decision_is_told_with_its_number(run: Run, book: Path) -> None:
    """And listed with who, when and why, and with what has become of it."""
    known, at = claims(book), ids(book)
    for words in (
        ("same", at["Oravan"], at["Sarn"], "--why", "one column"),
        ("unsure", at["Oravan"], at["Tell"], "--why", "no town is named", "--who", "Bo"),
        ("accept", known["5"]),
        ("amend", known["At least 12"], "count", "at least 14", "--why", "the list"),
        ("amend", known["At least 12"], "class", "security forces", "--why", "soldiers"),
        ("amend", known["At least 12"], "when", "2026-01-31..2026-02-01", "--why", "overnight"),
        ("move", known["5"], "--to", at["Tell"], "--why", "it was Tell's toll"),
        ("reject", known["7"], "--why", "a drill"),
        ("note", at["Oravan"], "the list is awaited"),
    ):
        ran = run("decide", *words, "--book", book)
        assert ran.exit_code == 0, (words, ran.output)
        assert ran.stdout.startswith("decision ")
    listed = run("decisions", "--book", book)
    assert "set the count of “At least 12”" in listed.stdout
    assert "to at least 14" in listed.stdout
    assert "9 decisions" in listed.stdout
    rows = list(csv.DictReader(io.StringIO(run("decisions", "--book", book, "--format", "csv").stdout)))
    assert [row["who"] for row in rows].count("Bo") == 1
    assert rows[3]["why"] == "the list"
    told = json.loads(run("decisions", "--book", book, "--format", "json").stdout)
    assert told[3]["decision"]["ruling"]["value"] == {"value": 14, "bound": "at_least", "value_high": None}


def test_undo_and_what_is_listed_then(run: Run, book: Path) -> None:
    """An undone decision stays in the list, with the one that undid it."""
    assert len(incidents(run, book)) == 3
    assert run("decide", "reject", claims(book)["5"], "--why", "a drill", "--book", book).exit_code == 0
    assert len(incidents(run, book)) == 2
    number = json.loads(run("decisions", "--book", book, "--format", "json").stdout)[0]["decision"]["number"]
    assert run("decide", "undo", number, "--why", "no drill", "--book", book).exit_code == 0
    assert len(incidents(run, book)) == 3
    assert f"undone by {number + 1}" in run("decisions", "--book", book).stdout


def test_show_tells_what_people_did(run: Run, book: Path) -> None:
    """What was read stays beside what was set, and what was rejected stays visible."""
    known, at = claims(book), ids(book)
    run("decide", "amend", known["At least 12"], "count", "at least 14", "--why", "the list", "--book", book)
    ran = run("show", at["Oravan"], "--book", book)
    assert ran.exit_code == 0, ran.output
    assert "What people decided" in ran.stdout
    assert "was read as at least 12" in ran.stdout
    told = json.loads(run("show", at["Oravan"], "--book", book, "--format", "json").stdout)
    assert told[0]["reviewed"]["corrections"][0]["set"]["value"] == 14


def test_split_and_not_same(run: Run, book: Path) -> None:
    """The other two that name incidents."""
    at = ids(book)
    ran = run("decide", "not-same", at["Oravan"], at["Sarn"], "--why", "two towns", "--book", book)
    assert "not one incident" in ran.stdout
    ran = run("decide", "split", at["Oravan"], claims(book)["At least 12"], "--why", "alone", "--book", book)
    assert "an incident of its own" in ran.stdout


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("reject", "c1", "--why", "x"), "Write it as `tollbook show` prints it"),
        (("reject", "{5}"), "Say why"),
        (("amend", "{5}", "count", "many", "--why", "x"), "Write it like 12"),
        (("amend", "{5}", "stance", "claimed", "--why", "x"), "only claims on responsibility"),
        (("amend", "{5}", "where", "gn:1", "--why", "x"), "The gazetteer has no place"),
        (("amend", "{5}", "where", "Nowherewell", "--why", "x"), "The gazetteer cannot tell"),
        (("undo", "1", "--why", "x"), "there is no decision 1"),
        (("same", "zz", "yy", "--why", "x"), "No incident has the id"),
    ],
)
def test_what_cannot_be_decided_ends_with_one_line(run: Run, book: Path, words: tuple[str, ...], says: str) -> None:
    """Status 2, the reason and the remedy on stderr, and nothing in the log."""
    ran = run("decide", *(word.replace("{5}", claims(book)["5"]) for word in words), "--book", book)
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert says in ran.stderr
    assert "Nothing was decided." in run("decisions", "--book", book).stdout


def test_a_place_is_named_by_words_an_id_or_a_point(run: Run, book: Path) -> None:
    """What the gazetteer makes of it is told."""
    name = claims(book)["5"]
    for value, told in (
        ("Mastung, Pakistan", "Mastung (PK)"),
        ("gn:1167528", "Quetta (PK)"),
        ("29.80,66.85", "near Mastung (PK)"),
        ("unknown", "unknown"),
    ):
        ran = run("decide", "amend", name, "where", value, "--why", "x", "--book", book)
        assert ran.exit_code == 0, ran.output
        assert ran.stdout.rstrip().endswith(f"to {told}")


def test_a_name_that_several_places_share_is_not_guessed(run: Run, book: Path) -> None:
    """The error lists them with their ids."""
    ran = run("decide", "amend", claims(book)["5"], "where", "Springfield", "--why", "x", "--book", book)
    assert ran.exit_code == 2
    assert "gn:4409896" in ran.stderr


def test_a_speaker_and_an_actor_are_looked_up(run: Run, book: Path) -> None:
    """A registered one is told with its id; another by its name alone."""
    name = claims(book)["5"]
    ran = run("decide", "amend", name, "speaker", "SOHR", "--why", "x", "--book", book)
    assert "SOHR (" in ran.stdout
    ran = run("decide", "amend", name, "speaker", "the miller of Sarn", "--why", "x", "--book", book)
    assert ran.stdout.rstrip().endswith("to the miller of Sarn")
    ran = run("decide", "amend", name, "speaker", "none", "--why", "x", "--book", book)
    assert ran.stdout.rstrip().endswith("to the report itself")


def test_what_another_decided_meanwhile_is_told(run: Run, book: Path) -> None:
    """With --seen, a decision that did not know of a later one is refused."""
    name = claims(book)["5"]
    assert run("decide", "reject", name, "--why", "a drill", "--who", "Bo", "--book", book).exit_code == 0
    ran = run("decide", "accept", name, "--seen", "1", "--book", book)
    assert ran.exit_code == 2
    assert "Bo decided on the same claims meanwhile" in ran.stderr
