"""A book that is opened, fed, asked and checked."""

from __future__ import annotations

import datetime as dt
import json
import multiprocessing
import os
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tollbook.book import Book
from tollbook.errors import (
    BookError,
    EmptyReport,
    InputError,
    NotABook,
    UnknownIncident,
    UnknownReport,
    UnreadableReport,
)
from tollbook.model import Report, digest_of

ReportOf = Callable[..., Report]

FIRST = (
    "12 civilians were killed in Oravan, PK on 2026-02-01, blamed on Northern Front. "
    "3 soldiers were injured in Telu, IN on 2026-01-20."
)
SECOND = "Since 2003, 900 people were killed in Oravan, PK. dozens people were killed in Marah, SY."
THIRD = "0 civilians were killed in Marah, SY on 2026-02-03, claimed by Marah Brigade."


@pytest.fixture
def fed(book: Book, report_of: ReportOf) -> Book:
    book.add([report_of(text) for text in (FIRST, SECOND, THIRD)])
    return book


def told(ledgers: list[Any]) -> list[str]:
    """The places of incidents, which tell them apart here."""
    return [ledger.incident.places[0].name for ledger in ledgers]


def test_files_folders_and_lines_are_added_under_their_names(book: Book, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "b.txt").write_text("4 soldiers were killed in Telu, IN.")
    lines = [{"id": name, "text": f"{count} people were killed in Oravan, PK."} for name, count in (("x", 5), ("y", 6))]
    (folder / "c.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    (tmp_path / "a.txt").write_text("3 civilians were killed in Oravan, PK.")
    added = book.add([tmp_path / "a.txt", str(folder)], published="2026-02-01", outlet="The Lantern")
    assert [result.outcome for result in added.results] == ["added"] * 4
    kept = list(book.reports())
    assert [Path(report.name).name for report in kept] == ["a.txt", "b.txt", "c.jsonl:1", "c.jsonl:2"]
    assert {(report.report.published, report.report.outlet) for report in kept} == {
        (dt.date(2026, 2, 1), "The Lantern")
    }
    assert {report.recorded for report in kept} == {dt.datetime(2026, 2, 3, tzinfo=dt.UTC)}
    assert book.verify().reports == 4


def test_one_path_need_not_stand_in_a_list(book: Book, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("3 civilians were killed in Oravan, PK.")
    assert len(book.add(str(tmp_path / "a.txt")).added) == 1
    assert len(book.add(tmp_path / "a.txt").known) == 1


def test_adding_again_changes_nothing_and_reads_nothing(book: Book, road: Any, report_of: ReportOf) -> None:
    reports = [report_of(text) for text in (FIRST, SECOND)]
    first = book.add(reports)
    assert [(result.outcome, result.claims) for result in first.results] == [("added", 3), ("added", 2)]
    before, travelled = (list(book.log()), list(book.reports()), book.claims()), road.travelled
    again = book.add(reports)
    assert [result.outcome for result in again.known] == ["known"] * 2
    assert [result.digest for result in again.results] == [report.digest for report in reports]
    assert (list(book.log()), list(book.reports()), book.claims()) == before
    assert road.travelled == travelled


def test_what_cannot_be_read_is_named_and_the_rest_goes_in(book: Book, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text(" \n")
    (tmp_path / "good.txt").write_text("3 civilians were killed in Oravan, PK.")
    added = book.add([tmp_path / "none.txt", tmp_path / "empty.txt", tmp_path / "good.txt"])
    assert [result.outcome for result in added.results] == ["failed", "failed", "added"]
    missing, empty = added.failed
    assert isinstance(missing.error, UnreadableReport)
    assert isinstance(empty.error, EmptyReport)
    assert "none.txt" in str(missing.error)
    assert empty.name is not None
    assert empty.name.endswith("empty.txt")
    assert book.verify().reports == 1


def test_each_result_comes_when_its_report_is_safe(path: Path, book: Book, report_of: ReportOf) -> None:
    texts = (FIRST, SECOND, THIRD)
    for number, result in enumerate(book.add_each(report_of(text) for text in texts), start=1):
        with Book.open(path, create=False) as other:
            held = [kept.report.digest for kept in other.reports()]
        assert len(held) == number
        assert held[-1] == result.digest


def test_progress_hears_of_each_result(book: Book, report_of: ReportOf) -> None:
    heard: list[Any] = []
    added = book.add([report_of(FIRST), report_of(FIRST)], progress=heard.append)
    assert tuple(heard) == added.results
    assert [result.outcome for result in heard] == ["added", "known"]


def test_a_report_that_is_not_its_text_needs_its_file(book: Book) -> None:
    made = Report(id="r1", text="3 civilians were killed in Oravan, PK.", digest="0" * 64)
    (failed,) = book.add(made).failed
    assert "Add the file it came from" in str(failed.error)


def test_a_text_that_cannot_be_written_down_fails_alone(book: Book, report_of: ReportOf) -> None:
    broken = "3 civilians were killed \ud800."
    made = Report(id="r1", text=broken, digest=digest_of(broken.encode("utf-8", "surrogatepass")))
    added = book.add([made, report_of(FIRST)])
    assert [result.outcome for result in added.results] == ["failed", "added"]


def test_a_reader_that_misquotes_spoils_one_report_only(
    book: Book, road: Any, report_of: ReportOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    right, other = road.travel, report_of(SECOND)
    monkeypatch.setattr(road, "travel", lambda report: right(other if report.text == FIRST else report))
    added = book.add([report_of(FIRST), other])
    assert [result.outcome for result in added.results] == ["failed", "added"]
    assert "fault of the reader" in str(added.failed[0].error)
    assert book.verify().reports == 1


def test_a_file_name_that_is_no_unicode_is_kept_legible(book: Book, tmp_path: Path) -> None:
    path = os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")
    Path(path).write_text("3 civilians were killed in Oravan, PK.")
    assert len(book.add(path).added) == 1
    (kept,) = book.reports()
    assert "/caf" in kept.name
    assert kept.name.encode().decode() == kept.name
    assert book.verify().reports == 1


def test_incidents_are_computed_once_and_kept(fed: Book, road: Any) -> None:
    assert told(fed.incidents()) == ["Telu", "Oravan", "Marah", "Marah"]
    before = (road.travelled, road.cut, road.joined)
    assert before == (3, 3, 5), "each report is read and cut into accounts once, each of its incidents joined once"
    assert told(fed.incidents(country="IN")) == ["Telu"]
    assert (road.travelled, road.cut, road.joined) == before


def test_aggregates_stand_apart_from_incidents(fed: Book) -> None:
    (total,) = fed.incidents(kind="aggregate")
    assert total.incident.kind == "aggregate"
    assert total.incident.id not in {ledger.incident.id for ledger in fed.incidents()}


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ({"since": "2026-02-01"}, ["Oravan", "Marah"]),
        ({"until": dt.date(2026, 2, 1)}, ["Telu", "Oravan"]),
        ({"since": "2026-02-01", "until": "2026-02-01"}, ["Oravan"]),
        ({"since": "2027-01-01"}, []),
        ({"country": "pk"}, ["Oravan"]),
        ({"country": "SY"}, ["Marah", "Marah"]),
        ({"actor": "northern front"}, ["Oravan"]),
        ({"actor": "brigade"}, ["Marah"]),
        ({"actor": "nobody"}, []),
        ({"victim_class": "security_forces"}, ["Telu"]),
        ({"victim_class": "civilian"}, ["Oravan"]),
        ({"min_killed": 1}, ["Oravan"]),
        ({"min_killed": 12}, ["Oravan"]),
        ({"min_killed": 13}, []),
        ({"min_killed": 0}, ["Oravan", "Marah"]),
        ({"min_killed": 1, "victim_class": "security_forces"}, []),
        ({"country": "SY", "since": "2026-01-01"}, ["Marah"]),
    ],
)
def test_every_condition_of_a_question_is_met(fed: Book, question: dict[str, Any], answer: list[str]) -> None:
    """Unknown days lie in no window, unknown figures reach no number, and "no civilian" is no civilian victim."""
    assert told(fed.incidents(**question)) == answer


@pytest.mark.parametrize("question", [{"since": "yesterday"}, {"until": "2026-02-30"}, {"country": "Pakistan"}])
def test_a_question_that_makes_no_sense_is_an_input_error(fed: Book, question: dict[str, Any]) -> None:
    with pytest.raises(InputError, match=next(iter(question))):
        fed.incidents(**question)


def test_an_incident_is_found_by_its_id_or_a_beginning_of_its_own(fed: Book, report_of: ReportOf) -> None:
    listed = fed.incidents(country="SY", since="2026-02-01")[0]
    ledger = fed.incident(listed.incident.id)
    assert ledger.incident.id == listed.incident.id
    assert fed.incident(listed.incident.id[:8]) == ledger, "the report has but one incident"
    assert ledger.reports == {report_of(THIRD).digest: report_of(THIRD)}
    assert [claim.id for claim in ledger.joined.claims] == list(ledger.incident.claims)


def test_an_unknown_or_unclear_id_says_what_is_near(fed: Book, report_of: ReportOf) -> None:
    two = report_of(FIRST).digest[:8]
    with pytest.raises(UnknownIncident, match="2 incidents have an id that begins with"):
        fed.incident(two)
    one = fed.incidents(country="PK")[0].incident.id
    with pytest.raises(UnknownIncident, match=f"nearest: {one}"):
        fed.incident(one[:-1] + "x")
    for nothing in ("", "zzzz", "\ud800"):
        with pytest.raises(UnknownIncident):
            fed.incident(nothing)


def test_a_report_is_found_by_its_digest_or_the_beginning_of_it(fed: Book, report_of: ReportOf) -> None:
    digest = report_of(FIRST).digest
    assert fed.report(digest) == fed.report(digest[:12])
    assert fed.report(digest).report == report_of(FIRST)
    assert fed.raw(digest[:12]) == FIRST.encode()
    assert fed.reader_of(digest) == fed.claims(digest)[0].claim.reader
    for ask in (fed.report, fed.raw, fed.reader_of):
        for nothing in ("zzzz", "\ud800", ""):
            with pytest.raises(UnknownReport, match="digest that begins with"):
                ask(nothing)


def test_claims_that_nobody_decided_on_are_left_as_they_were_read(fed: Book, report_of: ReportOf) -> None:
    digest = report_of(FIRST).digest
    assert fed.left(digest[:12]).claims == tuple(kept.claim for kept in fed.claims(digest))
    assert fed.left(digest).rejected == ()


def test_reports_that_came_after_an_entry_are_asked_for_alone(fed: Book) -> None:
    every = list(fed.reports())
    assert list(fed.reports(after=every[0].entry)) == every[1:]
    assert list(fed.reports(after=every[-1].entry)) == []


def test_claims_are_asked_for_by_report_and_effect(fed: Book, report_of: ReportOf) -> None:
    digest = report_of(FIRST).digest
    assert len(fed.claims()) == 7
    assert [kept.report for kept in fed.claims(digest)] == [digest] * 3
    assert fed.claims(digest[:12].upper()) == fed.claims(digest)
    assert [kept.claim.evidence.text for kept in fed.claims(effect="injured")] == [FIRST.split(". ")[1]]
    for unclear in ("", "zz", "\ud800"):
        with pytest.raises(BookError, match="digest that begins with"):
            fed.claims(unclear)


def test_a_better_reader_reads_again_and_its_claims_stand_beside_the_earlier(
    path: Path, fed: Book, counting: ModuleType
) -> None:
    before = [claim.claim for claim in fed.claims()]
    assert [result.outcome for result in fed.read_again().results] == ["known"] * 3, "nothing is new to this reader"
    heard: list[Any] = []
    with Book.open(path, road=counting.CountingRoad(version="2")) as better:
        assert [result.outcome for result in better.read_again(progress=heard.append).added] == ["added"] * 3
        assert {claim.claim.reader.version for claim in better.claims()} == {"2"}
        assert len(better.claims()) == len(before)
        assert [entry.action for entry in better.log()][-3:] == ["read"] * 3
        whole = better.verify()
        assert (whole.reports, whole.readings, whole.claims) == (3, 6, 2 * len(before))
    assert len(heard) == 3


def test_words_are_searched_for_in_claims_and_then_in_reports(fed: Book, report_of: ReportOf) -> None:
    calm = report_of("The Marah Brigade was quiet.", outlet="The Lantern")
    fed.add(calm)
    claims = [hit for hit in fed.search('"Marah Brigade"') if hit.claim is not None]
    assert [hit.report for hit in claims] == [report_of(THIRD)] * 2, "the figure and the deed, told in one sentence"
    assert all("[Marah Brigade]" in hit.excerpt for hit in claims)
    (incident,) = {hit.incidents for hit in claims}
    assert fed.incident(incident[0]).reports.keys() == {report_of(THIRD).digest}
    (report,) = (hit for hit in fed.search('"Marah Brigade"') if hit.claim is None)
    assert (report.report, report.incidents) == (calm, ())


@pytest.mark.parametrize(
    ("conditions", "places"),
    [
        ({}, ["Oravan", "Oravan", "Oravan", "Marah", "Marah", "Marah"]),
        ({"actor": "northern"}, ["Oravan"]),
        ({"actor": "nobody"}, []),
        ({"place": "marah"}, ["Marah", "Marah", "Marah"]),
        ({"victim_class": "civilian"}, ["Oravan", "Marah"]),
        ({"since": "2026-02-02"}, ["Marah", "Marah"]),
        ({"since": "2026-02-01", "until": "2026-02-01"}, ["Oravan", "Oravan"]),
        ({"until": "2026-02-02"}, ["Oravan", "Oravan"]),
        ({"outlet": "lantern"}, ["Oravan", "Oravan", "Oravan", "Marah", "Marah", "Marah"]),
        ({"outlet": "courier"}, []),
        ({"speaker": "anyone"}, []),
    ],
)
def test_a_search_is_narrowed_by_conditions(
    book: Book, report_of: ReportOf, conditions: dict[str, Any], places: list[str]
) -> None:
    book.add([report_of(text, outlet="The Lantern") for text in (FIRST, SECOND, THIRD)])
    found = [hit for hit in book.search("killed", **conditions) if hit.claim is not None]
    by_ref = {(kept.report[:12], kept.claim.id): kept.claim for kept in book.claims()}
    where = [by_ref[tuple(str(hit.claim).split(":"))].where for hit in found]  # type: ignore[index]
    assert sorted(str(one.name) for one in where if one is not None) == sorted(places)


def test_the_log_names_who_and_the_clocks_time(fed: Book) -> None:
    assert [(entry.action, entry.who, entry.at[:10]) for entry in fed.log()] == [
        (action, "a recorder", "2026-02-03") for action in ("create", "add", "add", "add")
    ]


def test_a_missing_book_is_not_begun_by_a_question(path: Path) -> None:
    with pytest.raises(NotABook):
        Book.open(path, create=False)
    assert not path.exists()


def test_who_is_the_user_unless_said(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.setenv(name, "recorder-7")
    with Book.open(path) as book:
        assert [entry.who for entry in book.log()] == ["recorder-7"]


def test_two_processes_adding_at_once_double_nothing(path: Path, counting: ModuleType) -> None:
    """Both begin the book and add the same 200 reports: each report goes in once, and the book is whole."""
    fork = multiprocessing.get_context("fork")
    results = fork.Queue()
    start = fork.Barrier(2)

    def add() -> None:
        start.wait()
        with Book.open(path, road=counting.CountingRoad()) as book:
            added = book.add(counting.reports())
        results.put((len(added.added), len(added.known), len(added.failed)))

    processes = [fork.Process(target=add) for _ in range(2)]
    for process in processes:
        process.start()
    outcomes = [results.get(timeout=60) for _ in processes]
    for process in processes:
        process.join()
    assert sum(added for added, _, _ in outcomes) == 200
    assert sum(known for _, known, _ in outcomes) == 200
    with Book.open(path, road=counting.CountingRoad()) as book:
        whole = book.verify()
    assert (whole.reports, whole.claims, whole.entries) == (200, 200, 201)
