"""`tollbook explain`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.console import RenderableType
from rich.padding import Padding
from rich.style import Style
from rich.table import Table
from rich.text import Text

from tollbook.cli.plain import plain
from tollbook.cli.screen import QUIET, STRONG, put

if TYPE_CHECKING:
    from tollbook.book import Explanation, SlotRow

_MARKED = Style(bold=True, underline=True)
_DOUBTFUL = Style(color="red", bold=True)


def explain_claim(report: str, claim: str, published: dt.date | None, outlet: str | None) -> None:
    """Print how one claim of the report was read."""
    from tollbook.book import explain

    put(_parts(explain(report, claim, published=published, outlet=outlet)))


def _parts(told: Explanation) -> Iterator[RenderableType]:
    yield Text.assemble((f"{plain(told.claim)}  {told.kind}", STRONG), (f"  read by {plain(told.reader)}", QUIET))
    yield Text()
    yield Padding(_sentence(told), (0, 0, 0, 2))
    yield Text()
    yield _table(told.slots)
    paths = [row for row in told.slots if row.path]
    if paths:
        yield Text("\nIn the tree, from the claim's word: < up to its governor, > down to its dependent", style=QUIET)
        table = _grid(8)
        for row in paths:
            table.add_row(row.slot, Text(plain(row.path or ""), style=QUIET))
        yield table


def _sentence(told: Explanation) -> Text:
    """The claim's sentence with the words of each slot in brackets, the slots named behind them."""
    text = Text()
    for piece in told.pieces:
        words = _kept(piece.text)
        if piece.slots:
            text.append(f"[{words}]", style=_MARKED)
            text.append(f"({', '.join(piece.slots)})", style=QUIET)
        else:
            text.append(words)
    return text


def _kept(words: str) -> str:
    """`plain`, with the spaces at the ends kept."""
    left = " " if words[:1].isspace() else ""
    right = " " if words[-1:].isspace() and words.strip() else ""
    return f"{left}{plain(words)}{right}"


def _table(rows: tuple[SlotRow, ...]) -> Table:
    table = _grid(8)
    table.add_column(overflow="fold", ratio=3)
    table.add_column(no_wrap=True, justify="right", min_width=4)
    table.add_column(overflow="fold", ratio=3)
    table.add_row(*(Text(head, style=QUIET) for head in ("slot", "read as", "from", "sure", "read by")))
    for row in rows:
        sure = "–" if row.confidence is None else f"{row.confidence:.2f}{'?' if row.doubtful else ' '}"
        table.add_row(
            row.slot,
            Text(plain(row.value), style=STRONG),
            Text("–" if row.words is None else f"“{plain(row.words)}”"),
            Text(sure, style=_DOUBTFUL if row.doubtful else ""),
            Text(row.by, style=QUIET),
        )
    return table


def _grid(names: int) -> Table:
    """A table without lines, its first column for the names of slots."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, min_width=names)
    table.add_column(overflow="fold", ratio=3)
    return table
