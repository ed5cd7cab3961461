"""Decisions that were acknowledged outlive the process, and two processes that decide lose nothing of each other's."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.book.telling import TellingRoad, report
from tollbook.book import Book

REPORTS = [report(f"{number} people were killed in Oravan on 2026-02-01.", 2) for number in range(1, 7)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A book of six reports on one incident."""
    where = tmp_path / "test.book"
    with Book.open(where, road=TellingRoad(), who="Ada") as book:
        book.add(REPORTS)
    return where


def process(work: Callable[[int], None]) -> tuple[int, int]:
    """A process that does the work, with the end of a pipe to write to; its number, and the other end."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        status = 1
        try:
            os.close(reading)
            work(writing)
            status = 0
        finally:
            os._exit(status)
    os.close(writing)
    return child, reading


def deciding(path: Path, who: str, number: int) -> Callable[[int], None]:
    """Makes so many decisions, each followed by its number in the pipe once it was acknowledged."""

    def work(pipe: int) -> None:
        with Book.open(path, road=TellingRoad(), who=who) as book:
            for count in range(number):
                claim = f"{REPORTS[count % len(REPORTS)].digest[:12]}:c1"
                made = book.amend(claim, "count", str(count), f"the list of {who}")
                os.write(pipe, f"{made.decision.number}\n".encode())

    return work


def read_all(pipe: int) -> list[int]:
    with os.fdopen(pipe) as lines:
        return [int(line) for line in lines.read().splitlines()]


@pytest.mark.parametrize("seed", range(8))
def test_what_was_acknowledged_outlives_a_kill(path: Path, seed: int) -> None:
    """Whenever it falls: the decisions are there, the book is whole, and its incidents follow from them."""
    child, pipe = process(deciding(path, "Bo", 200))
    time.sleep(random.Random(seed).uniform(0.02, 0.4))
    os.kill(child, signal.SIGKILL)
    acknowledged = read_all(pipe)
    os.waitpid(child, 0)
    with Book.open(path, road=TellingRoad(), who="Ada") as book:
        made = book.decisions()
        numbers = {one.decision.number for one in made}
        assert set(acknowledged) <= numbers
        assert len(numbers) <= len(acknowledged) + 1
        assert book.verify().decisions == len(numbers)
        (shown,) = book.incidents()
        last = {REPORTS[at].digest: at + 1 for at in range(len(REPORTS))}
        for one in made:
            last[one.decision.ruling.claims[0].report] = one.decision.ruling.value["value"]  # type: ignore[union-attr]
        assert shown.incident.estimates[0].high == max(last.values())


def test_two_processes_that_decide_at_once_lose_nothing(path: Path) -> None:
    """They wait for each other; the log holds every decision of either, and the later on each claim holds."""
    running = [process(deciding(path, who, 15)) for who in ("Bo", "Cy")]
    made = [read_all(pipe) for _, pipe in running]
    assert [os.waitpid(child, 0)[1] for child, _ in running] == [0, 0]
    assert [len(numbers) for numbers in made] == [15, 15]
    with Book.open(path, road=TellingRoad(), who="Ada") as book:
        decided = {one.decision.number: one.decision for one in book.decisions()}
        assert sorted(decided) == sorted(made[0] + made[1])
        book.verify()
        (shown,) = book.incidents()
        last = {one.ruling.claims[0].report: one.ruling.value["value"] for one in decided.values()}  # type: ignore[union-attr]
        assert shown.incident.estimates[0].high == max(last.values())
        kept = book.incidents()
        book.rebuild()
        assert book.incidents() == kept
