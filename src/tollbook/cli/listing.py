"""`tollbook incidents`."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from tollbook.cli.plain import plain
from tollbook.cli.screen import QUIET, STRONG, json_array, put, put_bytes
from tollbook.model import VictimClass

if TYPE_CHECKING:
    from tollbook.book import IncidentRows, Ledger

_CAPTION = "Incidents are read report by report; reports on the same violence are not yet joined."
_ONE_LINE = 10_000


class Question(NamedTuple):
    """What is asked of a book: the conditions that an incident must meet, None where any will do."""

    since: dt.date | None
    until: dt.date | None
    country: str | None
    actor: str | None
    victim_class: VictimClass | None
    min_killed: int | None
    kind: Literal["incident", "aggregate"]


def list_incidents(path: Path, question: Question, form: str) -> None:
    """Print the incidents of the book at `path` that meet the question's conditions."""
    from tollbook.book import Book, as_csv

    with Book.open(path, create=False) as book:
        found = book.incidents(**question._asdict())
    if form == "json":
        put_bytes(json_array(_record(ledger) for ledger in found))
    elif form == "csv":
        put_bytes([as_csv(_rows(ledger) for ledger in found).encode()])
    else:
        rows = [_rows(ledger) for ledger in found]
        # In a pipe each incident is one line, however long, for the tools that read lines.
        put(_table(rows), width=None if sys.stdout.isatty() else _ONE_LINE)


def _rows(ledger: Ledger) -> IncidentRows:
    rows = ledger.reading.ledger()
    return (rows.incidents or rows.aggregates)[0]


def _record(ledger: Ledger) -> dict[str, Any]:
    """The incident, and under "told_in" the report that it was read in, without its text."""
    whole = ledger.to_dict()
    told_in = {key: value for key, value in whole["report"].items() if key not in {"text", "blocks"}}
    incident: dict[str, Any] = whole["incidents"][0]
    return incident | {"told_in": told_in}


def _table(rows: Sequence[IncidentRows]) -> Iterator[RenderableType]:
    if not rows:
        yield Text("No incident meets these conditions.")
        return
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style=QUIET)
    table.add_column("incident", no_wrap=True)
    table.add_column("days", overflow="fold")
    table.add_column("place and outlet", overflow="fold", ratio=1)
    for heading in ("low", "best", "high"):
        table.add_column(heading, justify="right", no_wrap=True)
    for one in rows:
        killed = ["–" if (value := one.cells[f"killed_{name}"]) is None else f"{value:,}" for name in _RANGE]
        where = Text.assemble(plain(one.place), (f" · {plain(str(one.cells['outlet'] or 'outlet unknown'))}", QUIET))
        table.add_row(one.id, one.days, where, killed[0], Text(killed[1], style=STRONG), killed[2])
    yield table
    yield Text(f"\n{len(rows)} found; people killed, under the profile {rows[0].cells['profile'] or '–'}.", style=QUIET)
    yield Text(_CAPTION, style=QUIET)


_RANGE = ("low", "best", "high")
