"""The commands on a book: add, incidents, show and verify."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.roads import line, reports


@pytest.fixture
def book(run: Run, tmp_path: Path) -> Path:
    """A book that holds the sample, and a report with nothing in it."""
    path = tmp_path / "sample.book"
    run("add", reports(tmp_path, line(), line("Nothing at all.", "other")), "--book", path)
    return path


def test_each_report_is_acknowledged_in_a_line(run: Run, tmp_path: Path) -> None:
    """ "added", the beginning of its digest, and its name."""
    result = run("add", reports(tmp_path), "--book", tmp_path / "a.book")
    assert result.exit_code == 0
    word, digest, name = result.stdout.split(maxsplit=2)
    assert (word, len(digest)) == ("added", 12)
    assert "reports.jsonl" in name


def test_adding_again_changes_nothing_and_says_so(run: Run, tmp_path: Path) -> None:
    """The second time every report is known."""
    words = ("add", reports(tmp_path), "--book", tmp_path / "a.book")
    run(*words)
    again = run(*words)
    assert again.exit_code == 0
    assert again.stdout.startswith("known ")
    assert again.stdout.rstrip().endswith("nothing changed")
    assert "0 added; 1 known" in again.stderr


def test_a_failing_file_keeps_no_other_out(run: Run, tmp_path: Path) -> None:
    """Status 2, a message on stderr, and the others are in the book."""
    book = tmp_path / "a.book"
    result = run("add", tmp_path / "missing.txt", reports(tmp_path), "--book", book)
    assert result.exit_code == 2
    assert "missing.txt" in result.stderr
    assert result.stdout.startswith("added ")
    assert json.loads(run("incidents", "--book", book, "--format", "json").stdout)


def test_incidents_are_one_line_each_in_a_pipe(run: Run, book: Path) -> None:
    """Id, days, place, outlets, how many reports, and range."""
    result = run("incidents", "--book", book)
    assert result.exit_code == 0
    row = next(line for line in result.stdout.splitlines() if "6 May 2031" in line)
    assert row.split()[-4:] == ["1", "19", "19", "20"]
    assert "Ostra, Ostra Province · Ostra Courier" in row


def test_the_book_can_be_named_in_the_environment(run: Run, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """TOLLBOOK_BOOK stands for --book."""
    monkeypatch.setenv("TOLLBOOK_BOOK", str(book))
    assert run("incidents").exit_code == 0
    assert run("verify").exit_code == 0


@pytest.mark.parametrize(
    ("condition", "count"),
    [
        (("--since", "2031-05-06", "--until", "2031-05-06"), 1),
        (("--since", "2031-05-07"), 0),
        (("--until", "2031-05-05"), 0),
        (("--country", "XO"), 1),
        (("--country", "XX"), 0),
        (("--actor", "red front"), 1),
        (("--actor", "green front"), 0),
        (("--class", "civilian"), 1),
        (("--class", "militant"), 0),
        (("--min-killed", "19"), 1),
        (("--min-killed", "20"), 0),
        (("--kind", "aggregate"), 1),
    ],
)
def test_conditions_narrow_the_list(run: Run, book: Path, condition: tuple[str, ...], count: int) -> None:
    """Every condition is passed on to the book."""
    found = json.loads(run("incidents", "--book", book, "--format", "json", *condition).stdout)
    assert len(found) == count


def test_an_empty_list_says_so(run: Run, book: Path) -> None:
    """No table head without a table."""
    assert run("incidents", "--book", book, "--country", "XX").stdout == "No incident meets these conditions.\n"


def test_incidents_as_json_say_how_many_tell_of_them(run: Run, book: Path) -> None:
    """Each incident carries its reports, origins and outlets."""
    (incident,) = json.loads(run("incidents", "--book", book, "--format", "json").stdout)
    assert (incident["reports"], incident["origins"], incident["outlets"]) == (1, 1, ["Ostra Courier"])


def test_incidents_as_csv_can_be_read_as_csv(run: Run, book: Path) -> None:
    """One line for each incident under a heading."""
    (row,) = csv.DictReader(io.StringIO(run("incidents", "--book", book, "--format", "csv").stdout))
    assert (row["killed_low"], row["killed_best"], row["killed_high"]) == ("19", "19", "20")


def first_id(run: Run, book: Path) -> str:
    """The id of the book's one incident."""
    found: str = json.loads(run("incidents", "--book", book, "--format", "json").stdout)[0]["id"]
    return found


