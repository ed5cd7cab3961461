"""A book as it stood at an earlier moment, and what changed since."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.book.telling import TellingRoad, report
from tollbook.book import Book
from tollbook.errors import InputError, UnknownIncident
from tollbook.model import KeptDecision, Summary

START = dt.datetime(2026, 2, 3, 12, tzinfo=dt.UTC)


class Clock:
    """Goes on a minute at each look, and tells the moment of the last one."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> dt.datetime:
        self.now += dt.timedelta(minutes=1)
        return self.now


REPORTS = [
    report("12 farmers were killed in Oravan on 2026-02-01. 4 farmers were injured in Oravan on 2026-02-01.", 2),
    report("At least 14 people were killed in Oravan on 2026-02-01. 2 guards were killed in Sarn on 2026-02-01.", 3),
    report("5 people were killed in Sarn on 2026-02-01.", 3),
    report("6 people were killed in Sarn on 2026-02-01. 20 people were killed in Oravan on 2026-02-01.", 4),
]


def all_of(book: Book, as_of: dt.datetime | None = None) -> tuple[list[Summary], dict[str, Any], list[KeptDecision]]:
    """Everything that a book shows: its list, each incident, and its decisions."""
    listed = book.incidents(as_of=as_of)
    each = {one.incident.id: book.incident(one.incident.id, as_of=as_of).joined for one in listed}
    return listed, {**each, "candidates": book.candidates(as_of=as_of)}, book.decisions(as_of=as_of)


def claims_of(book: Book) -> list[str]:
    """Every claim of the book, by name."""
    return [f"{kept.report[:12]}:{kept.claim.id}" for kept in book.claims()]


def pick(data: st.DataObject, options: list[Any]) -> Any:
    return data.draw(st.sampled_from(options))


def act(book: Book, data: st.DataObject) -> None:
    """Do one thing to the book, whatever it is; what cannot be done is left."""
    listed = [one.incident.id for one in book.incidents()]
    claims = claims_of(book)
    deeds: list[Callable[[], Any]] = [lambda: book.add([pick(data, REPORTS)])]
    if claims:
        deeds += [
            lambda: book.reject(pick(data, claims), "x"),
            lambda: book.amend(pick(data, claims), "count", str(data.draw(st.integers(0, 9))), "x"),
            lambda: book.amend(pick(data, claims), "when", "2026-02-05", "x"),
            lambda: book.move(pick(data, claims), pick(data, [None, *listed]), "x"),
        ]
    if len(listed) > 1:
        verdict: st.SearchStrategy[Any] = st.sampled_from(["same", "not_same", "unsure"])
        deeds.append(lambda: book.judge(listed[0], pick(data, listed[1:]), data.draw(verdict), "x"))
    decided = [one.decision.number for one in book.decisions()]
    if decided:
        deeds.append(lambda: book.undo(pick(data, decided), "x"))
    try:
        pick(data, deeds)()
    except (InputError, UnknownIncident):
        return


