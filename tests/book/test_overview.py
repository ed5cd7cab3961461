"""What a book says of all its incidents: how far people have come with each, and no one counted twice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.book.telling import TellingRoad, report
from tollbook.book import Book, question_of
from tollbook.errors import InputError
from tollbook.model import Joined, Report, When

MARKET = report(
    "At least 12 farmers were killed in Oravan on 2026-02-01. 3 children were killed in Oravan on 2026-02-01. "
    "7 drivers were injured in Tell on 2026-02-01.",
    2,
)
AGAIN = report("14 people were killed in Oravan on 2026-02-01.", 3)
BRIDGE = report("5 people were killed in Sarn on 2026-02-02.", 3)
WAVE = report("30 people were killed in Wave on 2026-02-01.", 4)

START = dt.datetime(2026, 2, 5, 12, tzinfo=dt.UTC)


class WideRoad(TellingRoad):
    """What is told of "Wave" is told of Oravan, Sarn and Marn, from the first to the third of February."""

    def join(self, told: Any, profiles: Any = None) -> Joined:
        joined = super().join(told, profiles)
        incident = joined.incident
        if incident.places[0].name != "Wave":
            return joined
        first = incident.places[0]
        places = tuple(
            msgspec.structs.replace(first, name=name, text=name, lat=1.0 + at, lon=2.0)
            for at, name in enumerate(("Oravan", "Sarn", "Marn"))
        )
        days = When(start=dt.date(2026, 2, 1), end=dt.date(2026, 2, 3), precision="range")
        return msgspec.structs.replace(joined, incident=msgspec.structs.replace(incident, places=places, when=days))


def ticking() -> Any:
    """A clock that is a minute later each time."""
    minutes = count()
    return lambda: START + dt.timedelta(minutes=next(minutes))


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with Book.open(tmp_path / "test.book", road=WideRoad(), clock=ticking(), who="Ada") as opened:
        opened.add([MARKET, AGAIN, BRIDGE])
        yield opened


def ref(of: Report, name: str) -> str:
    return f"{of.digest[:12]}:{name}"


def states(book: Book, as_of: dt.datetime | None = None) -> dict[str, str | None]:
    """How far people have come with each incident, by its first place."""
    return {str(one.incident.places[0].name): one.review for one in book.incidents(as_of=as_of)}


def test_an_incident_is_decided_when_every_claim_that_counts_people_is(book: Book) -> None:
    """Accepting and amending judge a claim, and rejecting takes it away; a new report makes it unfinished again."""
    assert states(book) == {"Oravan": "untouched", "Tell": "untouched", "Sarn": "untouched"}
    book.accept(ref(MARKET, "c1"))
    assert states(book)["Oravan"] == "begun"
    book.amend(ref(MARKET, "c2"), "count", "4", "the list says so")
    assert states(book)["Oravan"] == "begun"
    rejected = book.reject(ref(AGAIN, "c1"), "another day")
    assert states(book) == {"Oravan": "decided", "Tell": "untouched", "Sarn": "untouched"}
    assert [one.incident.places[0].name for one in book.incidents(review="decided")] == ["Oravan"]
    book.undo(rejected.decision.number, "it was that day")
    assert states(book)["Oravan"] == "begun"
    book.accept(ref(AGAIN, "c1"))
    assert states(book)["Oravan"] == "decided"
    book.add(report("16 people were killed in Oravan on 2026-02-01.", 4))
    assert states(book)["Oravan"] == "begun"
    book.verify()


def test_a_note_and_a_judgement_on_incidents_make_a_beginning(book: Book) -> None:
    """Somebody has looked, though no claim was judged; undone, nobody has."""
    sarn = next(one.incident.id for one in book.incidents(place="sarn"))
    oravan = next(one.incident.id for one in book.incidents(place="oravan"))
    book.note(sarn, "ask the outlet")
    assert states(book) == {"Oravan": "untouched", "Tell": "untouched", "Sarn": "begun"}
    judged = book.judge(oravan, sarn, "not_same", "another day")
    assert states(book) == {"Oravan": "begun", "Tell": "untouched", "Sarn": "begun"}
    book.undo(judged.decision.number, "they may be")
    assert states(book) == {"Oravan": "untouched", "Tell": "untouched", "Sarn": "begun"}


def test_how_far_people_had_come_is_told_as_of_a_moment(book: Book) -> None:
    """And what is computed anew says the same."""
    told = {}
    for name in ("c1", "c2"):
        decided = book.accept(ref(MARKET, name))
        told[decided.decision.at] = states(book)
    decided = book.accept(ref(AGAIN, "c1"))
    now = states(book)
    assert now["Oravan"] == "decided"
    for moment, then in told.items():
        assert states(book, moment) == then
        assert [one.incident.places[0].name for one in book.incidents(review="begun", as_of=moment)] == ["Oravan"]
    book.rebuild()
    assert states(book) == now


def test_whom_an_umbrella_counts_is_not_counted_twice(book: Book) -> None:
    """What holds other incidents of the book is left out of sums, from when they are there and until they go."""
    question = question_of(limit=50)
    before = book.overview(question)
    assert (before.totals.holding, before.totals.killed.best) == (0, 14 + 5)
    book.add(WAVE)
    seen = book.overview(question)
    assert (seen.totals.incidents, seen.totals.holding) == (before.totals.incidents + 1, 1)
    assert seen.totals.killed == before.totals.killed
    assert sum(one.killed or 0 for one in seen.timeline.stretches) == 14 + 5
    assert sum(mark.killed.best or 0 for mark in book.marks(question, 3)) == 14 + 5
    assert sum(mark.incidents for mark in book.marks(question, 3)) == seen.totals.incidents
    assert book.overview(question_of(min_killed=20, limit=50)).totals.killed.best is None  # it alone, and told as such
    for of, name in ((MARKET, "c1"), (MARKET, "c2"), (MARKET, "c3"), (AGAIN, "c1"), (BRIDGE, "c1")):
        book.reject(ref(of, name), "not there")
    left = book.overview(question)
    assert (left.totals.incidents, left.totals.holding, left.totals.killed.best) == (1, 0, 30)
    book.verify()


def test_a_timeline_leaves_out_what_lasts_and_says_so(book: Book) -> None:
    """An incident of a month did not happen on its first day; whatever days are asked for, the timeline is whole."""
    book.add(report("9 people were killed in Marn on 2024-01-07.", 5))
    seen = book.overview(question_of(since="2026-02-02", until="2026-02-02", limit=50))
    assert seen.timeline.by == "month"
    assert [(one.when, one.incidents, one.killed) for one in seen.timeline.stretches] == [
        ("2024-01", 1, 9),
        ("2026-02", 3, 19),
    ]
    assert seen.timeline.elsewhere == 0
    assert seen.totals.incidents == 1


def test_a_question_that_cannot_be_asked_is_refused() -> None:
    with pytest.raises(InputError, match="since is 'soon'"):
        question_of(since="soon")
    with pytest.raises(InputError, match="country is 'Mali'"):
        question_of(country="Mali")
