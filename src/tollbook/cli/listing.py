"""`tollbook incidents`."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import msgspec
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from tollbook.cli.opening import opened
from tollbook.cli.plain import plain
from tollbook.cli.screen import QUIET, STRONG, json_array, put, put_bytes
from tollbook.model import Effect, GradeName, ReviewState, Summary, VictimClass

if TYPE_CHECKING:
    from tollbook.book import ListRow

_CAPTION = "Reports on the same violence are one incident; in brackets, of how many origins they are, where fewer."
_ONE_LINE = 10_000
_OUTLETS = 3
"""The most outlets that a line names."""


class Question(NamedTuple):
    """What is asked of a book: the conditions that an incident must meet, None where any will do."""

    since: dt.date | None
    until: dt.date | None
    country: str | None
    actor: str | None
    victim_class: VictimClass | None
    effect: Effect | None
    grade: GradeName | None
    review: ReviewState | None
    min_killed: int | None
    kind: Literal["incident", "aggregate"]
    outlet: str | None
    place: str | None
    speaker: str | None
    limit: int | None
    offset: int
    as_of: str | None = None


def list_incidents(path: Path, question: Question, form: str) -> None:
    """Print the incidents of the book at `path` that meet the question's conditions."""
    from tollbook.book import as_csv, list_row

    with opened(path) as book:
        found = book.incidents(**question._asdict())
    if form == "json":
        put_bytes(json_array(_record(summary) for summary in found))
    elif form == "csv":
        put_bytes([as_csv(map(list_row, found)).encode()])
    else:
        # In a pipe each incident is one line, however long, for the tools that read lines.
        put(_table([list_row(summary) for summary in found]), width=None if sys.stdout.isatty() else _ONE_LINE)


def _record(summary: Summary) -> dict[str, Any]:
    """The incident with its house estimates, and who tells of it."""
    plain_summary: dict[str, Any] = msgspec.to_builtins(summary)
    incident: dict[str, Any] = plain_summary.pop("incident")
    return {key: value for key, value in incident.items() if key not in _NOT_LISTED} | plain_summary


_NOT_LISTED = frozenset({"key", "report", "claims", "arithmetic", "disagreements"})
"""What a summary does not hold: `tollbook show` prints it."""


def _table(rows: Sequence[ListRow]) -> Iterator[RenderableType]:
    if not rows:
        yield Text("No incident meets these conditions.")
        return
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style=QUIET)
    table.add_column("incident", no_wrap=True)
    table.add_column("days", overflow="fold")
    table.add_column("place and outlets", overflow="fold", ratio=1)
    table.add_column("reports", justify="right", no_wrap=True)
    for heading in _RANGE:
        table.add_column(heading, justify="right", no_wrap=True)
    for one in rows:
        killed = ["–" if (value := one.cells[f"killed_{name}"]) is None else f"{value:,}" for name in _RANGE]
        where = Text.assemble(plain(one.place), (f" · {plain(_outlets(one))}", QUIET))
        table.add_row(one.id, one.days, where, _told(one), killed[0], Text(killed[1], style=STRONG), killed[2])
    yield table
    yield Text(f"\n{len(rows)} found; people killed, under the profile {_profile(rows)}.", style=QUIET)
    yield Text(_CAPTION, style=QUIET)


def _outlets(row: ListRow) -> str:
    names = str(row.cells["outlets"] or "outlet unknown").split("; ")
    return "; ".join(names[:_OUTLETS]) + (f" and {len(names) - _OUTLETS} more" if len(names) > _OUTLETS else "")


def _told(row: ListRow) -> str:
    reports, origins = row.cells["reports"], row.cells["origins"]
    return f"{reports}" if reports == origins else f"{reports} ({origins})"


def _profile(rows: Sequence[ListRow]) -> str:
    return next((str(row.cells["profile"]) for row in rows if row.cells["profile"]), "–")


_RANGE = ("low", "best", "high")
