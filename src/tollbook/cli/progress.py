"""How far a long command is, on stderr and only where that is a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

_Item = TypeVar("_Item")


class Steps:
    """What a command tells while it works: which of the given files it is at, and how many reports are done."""

    def __init__(self, progress: Progress, files: int) -> None:
        self._progress = progress
        self._task = progress.add_task("", total=files, reports=0)
        self._reports = 0

    def through(self, items: Iterable[_Item]) -> Iterator[_Item]:
        """The items, one step after each."""
        for item in items:
            yield item
            self._progress.advance(self._task)

    def report(self) -> None:
        """One more report is done."""
        self._reports += 1
        self._progress.update(self._task, reports=self._reports)


@contextmanager
def steps(doing: str, files: int, shown: bool = True) -> Iterator[Steps]:
    """Show a bar over `files` while the body runs; nothing where stderr is no terminal, or where not `shown`."""
    with _bar(doing, "files · {task.fields[reports]} reports ·", shown) as progress:
        yield Steps(progress, files)


@contextmanager
def reports_done(doing: str, reports: int) -> Iterator[Callable[[object], None]]:
    """Show a bar over `reports` while the body runs, one step at each call; nothing where stderr is no terminal."""
    with _bar(doing, "reports ·") as progress:
        task = progress.add_task("", total=reports)
        yield lambda _: progress.advance(task)


def _bar(doing: str, unit: str, shown: bool = True) -> Progress:
    console = Console(stderr=True, highlight=False, markup=False)
    return Progress(
        TextColumn(doing),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn(unit),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=not (console.is_terminal and shown),
        redirect_stdout=False,
    )


@contextmanager
def upkeep(doing: str) -> Iterator[Callable[[int, int], None]]:
    """A function that is told how much of some work is done, and of how much; it shows a bar from its first call on,
    nothing where stderr is no terminal.
    """
    console = Console(stderr=True, highlight=False, markup=False)
    progress = Progress(
        TextColumn(doing),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
        redirect_stdout=False,
    )

    def told(done: int, of: int) -> None:
        if not progress.tasks:
            progress.add_task("", total=of)
            progress.start()
        progress.update(progress.tasks[0].id, completed=done, total=of)

    try:
        yield told
    finally:
        progress.stop()
