"""`tollbook candidates`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from tollbook.cli.opening import opened
from tollbook.cli.plain import plain
from tollbook.cli.screen import QUIET, STRONG, json_array, put, put_bytes

if TYPE_CHECKING:
    from tollbook.book import ListRow, Proposal


def list_candidates(path: Path, limit: int, as_of: str | None, form: str) -> None:
    """Print the pairs of incidents of the book at `path` that may be one, as it stood at a moment if one is given."""
    from tollbook.book import list_row

    with opened(path) as book:
        found = book.candidates(limit=limit, as_of=as_of)
    if form == "json":
        put_bytes(json_array(map(_record, found)))
    else:
        put(_parts([(pair, list_row(pair.one), list_row(pair.other)) for pair in found], limit))


def _record(pair: Proposal) -> dict[str, object]:
    sides = (msgspec.to_builtins(side.incident) for side in (pair.one, pair.other))
    one, other = ({key: side[key] for key in ("id", "when", "places", "attack_types")} for side in sides)
    return {"probability": pair.probability, "one": one, "other": other}


def _parts(pairs: Sequence[tuple[Proposal, ListRow, ListRow]], limit: int) -> Iterator[RenderableType]:
    for pair, *sides in pairs:
        yield Text(f"{pair.probability:.0%} likely one incident", style=STRONG)
        for side in sides:
            yield Padding(Text.assemble(side.id, (f"  {side.days} · {plain(side.place)}", QUIET)), (0, 0, 0, 2))
        yield Text()
    if not pairs:
        yield Text("No two incidents are unsure to be one.", style=QUIET)
    elif len(pairs) == limit:
        yield Text(f"The likeliest {limit}; --limit shows more.", style=QUIET)
