"""What people decide in a book: each ruling does what it says, can be undone, and outlives the reader."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from tests.book.telling import TellingRoad, report
from tollbook.book import Book, Reviewed
from tollbook.errors import BookDamaged, BookError, InputError, Overtaken, UnknownIncident
from tollbook.model import Report
from tollbook.storage.migrations import statements, steps

MARKET = report(
    "At least 12 farmers were killed in Oravan on 2026-02-01. 3 children were killed in Oravan on 2026-02-01. "
    "7 drivers were injured in Tell on 2026-02-01.",
    2,
    outlet="The Lantern",
)
AGAIN = report("14 people were killed in Oravan on 2026-02-01.", 3, outlet="Hill Post")
BRIDGE = report("5 people were killed in Sarn on 2026-02-01.", 3, outlet="Hill Post")

START = dt.datetime(2026, 2, 3, 12, tzinfo=dt.UTC)


def ticking() -> Any:
    """A clock that is a minute later each time."""
    minutes = count()
    return lambda: START + dt.timedelta(minutes=next(minutes))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "test.book"


@pytest.fixture
def book(path: Path) -> Iterator[Book]:
    with Book.open(path, road=TellingRoad(), clock=ticking(), who="Ada") as opened:
        opened.add([MARKET, AGAIN, BRIDGE])
        yield opened


def ref(of: Report, name: str) -> str:
    return f"{of.digest[:12]}:{name}"


def shown(book: Book) -> dict[str, list[tuple[str, int | None, int | None]]]:
    """Every incident by the places that it names, with what it says of whom."""
    return {
        "+".join(str(where.name) for where in each.incident.places): sorted(
            (estimate.effect, estimate.low, estimate.best) for estimate in each.incident.estimates
        )
        for each in book.incidents()
    }


def named(book: Book, place: str) -> str:
    """The id of the incident at a place."""
    (found,) = [
        each.incident.id for each in book.incidents() if any(where.name == place for where in each.incident.places)
    ]
    return found


BEFORE = {
    "Oravan": [("killed", 3, 14)],
    "Tell": [("injured", 7, 7)],
    "Sarn": [("killed", 5, 5)],
}


def test_same_brings_two_incidents_together(book: Book) -> None:
    """And undoing it takes them apart; undoing the undoing brings them together again."""
    assert shown(book) == BEFORE
    made = book.judge(named(book, "Oravan"), named(book, "Sarn"), "same", "one column of trucks")
    together = {"Oravan+Sarn": [("killed", 3, 14)], "Tell": [("injured", 7, 7)]}
    assert shown(book) == together
    undone = book.undo(made.decision.number, "it was not")
    assert shown(book) == BEFORE
    book.undo(undone.decision.number, "it was after all")
    assert shown(book) == together
    assert [one.state for one in book.decisions()] == ["in_force", "undone", "in_force"]


def test_not_same_keeps_apart_what_the_machine_joins(book: Book) -> None:
    """Two reports are named by their digests; of the first one the account in that incident is meant."""
    first, second = named(book, "Oravan"), AGAIN.digest[:10]
    one, other = (account.id for account in book.incident(first).joined.accounts)
    with pytest.raises(InputError, match="accounts of one incident"):
        book.judge(first, first, "not_same", "for the test")
    book.judge(one, other, "not_same", f"{second} tells of another market")
    found = sorted(each.incident.estimates[0].best or 0 for each in book.incidents())
    assert found == [5, 7, 12, 14]


def test_reports_are_judged_by_their_digests(book: Book) -> None:
    """One that tells of a single incident; of one that tells of several, it must be said which is meant."""
    book.judge(AGAIN.digest[:12], BRIDGE.digest[:12], "same", "one column")
    assert shown(book) == {"Oravan+Sarn": [("killed", 3, 14)], "Tell": [("injured", 7, 7)]}
    with pytest.raises(InputError, match=r"tells of 2 incidents: \w+, \w+. Name the one that is meant"):
        book.judge(MARKET.digest[:12], BRIDGE.digest[:12], "same", "for the test")
    book.judge(MARKET.digest[:12], BRIDGE.digest[:12], "not_same", "two towns")
    accounts = {account.id for account in book.incident(named(book, "Sarn")).joined.accounts}
    assert not accounts & {kept.id for kept in book.incident(named(book, "Tell")).joined.accounts}


def test_unsure_leaves_likeness_aside(book: Book) -> None:
    """What nobody can tell is not brought together by the machine."""
    one, other = (account.id for account in book.incident(named(book, "Oravan")).joined.accounts)
    book.judge(one, other, "unsure", "neither names the market")
    assert len(book.incidents()) == 4


def test_a_moved_claim_counts_where_it_belongs(book: Book) -> None:
    """It leaves the one incident, joins the other, and stays a claim of its report."""
    book.move(ref(MARKET, "c2"), named(book, "Sarn"), "the children were on the bridge")
    assert shown(book) == {
        "Oravan": [("killed", 12, 14)],
        "Tell": [("injured", 7, 7)],
        "Oravan+Sarn": [("killed", 3, 5)],
    }
    with pytest.raises(InputError, match=r"in incident \w+ already"):
        book.move(ref(MARKET, "c2"), named(book, "Sarn"), "again")


def test_a_split_makes_an_incident_of_its_own(book: Book) -> None:
    """It is not joined again, though it is like what it left."""
    oravan = named(book, "Oravan")
    book.split(oravan, [ref(MARKET, "c2")], "another day")
    found = sorted((each.incident.estimates[0].low, each.incident.estimates[0].best) for each in book.incidents())
    assert found == [(3, 3), (5, 5), (7, 7), (12, 14)]
    with pytest.raises(InputError, match="is not in incident"):
        book.split(oravan, [ref(BRIDGE, "c1")], "for the test")


def test_a_rejected_claim_is_out_of_the_count(book: Book) -> None:
    """Where it was all that an incident had, the incident is gone; it comes back when the decision is undone."""
    made = book.reject(ref(BRIDGE, "c1"), "a drill")
    assert "Sarn" not in shown(book)
    with pytest.raises(InputError, match="rejected"):
        book.move(ref(BRIDGE, "c1"), None, "for the test")
    book.undo(made.decision.number, "no drill")
    assert shown(book) == BEFORE


def test_accepting_changes_no_figure(book: Book) -> None:
    """It needs no reason."""
    book.accept([ref(MARKET, "c1"), ref(AGAIN, "c1")])
    assert shown(book) == BEFORE


@pytest.mark.parametrize(
    ("slot", "value", "after"),
    [
        ("count", "at least 20", {"Oravan": [("killed", 3, 20)]}),
        ("effect", "injured", {"Oravan": [("injured", 14, 14), ("killed", 3, 12)]}),
        ("when", "2026-02-01..2026-02-02", {"Oravan": [("killed", 3, 14)]}),
        ("polarity", "denied", {"Oravan": [("killed", 3, 12)]}),
        ("speaker", "none", {"Oravan": [("killed", 3, 14)]}),
        ("where", {"name": "Deep Well", "country": "XA", "lat": 1, "lon": 1, "precision": "settlement"}, None),
    ],
)
def test_an_amended_claim_says_what_a_person_set(book: Book, slot: str, value: Any, after: Any) -> None:
    """The incident is computed anew from it; a claim at another place is another incident."""
    book.amend(ref(AGAIN, "c1"), slot, value, "by the list of names")
    expected = BEFORE | (after or {"Oravan": [("killed", 3, 12)], "Deep Well": [("killed", 14, 14)]})
    assert shown(book) == expected


def test_a_note_changes_nothing(book: Book) -> None:
    """It is kept with who wrote it."""
    made = book.note(named(book, "Sarn"), "the mayor's list is awaited", who="Bo")
    assert shown(book) == BEFORE
    assert (made.decision.who, made.decision.why) == ("Bo", "the mayor's list is awaited")


def test_who_when_and_why_are_kept(book: Book) -> None:
    """A reason is asked for."""
    book.reject(ref(BRIDGE, "c1"), "a drill", who="Bo")
    (one,) = book.decisions()
    assert (one.decision.who, one.decision.why) == ("Bo", "a drill")
    assert START < one.decision.at < START + dt.timedelta(hours=1)
    assert one.what == f"reject “5” ({BRIDGE.digest[:12]})"
    with pytest.raises(InputError, match="Say why"):
        book.reject(ref(MARKET, "c1"), " ")


def test_two_people_who_differ_are_both_seen(book: Book) -> None:
    """The later decision holds; the earlier one is told to be overruled by it."""
    first = book.amend(ref(AGAIN, "c1"), "count", "15", "the mayor's list", who="Ada")
    second = book.amend(ref(AGAIN, "c1"), "count", "16", "the hospital's list", who="Bo")
    assert shown(book)["Oravan"] == [("killed", 3, 16)]
    told = [(one.decision.who, one.state, one.by) for one in book.decisions()]
    assert told == [("Ada", "overruled", (second.decision.number,)), ("Bo", "in_force", ())]
    book.undo(second.decision.number, "the list was another town's")
    assert shown(book)["Oravan"] == [("killed", 3, 15)]
    assert book.decisions()[0].state == "in_force"
    assert first.decision.number < second.decision.number


def test_who_has_not_seen_the_others_decision_is_told(path: Path, book: Book) -> None:
    """Two processes: the second decides on what it saw before the first had decided, and is refused, by name."""
    seen = max(entry.seq for entry in book.log())
    with Book.open(path, road=TellingRoad(), clock=ticking(), who="Bo") as other:
        other.reject(ref(AGAIN, "c1"), "a drill", seen=seen)
    with pytest.raises(Overtaken, match=r"Bo decided on the same claims meanwhile \(decision \d+\)"):
        book.amend(ref(AGAIN, "c1"), "count", "15", "by the list", seen=seen)
    assert len(book.decisions()) == 1
    book.amend(ref(BRIDGE, "c1"), "count", "6", "by the list", seen=seen)
    book.amend(ref(AGAIN, "c1"), "count", "15", "by the list", seen=seen + 1)
    with pytest.raises(Overtaken):
        book.undo(seen + 1, "for the test", seen=seen + 1)


def test_a_new_reader_keeps_the_decisions(path: Path, book: Book) -> None:
    """Ids and words of figures have moved: the decisions still fall on the same claims."""
    book.amend(ref(MARKET, "c1"), "count", "13", "by the list")
    book.reject(ref(MARKET, "c3"), "a drill")
    book.judge(named(book, "Oravan"), named(book, "Sarn"), "same", "one column")
    before = shown(book)
    with Book.open(path, road=TellingRoad("2", first=40, bare=True), clock=ticking()) as newer:
        assert len(newer.read_again().added) == 3
        assert shown(newer) == before
        assert {one.state for one in newer.decisions()} == {"in_force"}


def test_a_decision_whose_words_are_read_no_more_is_adrift(path: Path, book: Book) -> None:
    """It is told, applied to nothing, and holds again when a later reader reads the words again."""
    book.amend(ref(MARKET, "c1"), "count", "13", "by the list")
    with Book.open(path, road=TellingRoad("2", passes_over="farmers"), clock=ticking()) as newer:
        newer.read_again()
        (one,) = newer.decisions()
        assert (one.state, [lost.handles[0].text for lost in one.adrift]) == ("adrift", ["At least 12"])
        assert shown(newer)["Oravan"] == [("killed", 3, 14)]
        newer.verify()
    with Book.open(path, road=TellingRoad("3"), clock=ticking()) as newest:
        newest.read_again()
        assert [one.state for one in newest.decisions()] == ["in_force"]


@pytest.mark.parametrize(
    ("names", "says"),
    [
        (["c1"], "names no claim"),
        (["ffffffff:c1"], "no report has a digest"),
        ([f"{MARKET.digest[:12]}:c9"], r"has no claim 'c9'. There are: c1, c2, c3"),
        ([], "Name one claim"),
    ],
)
def test_what_names_no_claim_is_refused(book: Book, names: list[str], says: str) -> None:
    """The error says what is there."""
    with pytest.raises(InputError, match=says):
        book.reject(names, "for the test")


def test_what_cannot_be_decided_is_refused(book: Book) -> None:
    """Nothing of it comes into the log."""
    length = len(list(book.log()))
    with pytest.raises(UnknownIncident):
        book.judge("zz", named(book, "Sarn"), "same", "for the test")
    with pytest.raises(InputError, match="Write it like 12"):
        book.amend(ref(AGAIN, "c1"), "count", "a lot", "for the test")
    with pytest.raises(InputError, match="no slot 'colour'"):
        book.amend(ref(AGAIN, "c1"), "colour", "red", "for the test")
    with pytest.raises(BookError, match="there is no decision 1"):
        book.undo(1, "for the test")
    made = book.reject(ref(AGAIN, "c1"), "a drill")
    book.undo(made.decision.number, "no drill")
    with pytest.raises(InputError, match="undone already, by decision"):
        book.undo(made.decision.number, "again")
    assert len(list(book.log())) == length + 2


def test_an_incident_is_shown_with_what_people_did_to_it(book: Book) -> None:
    """The decisions on it, what was read beside what they set, and what they rejected; nothing of other incidents."""
    oravan, start = named(book, "Oravan"), max(entry.seq for entry in book.log())
    assert book.incident(oravan).reviewed == Reviewed()
    book.amend(ref(MARKET, "c1"), "count", "13", "by the list")
    book.reject(ref(MARKET, "c2"), "they lived")
    book.note(oravan, "the list is awaited")
    book.reject(ref(BRIDGE, "c1"), "a drill")
    undone = book.accept(ref(AGAIN, "c1"))
    book.undo(undone.decision.number, "a slip")
    told = book.incident(oravan).reviewed
    assert [one.decision.number - start for one in told.decisions] == [1, 2, 3]
    assert [(one.claim, one.read_as, one.set["value"]) for one in told.corrections] == [
        (ref(MARKET, "c1"), "at least 12", 13)
    ]
    assert [claim.id for claim in told.rejected] == [ref(MARKET, "c2")]
    assert book.incident(named(book, "Tell")).reviewed == Reviewed()


def test_a_kept_view_and_one_computed_anew_agree(book: Book) -> None:
    """What decisions make of the incidents does not hang on when it was computed."""
    book.judge(named(book, "Oravan"), named(book, "Sarn"), "same", "one column")
    book.move(ref(MARKET, "c2"), named(book, "Tell"), "they were in Tell")
    undone = book.reject(ref(AGAIN, "c1"), "a drill")
    book.undo(undone.decision.number, "no drill")
    kept = [each.incident for each in book.incidents()]
    book.rebuild()
    assert [each.incident for each in book.incidents()] == kept


def tampered(path: Path, edit: str) -> None:
    """Edit the book's file behind its guards, and put them back."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            db.execute(f"DROP TRIGGER {name}")
        db.executescript(edit)
        for step in steps():
            for statement in statements(step.sql):
                if "CREATE TRIGGER" in statement:
                    db.execute(statement)


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        (
            "UPDATE log SET payload = replace(payload, 'a drill', 'no war') WHERE action = 'decide'",
            r"log entry (\d+) was changed",
        ),
        ("DELETE FROM decision_report", r"decision (\d+) is not found under the reports"),
        (
            "UPDATE decision_report SET report = (SELECT max(digest) FROM report WHERE digest <> report)",
            r"decision (\d+) is not found under the reports",
        ),
        (
            "INSERT INTO decision_report SELECT 2, digest FROM report LIMIT 1",
            r"log entry (\d+) .* the decisions do not",
        ),
    ],
)
def test_a_tampered_decision_is_found_with_its_place(path: Path, book: Book, edit: str, says: str) -> None:
    """Whatever of it was changed: its words in the log, or where it is found."""
    book.reject(ref(BRIDGE, "c1"), "a drill")
    assert book.verify().decisions == 1
    book.close()
    tampered(path, edit)
    with Book.open(path, road=TellingRoad()) as opened, pytest.raises(BookDamaged, match=says):
        opened.verify()
