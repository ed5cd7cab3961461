"""`tollbook add`."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from tollbook.cli.endings import FAILED, complain, say
from tollbook.cli.manner import Manner
from tollbook.cli.plain import plain
from tollbook.cli.progress import steps

if TYPE_CHECKING:
    from tollbook.book import AddResult


def add_reports(files: list[str], path: Path, manner: Manner) -> None:
    """Add every report in `files` to the book at `path`. Ends with status 2 if any could not be read.

    Each report is acknowledged in a line of its own, written out once the report is safe; on a terminal a bar stands
    for the lines.
    """
    from tollbook.book import Book

    outcomes: Counter[str] = Counter()
    opened = Book.open(path, min_confidence=manner.min_confidence, gate=manner.gate)
    with opened as book, steps("Adding", len(files)) as progress:
        for file in progress.through(files):
            for result in book.add_each([file], published=manner.published, outlet=manner.outlet):
                outcomes[result.outcome] += 1
                progress.report()
                _acknowledge(result)
    say(_summary(outcomes, path))
    if outcomes["failed"]:
        raise typer.Exit(FAILED)


def _acknowledge(result: AddResult) -> None:
    if result.error is not None:
        complain(result.error)
    elif not sys.stdout.isatty():
        unchanged = "  nothing changed" if result.outcome == "known" else ""
        digest = (result.digest or "")[:12]
        sys.stdout.write(f"{result.outcome} {digest} {plain(result.name or '')}{unchanged}\n")
        sys.stdout.flush()


def _summary(outcomes: Counter[str], path: Path) -> str:
    parts = [f"{outcomes['added']} added"]
    if outcomes["known"]:
        parts.append(f"{outcomes['known']} known, for which nothing changed")
    if outcomes["failed"]:
        parts.append(f"{outcomes['failed']} not read")
    return f"{path}: {'; '.join(parts)}"
