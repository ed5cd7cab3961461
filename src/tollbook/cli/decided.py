"""`tollbook decisions`."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from tollbook.cli.opening import opened
from tollbook.cli.plain import plain
from tollbook.cli.screen import QUIET, json_array, put, put_bytes

if TYPE_CHECKING:
    from tollbook.model import KeptDecision

_ONE_LINE = 10_000
_HEADINGS = ("number", "at", "who", "what", "why", "state", "by", "adrift")


def list_decisions(path: Path, as_of: str | None, form: str) -> None:
    """Print the decisions of the book at `path`, first to last, as they stood at a moment if one is given."""
    with opened(path) as book:
        found = book.decisions(as_of=as_of)
    if form == "json":
        put_bytes(json_array(found))
    elif form == "csv":
        put_bytes([_csv(found).encode()])
    else:
        put(_table(found), width=None if sys.stdout.isatty() else _ONE_LINE)


def _table(found: Sequence[KeptDecision]) -> Iterator[RenderableType]:
    if not found:
        yield Text("Nothing was decided.")
        return
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style=QUIET)
    table.add_column("number", justify="right", no_wrap=True)
    table.add_column("when", no_wrap=True)
    for heading in ("who", "what", "why", "now"):
        table.add_column(heading, overflow="fold")
    for one in found:
        made = one.decision
        when = f"{made.at:%Y-%m-%d %H:%M}"
        table.add_row(
            str(made.number), when, *(Text(plain(each)) for each in (made.who, one.what, made.why, _now(one)))
        )
    yield table
    yield Text(f"\n{len(found)} decisions; times are in UTC.", style=QUIET)


def _now(one: KeptDecision) -> str:
    """What has become of a decision, in words."""
    by = ", ".join(map(str, one.by))
    if one.state == "undone":
        return f"undone by {by}"
    if one.state == "overruled":
        return f"overruled by {by}"
    if one.state == "adrift":
        return f"adrift: {'; '.join(dict.fromkeys(lost.why for lost in one.adrift))}"
    return "in force"


def _csv(found: Sequence[KeptDecision]) -> str:
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(_HEADINGS)
    for one in found:
        made, by = one.decision, " ".join(map(str, one.by))
        lost = "; ".join(dict.fromkeys(lost.why for lost in one.adrift))
        rows.writerow([made.number, made.at.isoformat(), made.who, one.what, made.why, one.state, by, lost])
    return text.getvalue()
