"""`tollbook read`."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from tollbook.cli.endings import FAILED, complain
from tollbook.cli.ledger import report_parts
from tollbook.cli.manner import Manner
from tollbook.cli.output import bytes_to, text_to
from tollbook.cli.progress import Steps, steps
from tollbook.cli.screen import json_array, json_line
from tollbook.errors import InputError

if TYPE_CHECKING:
    from tollbook import Reading

_UNFIT = re.compile(r"[^\w.-]+")


class _Readings:
    """The readings of files, one after the other; what cannot be read is told on stderr and counted."""

    def __init__(self, files: list[str], manner: Manner, progress: Steps) -> None:
        self._files = files
        self._manner = manner
        self._progress = progress
        self.failed = 0

    def __iter__(self) -> Iterator[Reading]:
        from tollbook.book import read_each

        for file in self._progress.through(self._files):
            for reading in read_each([file], **self._manner._asdict()):
                if isinstance(reading, InputError):
                    self.failed += 1
                    complain(reading)
                else:
                    self._progress.report()
                    yield reading


def show_readings(files: list[str], manner: Manner, form: str, output: Path | None) -> None:
    """Read every report in `files` and show it in the form asked for. Ends with status 2 if any could not be read."""
    on_screen = output is None and sys.stdout.isatty()
    with steps("Reading", len(files), shown=not on_screen and files != ["-"]) as progress:
        readings = _Readings(files, manner, progress)
        if form == "html":
            _pages(iter(readings), output)
        elif form == "jsonl":
            bytes_to(output, (json_line(reading.to_dict()) for reading in readings))
        elif form == "json":
            bytes_to(output, json_array(reading.to_dict() for reading in readings))
        else:
            parts = (chain(_between(order), report_parts(reading.ledger())) for order, reading in enumerate(readings))
            text_to(output, chain.from_iterable(parts))
    if readings.failed:
        raise typer.Exit(FAILED)


def _between(order: int) -> list[str]:
    """What stands between one report's ledger and the next."""
    return ["", "═" * 80, ""] if order else []


def _pages(readings: Iterator[Reading], output: Path | None) -> None:
    """One page to standard output or to a file with an ending; several, or one, into a folder, where each is named
    after its report.
    """
    first, second = next(readings, None), next(readings, None)
    if first is None:
        return
    if second is None and (output is None or output.suffix):
        bytes_to(output, [first.to_html().encode()])
        return
    if output is None or output.is_file() or str(output) == "-":
        raise InputError("There are several reports, and each makes a page: name a folder with --output.")
    taken: set[str] = set()
    for reading in chain([first], [second] if second else [], readings):
        bytes_to(output / _file_name(reading, taken), [reading.to_html().encode()])


def _file_name(reading: Reading, taken: set[str]) -> str:
    """A name that any file system takes, and that no other page of this run has."""
    stem = _UNFIT.sub("-", reading.report.id)[:80].strip("-.") or reading.report.digest[:12]
    name, order = stem, 1
    while name.casefold() in taken:
        order += 1
        name = f"{stem}-{order}"
    taken.add(name.casefold())
    return f"{name}.html"
