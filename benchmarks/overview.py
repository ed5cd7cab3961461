"""What the overview of a large book costs: its sums, its timeline, its map and its list, for what people ask.

    python benchmarks/overview.py [--incidents 100000] [--book PATH]

Makes a book of so many incidents that nobody reported (`sightings.py`), and asks it each question for the first time,
so that nothing is answered from memory. The book at PATH is kept, and made where there is none.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sightings import fill

from tollbook.book import Book, Box, question_of
from tollbook.road import Road

LIMIT = 200.0
"""Milliseconds that no question should take longer than."""

QUESTIONS: dict[str, dict[str, Any]] = {
    "everything": {},
    "a month": {"since": "2020-01-01", "until": "2020-01-31"},
    "a country": {"country": "PK"},
    "a class": {"victim_class": "civilian"},
    "an effect": {"effect": "injured"},
    "an actor": {"actor": "red"},
    "an outlet": {"outlet": "delta"},
    "a place": {"place": "an"},
    "a grade": {"grade": "fair"},
    "a state of review": {"review": "begun"},
    "10 killed and more": {"min_killed": 10},
    "a part of the map": {"box": Box(60, 24, 75, 37)},
    "four conditions": {"country": "PK", "victim_class": "civilian", "effect": "killed", "grade": "fair"},
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--incidents", type=int, default=100_000)
    parser.add_argument("--book", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.book or Path(folder) / "many.book"
        if not path.exists():
            fill(path, options.incidents, Road().rules)
        with Book.open(path, create=False) as book:
            print(f"{book.overview(question_of(limit=50)).totals.incidents:,} incidents; milliseconds, median of 3")
            print(f"  {'':20}{'sums':>8}{'days':>8}{'list':>8}{'map, far':>10}{'map, near':>10}")
            for name, conditions in QUESTIONS.items():
                ask(book, name, conditions)


def ask(book: Book, name: str, conditions: dict[str, Any]) -> None:
    """Print what each part of the page takes for one question."""
    question, view = question_of(**conditions, order="latest", limit=50), book._store.view
    areas = ("country", "province", "district")
    parts: tuple[Callable[[], object], ...] = (
        lambda: view.totals(question),
        lambda: view.stretches(question, "month", 31),
        lambda: view.summaries(question),
        lambda: view.marks(question, 5, areas[:1], 3000),
        lambda: view.marks(question, 10, areas, 3000),
    )
    taken = [statistics.median(_milliseconds(part) for _ in range(3)) for part in parts]
    missed = "      MISSED" if max(taken) > LIMIT else ""
    told = "".join(f"{each:8.1f}" for each in taken[:3]) + "".join(f"{each:10.1f}" for each in taken[3:])
    print(f"  {name:20}{told}{missed}", flush=True)


def _milliseconds(part: Callable[[], object]) -> float:
    started = time.perf_counter()
    part()
    return 1000 * (time.perf_counter() - started)


if __name__ == "__main__":
    main()
