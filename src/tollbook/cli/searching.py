"""`tollbook search`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from rich.console import RenderableType
from rich.text import Text

from tollbook.cli.opening import opened
from tollbook.cli.plain import plain
from tollbook.cli.screen import QUIET, STRONG, Quote, json_array, put, put_bytes
from tollbook.model import VictimClass

if TYPE_CHECKING:
    from tollbook.book import Hit


class Conditions(NamedTuple):
    """What a claim or report must meet besides the words, None where any will do."""

    actor: str | None
    place: str | None
    since: dt.date | None
    until: dt.date | None
    victim_class: VictimClass | None
    outlet: str | None
    speaker: str | None
    limit: int
    as_of: str | None = None


def search_book(path: Path, words: str, conditions: Conditions, form: str) -> None:
    """Print the claims and reports of the book at `path` that hold the words and meet the conditions."""
    with opened(path) as book:
        hits = book.search(words, **conditions._asdict())
    if form == "json":
        put_bytes(json_array(map(_record, hits)))
    else:
        put(_parts(hits, conditions.limit))


def _record(hit: Hit) -> dict[str, Any]:
    report = hit.report
    return {
        "claim": hit.claim,
        "incidents": hit.incidents,
        "excerpt": hit.excerpt,
        "report": report.digest,
        "name": hit.name,
        "title": report.title,
        "outlet": report.outlet,
        "published": report.published,
        "url": report.url,
    }


def _parts(hits: Sequence[Hit], limit: int) -> Iterator[RenderableType]:
    for hit in hits:
        found = f"claim {hit.claim}" if hit.claim else f"report {hit.report.digest[:12]}"
        incidents = f" · incident {', '.join(hit.incidents)}" if hit.incidents else ""
        published = str(hit.report.published or "day of publication unknown")
        yield Text.assemble((found, STRONG), incidents)
        yield Text(f"{plain(hit.report.outlet or 'outlet unknown')} · {published} · {plain(hit.name)}", style=QUIET)
        yield Quote(hit.excerpt, 2)
        yield Text()
    if not hits:
        yield Text("Nothing in the book holds these words and meets these conditions.", style=QUIET)
    elif len(hits) == limit:
        yield Text(f"The first {limit}; --limit shows more.", style=QUIET)
