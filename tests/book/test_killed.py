"""Killing the process that adds reports loses nothing that it acknowledged."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import IO, TextIO

import pytest

from tollbook.book import Book

REPORTS = 200

LIGHT = """
import importlib.util, sys
spec = importlib.util.spec_from_file_location("counting", sys.argv.pop(1))
sys.modules["counting"] = counting = importlib.util.module_from_spec(spec)
spec.loader.exec_module(counting)
from tollbook.book import roads
roads.house_road = counting.CountingRoad
from tollbook.cli import main
main()
"""
"""`tollbook`, on the road that needs no model; its first argument is that road's file."""


@contextmanager
def process_adding(counting: ModuleType, path: Path) -> Iterator[tuple[int, TextIO]]:
    """A process that adds the reports to the book at `path`, and its lines.

    It is a fork, so that the 50 of them cost no 50 starts of Python, and a random moment is one of the book's.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.close(reading)
            os.dup2(writing, 1)
            with os.fdopen(1, "w") as lines:
                counting.main(str(path), lines)
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as lines:
        yield child, lines
    os.waitpid(child, 0)


def kill_somewhere(child: int, stream: IO[str], chance: random.Random) -> list[str]:
    """Kill the process at a random moment; the digests (their beginnings) that it acknowledged as added until then.

    One kill in five falls into the start, where the book itself is begun; the others fall between and into the
    reports: at a random one, and up to 4 ms after it was acknowledged (the time of a transaction or two).
    """
    lines = []
    if chance.random() < 0.2:
        time.sleep(chance.uniform(0.0, 0.03))
    else:
        added_before_the_kill = chance.randrange(60)
        while added_before_the_kill and (line := stream.readline()):
            lines.append(line)
            added_before_the_kill -= line.startswith("added ")
        time.sleep(chance.uniform(0.0, 0.004))
    os.kill(child, signal.SIGKILL)
    lines += stream.readlines()
    return [line.split()[1] for line in lines if line.endswith("\n") and line.startswith("added ")]


@pytest.mark.parametrize("seed", range(10))
def test_what_was_acknowledged_outlives_a_kill(path: Path, counting: ModuleType, seed: int) -> None:
    """Five kills to a book, ten books: nothing acknowledged is lost, nothing stands there twice or half, and running
    again completes the book.
    """
    chance = random.Random(seed)
    safe: set[str] = set()
    for _ in range(5):
        with process_adding(counting, path) as (child, lines):
            acknowledged = kill_somewhere(child, lines, chance)
        assert not safe.intersection(acknowledged), "what is in the book is not added again"
        with Book.open(path, road=counting.CountingRoad()) as book:
            held = [kept.report.digest for kept in book.reports()]
            whole = book.verify()
        assert safe.union(acknowledged) <= {digest[:12] for digest in held}
        assert whole.reports == whole.claims == len(held) == len(set(held))
        safe = {digest[:12] for digest in held}  # with the one that was safe, and not yet acknowledged

    wanted = counting.reports(REPORTS)
    with Book.open(path, road=counting.CountingRoad()) as book:
        added = book.add(wanted)
        assert (len(added.known), len(added.added)) == (len(safe), REPORTS - len(safe))
        assert {kept.report.digest for kept in book.reports()} == {report.digest for report in wanted}
        whole = book.verify()
        assert (whole.reports, whole.claims, whole.entries) == (REPORTS, REPORTS, REPORTS + 1)
        assert len(book.incidents()) == 20
        assert sum(summary.reports for summary in book.incidents()) == REPORTS


@pytest.mark.parametrize("road", ["as shipped", "light"])
def test_the_command_can_be_killed_and_run_again(tmp_path: Path, path: Path, counting: ModuleType, road: str) -> None:
    """`tollbook add` of 200 reports, killed at three random reports and then run to its end."""
    chance = random.Random(road)
    wanted = [report.text[: report.text.index(".") + 1] for report in counting.reports(REPORTS)]
    (tmp_path / "reports.jsonl").write_text("".join(json.dumps({"text": text}) + "\n" for text in wanted))
    light = ["-c", LIGHT, counting.__file__]
    command = [sys.executable, *(light if road == "light" else ["-m", "tollbook"])]
    command += ["add", str(tmp_path / "reports.jsonl"), "--book", str(path), "--published", "2026-02-02"]
    safe: set[str] = set()
    for _ in range(3):
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            acknowledged = kill_somewhere(process.pid, process.stdout, chance)
        with Book.open(path, road=counting.CountingRoad()) as book:
            held = {kept.report.digest[:12] for kept in book.reports()}
            assert book.verify().reports == len(held)
        assert safe.union(acknowledged) <= held
        safe = held
    finished = subprocess.run(command, capture_output=True, text=True, check=True)
    outcomes = Counter(
        line.split()[0] for line in finished.stdout.splitlines() if line.startswith(("added ", "known "))
    )
    assert outcomes == Counter(known=len(safe), added=REPORTS - len(safe))
    with Book.open(path, road=counting.CountingRoad()) as book:
        assert sorted(kept.report.text for kept in book.reports()) == sorted(wanted)
        assert book.verify().entries == REPORTS + 1
