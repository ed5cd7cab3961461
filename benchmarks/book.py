"""What a book of a million claims costs to use.

    python benchmarks/book.py [--claims 1000000] [--book PATH]

Fills a book with invented reports (`invented.py`) until it holds so many claims, and prints what it takes to add a
report to it, to show an incident, to list incidents by conditions, and to search; and what adding takes in a book of
10,000 claims in the same run. The book at PATH is kept, and filled further where it holds too few claims; measuring
adds some hundred reports to it. Without --book it is made in a temporary folder.

Adding is measured with the reader's work left out, which `benchmarks/speed.py` measures: the report and its claims are
put on the disk, its accounts compared and brought together with others, and the incidents that it touches computed.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import statistics
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from itertools import islice, takewhile
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

from invented import READER, Invented, World

from tollbook.book import Book
from tollbook.book.decisions import Decisions
from tollbook.book.view import AT_ONCE, View
from tollbook.model import Claim, Report
from tollbook.road import Reading, Road, Sketched
from tollbook.storage import SqliteStore, Stamp

SMALL = 10_000
ADDED = 300
"""Reports by which adding is measured."""

WORKERS = 2
"""Processes that cut up reports and compute summaries while the book is filled."""

BATCH = 512
"""Log entries whose reports one of them cuts up at once."""

STAMP = Stamp(at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC), who="a benchmark")


class Limit(NamedTuple):
    """What must not take longer, in milliseconds."""

    add = 60.0
    show = 100.0
    listed = 200.0
    search = 200.0
    ratio = 2.5


class GivenRoad(Road):
    """The house's road, but for reading: it is told the claims, and where it is given them, what they make."""

    def __init__(self, sketched: Iterable[tuple[str, tuple[Sketched, ...]]] = ()) -> None:
        super().__init__()
        self.given: dict[str, Invented] = {}
        self._sketched = iter(sketched)

    def travel(self, report: Report) -> Reading:
        """The claims that were given for the report."""
        return Reading(report=report, claims=self.given.pop(report.digest).claims, incidents=())

    def accounts(self, report: Report, claims: Sequence[Claim]) -> tuple[Sketched, ...]:
        """What a report tells of each incident, from the others who cut up reports meanwhile, as long as they do."""
        for digest, sketched in self._sketched:
            if digest == report.digest:
                return sketched
        return super().accounts(report, claims)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--book", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        small = Path(folder) / "small.book"
        rest = fill(small, SMALL)
        few = adding(small, rest, SMALL)
        large = options.book or Path(folder) / "large.book"
        rest = fill(large, options.claims)
        many = adding(large, rest, options.claims)
        for name, one, other in zip(("adding", "adding, incidents computed"), few, many, strict=True):
            ratio = statistics.median(other) / statistics.median(one)
            print(f"  {f'ratio of the two: {name}':44} {ratio:8.2f}      limit {Limit.ratio}")
        questions(large)
        print(f"  {'size of the file':44} {large.stat().st_size / 1e9:8.2f} GB")


def fill(path: Path, claims: int) -> Iterator[Invented]:
    """Fill a book until it holds so many claims; the reports that come after those in it. What was begun is gone on
    with.
    """
    reports = World().reports()
    store = SqliteStore.open(path, create=True, stamp=STAMP)
    store._db.execute("PRAGMA synchronous = OFF")  # a power cut costs the benchmark its book, and nobody else anything
    counts = store.counts()
    held, started = counts.claims, time.perf_counter()
    for _ in islice(reports, counts.reports):
        pass
    while held < claims:
        made = next(reports)
        store.add(made.report, made.raw, made.report.id, READER, made.claims, STAMP)
        held += len(made.claims)
    if held > counts.claims:
        print(f"{path.name}: {held:,} claims written in {time.perf_counter() - started:.0f} s", flush=True)
    started = time.perf_counter()
    with ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn")) as workers:  # an open book is not to be forked
        road = GivenRoad(_sketched(path, store.view.state().seq, workers))
        View(store, lambda: road, Decisions(store)).follow(_Progress("accounts brought together, of log entry"))
        store.close()
        print(f"{path.name}: incidents brought together in {time.perf_counter() - started:.0f} s", flush=True)
        for part in [workers.submit(_summarise, path, part) for part in range(WORKERS)]:
            part.result()
    print(f"{path.name}: incidents up to date in {time.perf_counter() - started:.0f} s", flush=True)
    return reports


def _sketched(path: Path, after: int, workers: ProcessPoolExecutor) -> Iterator[tuple[str, tuple[Sketched, ...]]]:
    """The accounts of the reports after a log entry, by digest, cut up by others a few batches ahead."""
    waiting = deque(workers.submit(_cut_up, path, after + BATCH * number) for number in range(2 * WORKERS))
    while found := waiting.popleft().result():
        after += BATCH
        waiting.append(workers.submit(_cut_up, path, after + BATCH * (2 * WORKERS - 1)))
        yield from found


