"""`tollbook days`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tollbook.cli.plain import plain
from tollbook.cli.screen import QUIET, STRONG, put_told
from tollbook.model import DayCandidate, DayWords


def show_days(words: str, published: dt.date | None, country: str | None, form: str) -> None:
    """Print what the day words of a text mean, or of the reports in a file; the first error ends it."""
    from tollbook.book import tell_days

    put_told(tell_days(words, published=published, country=country), form, _parts, "No words that tell a day.")


def _parts(told: list[DayWords]) -> Iterator[RenderableType]:
    for number, words in enumerate(told):
        if number:
            yield Text()
        yield Text.assemble((f"“{plain(words.text)}”", STRONG), ("  ", QUIET), _meaning(words))
        if words.kind == "day":
            yield Padding(_table(words), (0, 0, 0, 2))


def _meaning(words: DayWords) -> str:
    if words.kind != "day":
        return plain(words.why)
    if words.first is None or words.last is None:
        return "no day can be told"
    hour = f", {plain(words.hour)}" if words.hour else ""
    return f"{_days(words.first, words.last)}  ({words.precision}{hour})"


def _days(first: dt.date, last: dt.date) -> str:
    return first.isoformat() if first == last else f"{first.isoformat()} to {last.isoformat()}"


def _table(words: DayWords) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    table.add_row(Text("counted from", style=QUIET), Text(plain(words.anchor)))
    table.add_row(Text("why", style=QUIET), Text(plain(words.why)))
    for candidate in words.candidates[0 if words.first is None else 1 :]:
        table.add_row(Text("or else", style=QUIET), _candidate(candidate))
    return table


def _candidate(candidate: DayCandidate) -> Text:
    return Text.assemble(_days(candidate.start, candidate.end), (f"  {candidate.why}", QUIET))
