"""What a book keeps of its incidents is what its facts say, in whatever order they came and whatever befell it."""

from __future__ import annotations

import datetime as dt
import multiprocessing
import os
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tollbook.book import Book
from tollbook.errors import BookDamaged
from tollbook.model import Report
from tollbook.storage import SqliteStore
from tollbook.storage.migrations import steps
from tollbook.storage.sqlite_view import SqliteView

ReportOf = Callable[..., Report]

same_book = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)

sentences = st.builds(
    "{} {} were killed in {}, PK on 2026-02-{:02}.".format,
    st.integers(1, 40),
    st.sampled_from(["civilians", "soldiers"]),
    st.sampled_from(["Oravan", "Telu"]),
    st.integers(1, 5),
)
texts = st.lists(sentences, min_size=1, max_size=3).map(" ".join)
arrivals = st.lists(texts, min_size=1, max_size=8, unique=True)


def state(book: Book) -> list[Any]:
    """All that a book says of its incidents, but for when it recorded what."""
    said = []
    for summary in [*book.incidents(), *book.incidents(kind="aggregate")]:
        ledger = book.incident(summary.incident.id)
        accounts = sorted(account.id for account in ledger.joined.accounts)
        said.append((summary, ledger.joined.incident, accounts, sorted(claim.id for claim in ledger.joined.claims)))
    return said


def opened(path: Path, counting: ModuleType, **fields: Any) -> Book:
    return Book.open(path, road=counting.CountingRoad(**fields))


@contextmanager
def book_of(folder: Path, counting: ModuleType, reports: list[Report]) -> Iterator[Book]:
    """A book of its own, to which the reports were added in their order."""
    path = folder / "own.book"
    for left in folder.glob("own.book*"):
        left.unlink()
    with opened(path, counting) as book:
        book.add(reports)
        yield book


def test_reports_of_one_attack_are_one_incident(book: Book, report_of: ReportOf) -> None:
    told = [
        report_of("12 civilians were killed in Oravan, PK on 2026-02-01.", published=dt.date(2026, 2, 3), outlet="A"),
        report_of("14 civilians were killed in Oravan, PK on 2026-02-01.", published=dt.date(2026, 2, 2), outlet="B"),
        report_of("14 civilians were killed in Telu, IN on 2026-02-01.", published=dt.date(2026, 2, 2), outlet="C"),
    ]
    book.add(told)
    oravan, telu = sorted(book.incidents(), key=lambda summary: summary.incident.places[0].name or "")
    assert (oravan.reports, oravan.outlets, telu.reports) == (2, ("A", "B"), 1)
    ledger = book.incident(oravan.incident.id)
    assert ledger.reports.keys() == {told[0].digest, told[1].digest}
    assert ledger.incident.id.startswith(told[1].digest[:8]), "the first published gives the id"
    assert book.incident(f"{told[0].digest[:8]}-i0") == ledger, "an id that was given out before stays good"


def test_pairs_that_may_be_one_are_proposed(book: Book, report_of: ReportOf) -> None:
    book.add([report_of(f"{day} civilians were killed in Oravan, PK on 2026-02-0{day}.") for day in (1, 2, 3, 6)])
    pairs = book.candidates()
    days = [(pair.one.incident.when, pair.other.incident.when) for pair in pairs]
    assert [(one.start.day, other.start.day) for one, other in days if one and other] == [(1, 2), (2, 3)]
    assert {pair.probability for pair in pairs} == {0.3}
    assert len(book.candidates(limit=1)) == 1


def test_a_report_is_compared_with_its_neighbours_alone(book: Book, road: Any, counting: ModuleType) -> None:
    book.add(counting.reports(200, incidents=100))
    assert road.compared == 100, "each pair of one place and day, once"
    assert road.cut == 200


@same_book
@given(texts=arrivals, data=st.data())
def test_the_order_of_arrival_is_of_no_matter(
    tmp_path: Path, counting: ModuleType, report_of: ReportOf, texts: list[str], data: st.DataObject
) -> None:
    reports = [report_of(text, published=dt.date(2026, 2, 6)) for text in texts]
    with book_of(tmp_path, counting, reports) as book:
        said = state(book)
    with book_of(tmp_path, counting, data.draw(st.permutations(reports))) as book:
        assert state(book) == said


