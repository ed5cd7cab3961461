"""`tollbook places`."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tollbook.cli.plain import plain
from tollbook.cli.screen import QUIET, STRONG, put_told
from tollbook.model import PlaceCandidate, PlaceWords, Where

_TELLING = 4
"""Signs of a candidate that are shown; JSON has them all."""


def show_places(words: str, outlet: str | None, form: str) -> None:
    """Print the places that a text names, or the reports in a file; the first error ends it."""
    from tollbook.book import tell_places

    put_told(tell_places(words, outlet=outlet), form, _parts, "No words that name a place.")


def _parts(told: list[PlaceWords]) -> Iterator[RenderableType]:
    for number, words in enumerate(told):
        if number:
            yield Text()
        yield Text.assemble((f"“{plain(words.where.text)}”", STRONG), "  ", _meaning(words.where))
        yield Padding(_table(words), (0, 0, 0, 2))


def _meaning(where: Where) -> str:
    if where.name is None or where.lat is None or where.lon is None:
        return "unknown"
    return f"{plain(where.name)}, {where.country}  {where.lat:.4f}, {where.lon:.4f}  ({where.precision})"


def _table(words: PlaceWords) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    table.add_row(Text("why", style=QUIET), Text(plain(words.why)))
    for candidate in words.candidates:
        chosen = candidate.place == words.where.place
        table.add_row(Text("meant" if chosen else "or else", style=QUIET), _candidate(candidate))
    return table


def _candidate(candidate: PlaceCandidate) -> Text:
    inside = f" in {plain(candidate.inside)}" if candidate.inside else ""
    signs = "; ".join(f"{name} {points:+.1f}" for name, points in candidate.signs[:_TELLING])
    return Text.assemble(
        f"{plain(candidate.name)}, {candidate.country}  ({candidate.precision}{inside})  {candidate.share:.0%}",
        (f"  {signs}", QUIET),
    )
