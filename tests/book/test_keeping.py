"""What a book says of itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.publish.sample import REPORT as SAMPLE
from tests.web.casework import Casework
from tollbook.book import Book
from tollbook.model import DecisionState, Report, digest_of

CLAIM = f"{SAMPLE.digest[:12]}:c1"
OTHER = f"{SAMPLE.digest[:12]}:c2"
AT = dt.datetime(2031, 5, 6, 12, tzinfo=dt.UTC)


def report(name: str) -> Report:
    """A report in which nothing is read."""
    text = f"Nothing happened in {name}."
    return Report(id=name, text=text, digest=digest_of(text.encode()), title=f"{name}\x00!", outlet="The Post")


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    """A book of four reports and five decisions."""
    with Book.open(tmp_path / "kept.book", road=Casework(), who="Anna", clock=lambda: AT) as opened:
        opened.add([report("wire/one.txt"), report("wire/two.txt"), report("post/Three.txt"), SAMPLE])
        opened.accept(CLAIM)
        made = opened.reject(OTHER, "A drill", who="Omid")
        opened.undo(made.decision.number, "No drill", who="Anna")
        opened.amend(CLAIM, "count", "7", "Line two", who="Omid")
        opened.amend(CLAIM, "count", "8", "Line three", who="Omid")
        yield opened


def test_health_counts_what_there_is(book: Book) -> None:
    """Reports, decisions, log and readers, as the log and the tables have them; the head is the log's last hash."""
    health = book.health()
    log = list(book.log())
    assert (health.reports, health.decisions, health.entries) == (4, 5, len(log) == 10 and 10)
    assert (health.head, book.head) == (log[-1].hash, log[-1].hash)
    assert (health.begun, health.last, health.last_who) == (AT, AT, "Omid")
    assert [(share.reports, share.claims) for share in health.readers] == [(4, len(book.claims()))]
    assert health.bytes > 0
    book.accept(OTHER)
    assert book.head != health.head


def test_what_came_in_is_told_the_last_first_page_by_page(book: Book) -> None:
    """Every report once, each with its file, and its title whole; a part of the file's name narrows the list."""
    first = book.arrived(limit=3)
    rest = book.arrived(before=first[-1].entry, limit=3)
    assert [one.name for one in (*first, *rest)] == ["sample", "post/Three.txt", "wire/two.txt", "wire/one.txt"]
    assert (first[1].title, first[1].outlet, first[1].who, first[1].at) == (
        "post/Three.txt\x00!",
        "The Post",
        "Anna",
        AT,
    )
    assert [one.name for one in book.arrived("THREE")] == ["post/Three.txt"]
    assert [one.name for one in book.arrived("%")] == []


def test_decisions_come_page_by_page_with_what_became_of_them(book: Book) -> None:
    """The pages together are what `decisions` tells, the last first."""
    pages, before = [], None
    while True:
        page = book.decision_page(before=before, limit=2)
        pages.append(page)
        before = page.before
        if before is None:
            break
    assert [len(page.decisions) for page in pages] == [2, 2, 1]
    assert {page.total for page in pages} == {5}
    assert [one for page in pages for one in page.decisions] == book.decisions()[::-1]


def test_decisions_are_narrowed_by_who_what_and_what_became_of_them(book: Book) -> None:
    """Each condition by itself and both together; states are looked for beyond the first page."""
    assert book.deciders() == ("Anna", "Omid")
    assert [one.decision.who for one in book.decision_page(who="Anna").decisions] == ["Anna", "Anna"]
    amended = book.decision_page(kind="amended", who="Omid")
    assert (amended.total, [one.state for one in amended.decisions]) == (2, ["in_force", "overruled"])
    every = book.decisions()[::-1]
    states: list[DecisionState] = ["in_force", "undone", "overruled", "adrift"]
    for state in states:
        of_state = [one for one in every if one.state == state]
        assert book.decision_page(state=state).decisions == of_state
        found = book.decision_page(state=state, limit=1)
        assert (found.decisions, found.before is not None) == (of_state[:1], len(of_state) > 1)
    assert {one.state for one in every} == {"in_force", "undone", "overruled"}
    assert book.decision_page(who="nobody").decisions == []