@given(data=st.data())
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_moment_is_told_as_it_was_shown_then(data: st.DataObject) -> None:
    """Whatever was added, decided, undone and read again: as of each moment the book shows what it showed then."""
    clock, shown = Clock(), {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "test.book"
        for version in ("1", "2"):
            road = TellingRoad(
                version, first=int(version), bare=version == "2", passes_over="guards" * (version == "2")
            )
            with Book.open(path, road=road, clock=clock, who="Ada") as book:
                for _ in range(data.draw(st.integers(1, 5))):
                    act(book, data)
                    shown[clock.now] = all_of(book)
                    clock()
                if version == "2":
                    book.read_again()
                    shown[clock.now] = all_of(book)
                for moment, then in shown.items():
                    assert all_of(book, moment) == then
        with Book.open(path, road=TellingRoad(rules="2"), clock=clock, who="Ada") as book:
            for moment, then in shown.items():
                assert all_of(book, moment) == then
            book.verify()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def book(tmp_path: Path, clock: Clock) -> Iterator[Book]:
    with Book.open(tmp_path / "test.book", road=TellingRoad(), clock=clock, who="Ada") as opened:
        yield opened


def test_before_a_report_came_it_is_not_there(book: Book, clock: Clock) -> None:
    """Neither in the list, nor by its id, nor in a search."""
    book.add(REPORTS[0])
    then = clock.now
    book.add(REPORTS[1:])
    assert len(book.incidents()) == 2
    (before,) = book.incidents(as_of=then)
    assert before.incident.estimates[1].best == 12
    sarn = next(one.incident.id for one in book.incidents() if one.incident.places[0].name == "Sarn")
    with pytest.raises(UnknownIncident, match="as of log entry"):
        book.incident(sarn, as_of=then)
    assert len({hit.report.digest for hit in book.search("Oravan")}) == 3
    assert {hit.report.digest for hit in book.search("Oravan", as_of=then)} == {REPORTS[0].digest}


def test_conditions_are_asked_of_what_stood_then(book: Book, clock: Clock) -> None:
    """As of a moment, an incident is found by the figures and days that it had."""
    book.add(REPORTS[0])
    then = clock.now
    book.add(REPORTS[1])
    oravan = book.incidents(min_killed=14)[0].incident.id
    claim = next(one for one in claims_of(book) if one.startswith(REPORTS[0].digest[:12]))
    book.amend(claim, "when", "2026-03-01", "the list")
    assert [one.incident.id for one in book.incidents(min_killed=12, as_of=then)] == [oravan]
    assert book.incidents(min_killed=13, as_of=then) == []
    assert book.incidents(since="2026-02-02", as_of=then) == []
    assert len(book.incidents(until="2026-02-02", country="XA", place="orav", as_of=then)) == 1
    assert book.incidents(limit=0, as_of=then) == []


def test_candidates_are_those_of_then(book: Book, clock: Clock) -> None:
    """A pair that was judged since was still to be judged; one that came since was not."""
    book.add(REPORTS[2])
    book.amend(f"{REPORTS[2].digest[:12]}:c1", "when", "2026-02-05", "the list")
    first = clock.now
    book.add(REPORTS[1])
    (pair,) = book.candidates()
    assert pair.probability == 0.3
    second = clock.now
    book.judge(pair.one.incident.id, pair.other.incident.id, "unsure", "no day is told")
    assert book.candidates() == []
    assert book.candidates(as_of=first) == []
    assert book.candidates(as_of=second) == [pair]


@pytest.mark.parametrize("written", ["2026-02-03T13:30:00", "yesterday", "2026-02-03T25:00Z"])
def test_a_moment_needs_its_offset(book: Book, written: str) -> None:
    """The error says how to write it."""
    with pytest.raises(InputError, match="Write it like 2026-02-01T12:00Z"):
        book.incidents(as_of=written)


def test_a_day_is_its_end_in_utc(book: Book) -> None:
    """And before the book was begun there is nothing to show."""
    book.add(REPORTS[0])
    assert book.incidents(as_of="2026-02-03") == book.incidents()
    assert book.incidents(as_of="2026-02-03T17:01:30+05:00") == []
    with pytest.raises(InputError, match="begun later than 2026-02-02, at 2026-02-03"):
        book.incidents(as_of="2026-02-02")


def figures(changes: list[Any]) -> list[tuple[str, list[tuple[str, Any, Any]]]]:
    """Who changed what: effect, and the range before and after."""
    return [
        (
            each.who,
            [
                (
                    shift.effect,
                    shift.before and (shift.before.low, shift.before.best, shift.before.high),
                    shift.after and (shift.after.low, shift.after.best, shift.after.high),
                )
                for shift in each.shifts
            ],
        )
        for each in changes
    ]


def at(book: Book, place: str) -> str:
    """The id of the incident at a place."""
    return next(one.incident.id for one in book.incidents(place=place.casefold()))


def test_why_tells_what_changed_the_figures(book: Book, clock: Clock) -> None:
    """Each entry that changed them, with when, by whom and because of what; others are left out."""
    book.add(REPORTS[0])
    first = clock.now
    book.add(REPORTS[2])
    book.add(REPORTS[1])
    claim = f"{REPORTS[1].digest[:12]}:c1"
    made = book.reject(claim, "a drill", who="Bo")
    book.accept(f"{REPORTS[0].digest[:12]}:c1")
    book.undo(made.decision.number, "no drill after all")
    changes = book.why(at(book, "Oravan"))
    assert figures(changes) == [
        ("Ada", [("injured", None, (4, 4, 4)), ("killed", None, (12, 12, 12))]),
        ("Ada", [("killed", (12, 12, 12), (12, 14, 14))]),
        ("Bo", [("killed", (12, 14, 14), (12, 12, 12))]),
        ("Ada", [("killed", (12, 12, 12), (12, 14, 14))]),
    ]
    assert changes[0].because == f"the report {REPORTS[0].id} ({REPORTS[0].digest[:12]}) came"
    assert changes[2].because == f"reject “At least 14” ({REPORTS[1].digest[:12]}): a drill"
    assert changes[0].at.startswith(f"{first:%Y-%m-%dT%H:%M}")
    assert len(book.why(at(book, "Oravan"), as_of=first)) == 1
    with pytest.raises(InputError, match=r"no profile 'none'. Known: .*tollbook"):
        book.why(at(book, "Oravan"), profile="none")


def test_why_tells_of_reports_that_have_left_again(book: Book) -> None:
    """What a report that was taken out since had brought is told, too."""
    book.add([REPORTS[0], REPORTS[2]])
    made = book.judge(at(book, "Oravan"), at(book, "Sarn"), "same", "one column")
    book.undo(made.decision.number, "two columns")
    assert figures(book.why(at(book, "Oravan"))) == [
        ("Ada", [("injured", None, (4, 4, 4)), ("killed", None, (12, 12, 12))]),
        ("Ada", [("killed", (12, 12, 12), (5, 12, 12))]),
        ("Ada", [("killed", (5, 12, 12), (12, 12, 12))]),
    ]


def test_a_split_incident_has_its_own_history(book: Book) -> None:
    """It is followed back into the one that it was split from."""
    book.add(REPORTS[:2])
    book.split(at(book, "Oravan"), f"{REPORTS[1].digest[:12]}:c1", "another market")
    split = next(one.incident.id for one in book.incidents(min_killed=14))
    told = figures(book.why(split))
    assert told[-1] == ("Ada", [("injured", (4, 4, 4), None), ("killed", (12, 14, 14), (14, 14, 14))])


def test_diff_tells_what_became_of_the_incidents(book: Book, clock: Clock) -> None:
    """New and gone, changed, merged and split; nothing where nothing changed."""
    book.add(REPORTS[0])
    one = clock.now
    book.add(REPORTS[1])
    two = clock.now
    assert sorted(each.kind for each in book.diff(one, two)) == ["changed", "new"]
    assert sorted(each.kind for each in book.diff(two, one)) == ["changed", "gone"]
    assert book.diff(two, two) == []
    book.judge(at(book, "Oravan"), at(book, "Sarn"), "same", "one column")
    three = clock.now
    (merged,) = book.diff(two, three)
    assert (merged.kind, len(merged.before), len(merged.after)) == ("merged", 2, 1)
    (split,) = book.diff(three, two)
    assert (split.kind, len(split.before), len(split.after)) == ("split", 1, 2)
    changed = next(each for each in book.diff(one, two) if each.kind == "changed")
    (shift,) = changed.shifts
    assert (shift.effect, shift.before.best, shift.after.best) == ("killed", 12, 14)  # type: ignore[union-attr]


def test_a_reader_is_tried_before_it_is_kept(tmp_path: Path, clock: Clock) -> None:
    """What it would change is told, and nothing of it is in the book until it is read again."""
    path = tmp_path / "test.book"
    with Book.open(path, road=TellingRoad(), clock=clock, who="Ada") as book:
        book.add(REPORTS[:3])
        book.amend(f"{REPORTS[0].digest[:12]}:c1", "count", "13", "the list")
        lost = book.reject(f"{REPORTS[1].digest[:12]}:c2", "a drill").decision.number
        before = all_of(book)
    newer = TellingRoad("2", first=7, bare=True, passes_over="guards")
    with Book.open(path, road=newer, clock=clock, who="Ada") as book:
        seen: list[str] = []
        preview = book.rehearse(progress=lambda kept: seen.append(kept.name))
        assert (preview.read, len(seen)) == (3, 3)
        (report_changed,) = preview.reports
        assert [claim.victims.victim_class for claim in report_changed.lost] == ["civilian"]  # type: ignore[union-attr]
        assert (report_changed.gained, report_changed.changed) == ((), {})
        assert [one.decision.number for one in preview.adrift] == [lost]
        assert preview.found_again == ()
        assert preview.differences == ()
        assert all_of(book) == before
        book.read_again()
        assert [one.state for one in book.decisions()] == ["in_force", "adrift"]


def test_a_reader_that_loses_claims_changes_figures(tmp_path: Path, clock: Clock) -> None:
    """Before it is kept by the preview; afterwards, by the difference of the two readers."""
    path = tmp_path / "test.book"
    with Book.open(path, road=TellingRoad(), clock=clock, who="Ada") as book:
        book.add(REPORTS)
    with Book.open(path, road=TellingRoad("2", passes_over="people"), clock=clock, who="Ada") as book:
        preview = book.rehearse()
        told = sorted((each.kind, len(each.before), len(each.after)) for each in preview.differences)
        assert told == [("changed", 1, 1), ("changed", 1, 1)]
        book.read_again()
        assert book.diff("1", "2") == list(preview.differences)
        assert sorted(each.kind for each in book.diff("telling 2", "telling 1")) == ["changed", "changed"]
        with pytest.raises(InputError, match=r"no reader of this book. Its readers: telling 1, telling 2"):
            book.diff("1", "3")