@same_book
@given(texts=arrivals, data=st.data())
def test_what_is_kept_is_what_would_be_computed_anew(
    tmp_path: Path, counting: ModuleType, report_of: ReportOf, texts: list[str], data: st.DataObject
) -> None:
    """Whenever questions were asked between, and whichever reports were read again by another reader."""
    reports = [report_of(text) for text in texts]
    with book_of(tmp_path, counting, []) as book:
        for report in reports:
            book.add(report)
            if data.draw(st.booleans()):
                book.incidents()
        book.verify()
    with opened(tmp_path / "own.book", counting, version="2") as book:
        if data.draw(st.booleans()):
            book.read_again()
        said = state(book)
        book.verify()
        assert book.rebuild() == len(said)
        assert state(book) == said
        book.verify()


class SharperRoad:
    """Makes the counting road read the second sentence of a report alone, as another version."""

    def __init__(self, counting: ModuleType) -> None:
        self.road = counting.CountingRoad(version="sharper")

    def __getattr__(self, name: str) -> Any:
        return getattr(self.road, name)

    def travel(self, report: Report) -> Any:
        """Without the first sentence."""
        found = self.road.travel(report)
        return type(found)(claims=found.claims[1:], incidents=found.incidents[1:])


def test_what_another_reader_reads_takes_the_place_of_what_was_read(
    path: Path, book: Book, counting: ModuleType, report_of: ReportOf
) -> None:
    """Also where an account goes without another in its place, and where it held two others together."""
    both = "3 civilians were killed in Oravan, PK on 2026-02-01. 4 civilians were killed in Telu, PK on 2026-02-02."
    other = "5 civilians were killed in Oravan, PK on 2026-02-01."
    book.add([report_of(both), report_of(other)])
    assert [summary.reports for summary in book.incidents()] == [2, 1]
    with Book.open(path, road=SharperRoad(counting)) as sharper:
        sharper.read_again()
        assert [summary.incident.places[0].name for summary in sharper.incidents()] == ["Telu"]
        assert [hit.claim for hit in sharper.search("Oravan") if hit.claim] == []
        said = state(sharper)
        sharper.rebuild()
        assert state(sharper) == said
        sharper.verify()


def test_other_rules_compute_everything_anew(path: Path, book: Book, counting: ModuleType) -> None:
    book.add(counting.reports(20))
    said, heard = state(book), []
    road = counting.CountingRoad(rules="2")
    with Book.open(path, road=road, progress=lambda done, of: heard.append((done, of))) as later:
        assert state(later) == said
        assert road.cut == 20
        assert heard[-1] == (21, 21), "the log begins with the entry of the book itself"
        later.incidents()
        assert road.cut == 20, "once"


# Killing

KILLED_AT = {
    "before the facts are kept": (SqliteStore, "_insert_reading"),
    "between facts and view": (Book, "_after_adding"),
    "in the midst of the view": (SqliteView, "put_incident"),
    "at the end of the view": (SqliteView, "reached"),
    "while an incident is computed": (SqliteView, "put_summary"),
    "while everything is computed anew": (SqliteView, "begin_anew"),
}


@pytest.mark.parametrize("when", KILLED_AT)
@pytest.mark.parametrize("what", ["add", "incidents", "rebuild"])
def test_a_kill_at_any_point_loses_nothing(
    tmp_path: Path, path: Path, counting: ModuleType, when: str, what: str
) -> None:
    """The next command finds every report that was acknowledged, and says what a book says that was never killed."""
    reports = counting.reports(30)
    with opened(path, counting) as book:
        book.add(reports[:20])

    def work() -> None:
        home, name = KILLED_AT[when]
        right, calls = getattr(home, name), []

        def kill(*given: Any, **named: Any) -> Any:
            calls.append(1)
            if len(calls) == 3:
                os.kill(os.getpid(), signal.SIGKILL)
            return right(*given, **named)

        setattr(home, name, kill)
        with opened(path, counting) as book:
            if what == "add":
                book.add(reports)
            elif what == "incidents":
                book.incidents()
            for _ in range(3):
                book.rebuild()

    process = multiprocessing.get_context("fork").Process(target=work)
    process.start()
    process.join()
    assert process.exitcode == (-signal.SIGKILL if what == "add" or home_is_view(when) else 0)
    with opened(path, counting) as book:
        held = {kept.report.digest for kept in book.reports()}
        assert held >= {report.digest for report in reports[:20]}
        state(book)
        book.verify()
        book.add(reports)
        said = state(book)
        assert book.verify().reports == 30
    with book_of(tmp_path, counting, reports) as book:
        assert state(book) == said


