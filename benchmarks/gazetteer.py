"""How quickly the gazetteer is opened and asked, how large it is, and how much of it processes share.

    python benchmarks/gazetteer.py [--store FOLDER] [--names N]

Prints beside each figure what it has to hold; times are the processor's, so that other work does not count:
  look-up     microseconds to find the places of a name, over N names drawn from the store and as many that it lacks
  variant     microseconds to find the names spelt like one that the store lacks (no bound)
  opening     milliseconds to open the store, its pages in the system's cache, the median of 20
  on disk     megabytes of all its files
  memory      after two forked processes have each looked all names up: the proportional set size (PSS) of the store's
              pages in one of them, as Linux tells it in /proc, against what it would be if nothing were shared (RSS)
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import statistics
import sys
import time
from collections.abc import Sequence
from multiprocessing.synchronize import Barrier
from pathlib import Path

from tollbook.places.gazetteer import DATA, Gazetteer
from tollbook.places.names import plain

LOOKUP_US, OPENING_MS, SIZE_MB = 20.0, 50.0, 60.0
"""What the figures have to hold."""
SEED = 4


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", type=Path, default=DATA)
    parser.add_argument("--names", type=int, default=20_000)
    options = parser.parse_args()
    gazetteer = Gazetteer.open(options.store)
    keys = names_of(gazetteer, options.names)
    strange = [key[::-1] for key in keys]
    found, lacking = microseconds(gazetteer, keys), microseconds(gazetteer, strange)
    opening = statistics.median(milliseconds_to_open(options.store) for _ in range(20))
    size = sum(path.stat().st_size for path in options.store.iterdir()) / 1e6
    print(f"places      {len(gazetteer):,} in {options.store}")
    print(f"look-up     {found:.1f} us of a name, {lacking:.1f} us of one that is lacking (to hold: {LOOKUP_US:.0f})")
    print(f"variant     {microseconds_of_variants(gazetteer, strange[:2000]):.1f} us")
    print(f"opening     {opening:.1f} ms (to hold: {OPENING_MS:.0f})")
    print(f"on disk     {size:.1f} MB (to hold: {SIZE_MB:.0f})")
    if Path("/proc/self/smaps").exists():
        pss, rss = shared_memory(options.store, keys)
        print(f"memory      {pss:.1f} MB PSS of {rss:.1f} MB RSS in each of two processes ({pss / rss:.0%})")
    sys.exit(0 if max(found, lacking) < LOOKUP_US and opening < OPENING_MS and size <= SIZE_MB else 1)


def names_of(gazetteer: Gazetteer, count: int) -> list[str]:
    """Keys of names of places drawn at random, the same at every run."""
    drawn = random.Random(SEED).sample(range(len(gazetteer)), min(count, len(gazetteer)))
    return [plain(gazetteer.name(place)) for place in drawn]


def microseconds(gazetteer: Gazetteer, keys: Sequence[str]) -> float:
    """The time to find all places of a name, the mean over the keys, the best of five rounds."""
    rounds = []
    for _ in range(5):
        began = time.process_time()
        for key in keys:
            for _lead in gazetteer.named(key):
                pass
        rounds.append(time.process_time() - began)
    return min(rounds) / len(keys) * 1e6


def microseconds_of_variants(gazetteer: Gazetteer, keys: Sequence[str]) -> float:
    """The time to find the names spelt like a key, the mean over the keys."""
    began = time.process_time()
    for key in keys:
        for _lead in gazetteer.spelt_like(key, 0.8):
            pass
    return (time.process_time() - began) / len(keys) * 1e6


def milliseconds_to_open(store: Path) -> float:
    """The time to open the store once."""
    began = time.process_time()
    Gazetteer.open(store)
    return (time.process_time() - began) * 1e3


def shared_memory(store: Path, keys: Sequence[str]) -> tuple[float, float]:
    """PSS and RSS of the store's pages, in megabytes, in one of two processes that each looked all keys up."""
    context = multiprocessing.get_context("fork")
    barrier = context.Barrier(2)
    results: multiprocessing.Queue[tuple[float, float]] = context.Queue()
    workers = [context.Process(target=_look_up, args=(store, keys, barrier, results)) for _ in range(2)]
    for worker in workers:
        worker.start()
    found = [results.get(timeout=120) for _ in workers]
    for worker in workers:
        worker.join()
    return found[0]


def _look_up(
    store: Path, keys: Sequence[str], barrier: Barrier, results: multiprocessing.Queue[tuple[float, float]]
) -> None:
    gazetteer = Gazetteer.open(store)
    for key in keys:
        for lead in gazetteer.named(key):
            gazetteer.name(lead.place), gazetteer.lat[lead.place], gazetteer.lon[lead.place]
    barrier.wait(60)  # both hold their pages while they are counted
    results.put(_mapped(store))
    barrier.wait(60)


def _mapped(store: Path) -> tuple[float, float]:
    """PSS and RSS of the mappings of a folder's files, in megabytes."""
    sizes = {"Pss:": 0, "Rss:": 0}
    inside = False
    for line in Path("/proc/self/smaps").read_text().splitlines():
        first, *rest = line.split()
        if first in sizes:
            sizes[first] += int(rest[0]) if inside else 0
        elif "-" in first and not first.endswith(":"):
            inside = line.rstrip().endswith(tuple(".npy .marisa".split())) and str(store.resolve()) in line
    return sizes["Pss:"] / 1e3, sizes["Rss:"] / 1e3


if __name__ == "__main__":
    main()