def _cut_up(path: Path, after: int) -> list[tuple[str, tuple[Sketched, ...]]]:
    """The accounts of the reports of one batch of log entries."""
    store, road = SqliteStore.open(path, create=False, stamp=STAMP), _road()
    kept = takewhile(lambda kept: kept.entry <= after + BATCH, store.reports(after))
    found = [(one.report.digest, road.accounts(one.report, store.claims_of(one.entry))) for one in kept]
    store.close()
    return found


def _summarise(path: Path, part: int) -> None:
    """Compute one part of the summaries that are missing."""
    store, road = SqliteStore.open(path, create=False, stamp=STAMP), _road()
    view, progress = View(store, lambda: road, Decisions(store)), _Progress("summaries")
    mine = [number for number in store.view.to_refresh(1 << 30) if number % WORKERS == part]
    for start in range(0, len(mine), AT_ONCE):
        view.summarise(mine[start : start + AT_ONCE])
        if part == 0:
            progress(start, len(mine))
    store.close()


@cache
def _road() -> Road:
    return Road()


def adding(path: Path, reports: Iterator[Invented], claims: int) -> tuple[list[float], list[float]]:
    """Seconds that each of some reports takes, until it is acknowledged and until its incidents are computed anew."""
    road = GivenRoad()
    acknowledged, computed = [], []
    with Book.open(path, road=road) as book:
        for made in islice(reports, ADDED):
            road.given[made.report.digest] = made
            acknowledged.append(_seconds(lambda report=made.report: book.add(report)))
            computed.append(acknowledged[-1] + _seconds(lambda: book.incidents(limit=1)))
    warm = slice(ADDED // 10, None)  # the first ones find nothing in memory
    _print(f"adding a report, {claims:,} claims", acknowledged[warm], Limit.add)
    _print("  until its incidents are computed anew", computed[warm], Limit.add)
    return acknowledged[warm], computed[warm]


def questions(path: Path) -> None:
    """Ask the book what people ask."""
    chance = random.Random(2)
    with Book.open(path, road=GivenRoad()) as book:
        listed = book.incidents()
        some = chance.sample(listed, min(200, len(listed)))
        largest = sorted(listed, key=lambda summary: -summary.reports)[:20]
        print(f"{len(listed):,} incidents; the largest is told by {largest[0].reports} reports")
        _print("show", [_seconds(lambda s=s: book.incident(s.incident.id)) for s in some], Limit.show)
        _print("show, the 20 largest", [_seconds(lambda s=s: book.incident(s.incident.id)) for s in largest])
        place = some[0].incident.places[0]
        day = some[0].incident.when.start if some[0].incident.when else dt.date(2012, 1, 1)
        month = {"since": day, "until": day + dt.timedelta(days=30)}
        lists: dict[str, Callable[[], object]] = {
            "a month": lambda: book.incidents(**month),
            "a country, 10 killed and more": lambda: book.incidents(country=place.country, min_killed=10),
            "an actor": lambda: book.incidents(actor="front", limit=100),
            "a place": lambda: book.incidents(place=place.name),
            "an outlet in a month": lambda: book.incidents(outlet="lantern", **month),
            "a speaker": lambda: book.incidents(speaker="mayor ba", limit=100),
            "civilians, 100 from the 1,000th": lambda: book.incidents(victim_class="civilian", limit=100, offset=1000),
            "a country, class and month": lambda: book.incidents(
                country=place.country, victim_class="civilian", **month
            ),
        }
        for name, ask in lists.items():
            _print(f"list: {name}", _several(ask), Limit.listed)
        searches: dict[str, Callable[[], object]] = {
            "a common word": lambda: book.search("killed"),
            "three common words": lambda: book.search("children killed market"),
            "a phrase": lambda: book.search('"smoke over the bridge"'),
            "a place and a word": lambda: book.search(f"{place.name} convoy"),
            "a name nobody has": lambda: book.search("Xyzzyville"),
            "a word, by actor and month": lambda: book.search("blamed", actor="front", **month),
            "a word, by outlet and class": lambda: book.search("killed", outlet="lantern", victim_class="militant"),
            "a word, by place": lambda: book.search("injured", place=place.name),
        }
        for name, ask in searches.items():
            _print(f"search: {name}", _several(ask), Limit.search)


def _several(work: Callable[[], object]) -> list[float]:
    return [_seconds(work) for _ in range(5)]


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _print(name: str, seconds: list[float], limit: float | None = None) -> None:
    ordered = sorted(1000 * each for each in seconds)
    median, most = statistics.median(ordered), ordered[int(0.95 * (len(ordered) - 1))]
    bound = "" if limit is None else f"      limit {limit:.0f} ms{'' if median <= limit else ', MISSED'}"
    print(f"  {name:44} {median:8.1f} ms   95 %: {most:8.1f} ms{bound}", flush=True)


class _Progress:
    """Says now and then how far the work has come."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._said = time.perf_counter()

    def __call__(self, done: int, all_: int) -> None:
        if time.perf_counter() - self._said > 20:
            self._said = time.perf_counter()
            print(f"  {self._what}: {done:,} of {all_:,}", flush=True)


if __name__ == "__main__":
    main()