def home_is_view(when: str) -> bool:
    return KILLED_AT[when][0] is SqliteView


def test_two_processes_that_add_at_once_keep_what_one_would(tmp_path: Path, path: Path, counting: ModuleType) -> None:
    fork = multiprocessing.get_context("fork")
    start = fork.Barrier(2)
    reports = counting.reports(120)

    def add(own: list[Report]) -> None:
        start.wait()
        with opened(path, counting) as book:
            for report in own:
                book.add(report)
                book.incidents(limit=1)

    processes = [fork.Process(target=add, args=(own,)) for own in (reports[:80], reports[:39:-1])]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0]
    with opened(path, counting) as book:
        assert book.verify().reports == 120
        said = state(book)
        book.rebuild()
        assert state(book) == said
    with book_of(tmp_path, counting, reports) as book:
        assert state(book) == said


# Tampering


@pytest.mark.parametrize(
    ("edit", "named"),
    [
        ("UPDATE incident SET killed = 1 WHERE killed = 7", r"what is kept of incident \w{8}-i0 was changed"),
        (
            "UPDATE incident_record SET record = replace(record, 'Oravan', 'Navaro')",
            "incident .* was changed",
        ),
        ("UPDATE account SET record = replace(record, 'Oravan', 'Navaro')", "incident .* was changed"),
        ("DELETE FROM incident_tag WHERE tag = (SELECT number FROM tag WHERE kind = 'place')", "incident .* changed"),
        ("UPDATE membership SET incident = 1", "incident .* was changed"),
        ("DELETE FROM membership WHERE account = 3", r"incident .* changed|account \w{8}-i0 is in no incident"),
        ("DELETE FROM membership WHERE account = 3; UPDATE incident SET fresh = 0", r"account .* is in no incident"),
        ("INSERT INTO incident (id, fresh, kind, first_day, last_day) VALUES ('x', 0, '', '', '')", "incident x has"),
        ("UPDATE account SET mark = 'x', until = NULL; UPDATE incident SET fresh = 0", "has other claims"),
        ("INSERT INTO claim_words (claim_words) VALUES ('delete-all')", "index of claims holds 0"),
        ("UPDATE view SET seq = 999", "of a longer log"),
    ],
)
def test_what_was_tampered_with_is_named_and_computed_anew(
    path: Path, counting: ModuleType, edit: str, named: str
) -> None:
    """No fact is lost by it, and `rebuild` mends it."""
    with opened(path, counting) as book:
        book.add(counting.reports(8, incidents=8))
        said = state(book)
    with closing(sqlite3.connect(path)) as db:
        db.executescript(edit)
    with opened(path, counting) as book:
        with pytest.raises(BookDamaged, match=named) as raised:
            book.verify()
        assert "tollbook rebuild" in str(raised.value)
        book.rebuild()
        assert state(book) == said
        book.verify()


def test_a_book_of_the_first_version_is_brought_up_to_date(
    path: Path, counting: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports = counting.reports(20)
    with monkeypatch.context() as patch:
        patch.setattr("tollbook.storage.sqlite_file.steps", lambda: steps()[:1])
        patch.setattr(Book, "_after_adding", lambda _: None)
        with opened(path, counting) as old:
            old.add(reports)
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (1,)
        assert not db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'incident'").fetchone()
    with opened(path, counting) as book:
        assert sum(summary.reports for summary in book.incidents()) == 20
        assert [entry.action for entry in book.log()][-1] == "migrate"
        assert book.verify().reports == 20