def test_show_gives_the_ledger_of_one_incident(run: Run, book: Path) -> None:
    """By its id or the beginning of it; totals over years are not in it."""
    incident = first_id(run, book)
    shown = run("show", incident, "--book", book).stdout
    assert "Who says how many" in shown
    assert "more than 3,000" not in shown
    (told,) = json.loads(run("show", incident, "--book", book, "--format", "json").stdout)
    assert told["incident"]["id"] == incident
    assert [report["outlet"] for report in told["reports"]] == ["Ostra Courier"]
    assert "text" not in told["reports"][0]
    assert told["statements"][0]["attested"][0]["claim"] in {claim["id"] for claim in told["claims"]}
    assert run("show", incident, "--book", book, "--format", "html").stdout.startswith("<!doctype html>")


def test_show_can_follow_one_profile(run: Run, book: Path) -> None:
    """Its estimates and its rule alone; an unknown one is refused with those there are."""
    incident = first_id(run, book)
    shown = run("show", incident, "--book", book, "--profile", "ucdp").stdout
    assert "profile ucdp, version 1" in shown
    assert "profile tollbook" not in shown
    refused = run("show", incident, "--book", book, "--profile", "other")
    assert refused.exit_code == 2
    assert "tollbook, ucdp" in refused.stderr


def test_compare_sets_the_profiles_side_by_side(run: Run, book: Path) -> None:
    """Each profile with its figures and the sentence that decides, and what it says of itself."""
    shown = run("compare", first_id(run, book), "--book", book).stdout
    named = [line.split()[0] for line in shown.splitlines() if line.startswith(("  tollbook", "  ucdp"))]
    assert set(named) == {"tollbook", "ucdp"}
    assert "because" in shown
    assert "Uppsala Conflict Data Program" in " ".join(shown.split())


def test_an_unknown_incident_is_an_error_of_one_line(run: Run, book: Path) -> None:
    """Status 2, and no traceback."""
    result = run("show", "nothing", "--book", book)
    assert result.exit_code == 2
    assert result.stderr.startswith("error: ")
    assert len(result.stderr.splitlines()) == 1


def test_verify_says_what_it_checked(run: Run, book: Path) -> None:
    """Counts of reports, claims and quotes, and the head of the log."""
    result = run("verify", "--book", book)
    assert result.exit_code == 0
    assert "is whole: 2 reports" in result.stdout


@pytest.mark.parametrize(
    "words", [("incidents",), ("show", "x"), ("verify",), ("search", "x"), ("candidates",), ("rebuild",)]
)
def test_asking_makes_no_book(run: Run, tmp_path: Path, words: tuple[str, ...]) -> None:
    """A mistyped path is an error and not an empty book."""
    path = tmp_path / "none.book"
    result = run(*words, "--book", path)
    assert result.exit_code == 2
    assert result.stderr.startswith("error: ")
    assert not path.exists()


def test_search_gives_claims_with_their_incidents(run: Run, book: Path) -> None:
    """In text and as JSON; what meets no condition is not found."""
    incident = first_id(run, book)
    found = json.loads(run("search", "killed", "--book", book, "--format", "json").stdout)
    claims = [hit for hit in found if hit["claim"]]
    assert claims
    assert any(incident in hit["incidents"] for hit in claims)
    assert all("[killed]" in hit["excerpt"] for hit in claims)
    shown = run("search", "killed", "--book", book, "--limit", "1").stdout
    assert shown.startswith("claim ")
    assert "--limit shows more" in shown
    assert "Nothing in the book" in run("search", "killed", "--book", book, "--place", "Nowhere").stdout
    assert run("search", "!", "--book", book).exit_code == 2


def test_candidates_are_none_where_no_pair_is_unsure(run: Run, book: Path) -> None:
    """The sample's incidents are unlike each other."""
    assert run("candidates", "--book", book).stdout == "No two incidents are unsure to be one.\n"
    assert json.loads(run("candidates", "--book", book, "--format", "json").stdout) == []


def test_rebuild_says_what_it_made_and_changes_nothing(run: Run, book: Path) -> None:
    """The list is the same afterwards."""
    before = run("incidents", "--book", book).stdout
    result = run("rebuild", "--book", book)
    assert result.exit_code == 0
    assert "2 incidents and aggregates" in result.stdout
    assert run("incidents", "--book", book).stdout == before


@pytest.mark.parametrize(
    ("condition", "count"),
    [
        (("--outlet", "courier"), 1),
        (("--outlet", "herald"), 0),
        (("--place", "ostra"), 1),
        (("--speaker", "nobody"), 0),
        (("--limit", "1"), 1),
        (("--offset", "1"), 0),
    ],
)
def test_a_list_is_narrowed_by_who_told_of_what(run: Run, book: Path, condition: tuple[str, ...], count: int) -> None:
    """By outlet, place and speaker, and in parts."""
    assert len(json.loads(run("incidents", "--book", book, "--format", "json", *condition).stdout)) == count
