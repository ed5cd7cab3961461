"""What a Book sets side by side."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.book.telling import TellingRoad
from tests.book.test_time_travel import REPORTS, Clock
from tollbook.book import Book
from tollbook.errors import InputError, UnknownIncident, UnknownReport


def test_two_moments_of_one_incident(tmp_path: Path) -> None:
    """Which figures became others, and the entries after the first moment that changed them."""
    clock = Clock()
    with Book.open(tmp_path / "a.book", road=TellingRoad(), clock=clock, who="a test") as book:
        book.add(REPORTS[0])
        first = clock.now
        (one,) = book.incidents()
        book.add(REPORTS[1])
        found = book.between(one.incident.id, first, clock.now)
        assert found.before is not None
        assert found.shifts
        assert [change.because for change in found.changes] == [
            change.because for change in book.why(one.incident.id)[1:]
        ]
        assert book.entries_between(first, clock.now) == book.entries_between(clock.now, first) == 1
        with pytest.raises(InputError, match="Give the earlier moment first"):
            book.between(one.incident.id, clock.now, first)


def test_an_incident_that_was_not_there_yet(tmp_path: Path) -> None:
    """Before it, there is none; one that never was is unknown."""
    clock = Clock()
    with Book.open(tmp_path / "a.book", road=TellingRoad(), clock=clock, who="a test") as book:
        begun = clock.now
        book.add(REPORTS[2])
        (one,) = book.incidents()
        found = book.between(one.incident.id, begun, clock.now)
        assert found.before is None
        assert {shift.before for shift in found.shifts} == {None}
        with pytest.raises(UnknownIncident):
            book.between("ffffffffffff", begun, clock.now)


def test_who_has_read_how_much(tmp_path: Path) -> None:
    """Each reader with the reports that it has read, and how many this installation's has not."""
    with Book.open(tmp_path / "a.book", road=TellingRoad(), who="a test") as book:
        assert book.readers() == []
        book.add(REPORTS)
        ((reader, reports),) = [(one.reader, one.reports) for one in book.readers()]
        assert (reader, reports) == (book.reader, len(REPORTS))
        assert book.unread() == 0


def test_a_sheet_under_a_profile_that_is_none(tmp_path: Path) -> None:
    """Is refused with those there are; a report of another incident is not one of its own."""
    with Book.open(tmp_path / "a.book", road=TellingRoad(), who="a test") as book:
        book.add(REPORTS[0])
        ledger = book.incident(book.incidents()[0].incident.id)
        with pytest.raises(InputError, match="Known: "):
            ledger.sheet("nobody's")
        with pytest.raises(UnknownReport):
            ledger.report("ffffffffffff")
