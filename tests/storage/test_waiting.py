"""What waits in a store is found by days, kind and country as by looking through all of it."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from typing import get_args

import pytest

from tollbook.model import ReviewKind
from tollbook.storage import NewWaiting, SqliteStore, Stamp, WaitingAsked, sqlite_waiting

KINDS = get_args(ReviewKind)
STAMP = Stamp(at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC), who="a test")
BEGUN = dt.date(2025, 1, 1)


def invented(count: int) -> Iterator[NewWaiting]:
    """Items of a year: most of a day or some, a tenth of months, a tenth of days that nobody knows."""
    chance = random.Random(4)
    for number in range(count):
        first = BEGUN + dt.timedelta(chance.randrange(365))
        last = first + dt.timedelta(chance.choice([0, 0, 1, 30, 31, 32, 90]))
        known = chance.random() > 0.1
        yield NewWaiting(
            kind=chance.choice(KINDS), key=f"k{number:04}", weight=float(chance.randrange(40)), doubt=0.5, people=1,
            stake=1.0, effect="killed", day="2026-01-01", first_day=first.isoformat() if known else None,
            last_day=last.isoformat() if known else None, country=chance.choice(["PK", "ML", None]), claims=(),
        )  # fmt: skip


ITEMS = list(invented(400))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteStore]:
    opened = SqliteStore.open(tmp_path_factory.mktemp("waiting") / "w.book", create=True, stamp=STAMP)
    with opened.view.writing():
        opened.view.waiting.put_claims("d" * 64, ITEMS, {})
    yield opened
    opened.close()


def looked_through(asked: WaitingAsked) -> list[str]:
    """The keys of what meets a question, in the order of the queue, by looking at each."""

    def meets(item: NewWaiting) -> bool:
        if asked.since or asked.until:
            if item.first_day is None or item.last_day is None:
                return False
            if item.first_day > (asked.until or "9999") or item.last_day < (asked.since or "0000"):
                return False
        return asked.kind in (None, item.kind) and asked.country in (None, item.country)

    return [item.key for item in sorted(filter(meets, ITEMS), key=lambda item: (-item.weight, item.key))]


def questions() -> Iterator[WaitingAsked]:
    chance = random.Random(5)
    for _ in range(60):
        since = BEGUN + dt.timedelta(chance.randrange(-40, 400))
        until = since + dt.timedelta(chance.choice([0, 3, 31, 200]))
        yield WaitingAsked(
            kind=chance.choice([None, *KINDS]), country=chance.choice([None, "PK"]),
            since=chance.choice([None, since.isoformat()]), until=chance.choice([None, until.isoformat()]),
        )  # fmt: skip


@pytest.mark.parametrize("few", [0, 20, 100_000])
def test_what_waits_is_found_by_either_way(store: SqliteStore, monkeypatch: pytest.MonkeyPatch, few: int) -> None:
    """Put in order after it was found, or found while the order is walked."""
    monkeypatch.setattr(sqlite_waiting, "_FEW", few)
    waiting = store.view.waiting
    found_any = 0
    for asked in questions():
        expected = looked_through(asked)
        assert [one.key for one in waiting.find(asked, 1000)] == expected, asked
        kinds = {kind: len(looked_through(_of(asked, kind))) for kind in KINDS}
        assert waiting.kinds(_of(asked, None), 1000) == kinds, asked
        found_any += bool(expected)
        if not expected:
            continue
        middle = waiting.at(expected[len(expected) // 2])
        assert middle is not None
        assert [one.key for one in waiting.find(asked, 3, middle)] == expected[len(expected) // 2 + 1 :][:3]
        before = expected[: len(expected) // 2]
        assert [one.key for one in waiting.find(asked, 3, middle, back=True)] == before[::-1][:3]
        assert waiting.count(asked, 1000, middle) == len(before)
    assert found_any > 40


def test_counting_stops_where_it_is_told_to(store: SqliteStore) -> None:
    assert store.view.waiting.count(WaitingAsked(), 7) == 7
    assert set(store.view.waiting.kinds(WaitingAsked(since="2025-02-01"), 7).values()) == {7}


def _of(asked: WaitingAsked, kind: ReviewKind | None) -> WaitingAsked:
    return WaitingAsked(kind=kind, country=asked.country, since=asked.since, until=asked.until)
