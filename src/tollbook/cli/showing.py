"""`tollbook show`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from tollbook.cli.ledger import incident_parts, masthead
from tollbook.cli.opening import opened
from tollbook.cli.output import bytes_to, text_to
from tollbook.cli.reviewing import reviewed_parts
from tollbook.cli.screen import json_array
from tollbook.errors import InputError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from tollbook.book import ReportRows


def show_incident(
    path: Path, incident: str, profile: str | None, as_of: str | None, form: str, output: Path | None
) -> None:
    """Print the ledger of one incident of the book at `path`, under every profile or the one asked for; as it stood at
    a moment if one is given.
    """
    with opened(path) as book:
        ledger = book.incident(incident, as_of=as_of)
    reading = ledger.reading
    if form == "html":
        bytes_to(output, [reading.to_html().encode()])
    elif form == "json":
        bytes_to(output, json_array([reading.to_dict() | {"reviewed": ledger.reviewed}]))
    else:
        known = reading.ledger().profiles
        if profile is not None and profile not in known:
            raise InputError(f"There is no profile {profile!r} here. Known: {', '.join(known) or 'none'}.")
        rows = reading.ledger(None if profile is None else [profile])
        text_to(output, (*_parts(rows), *reviewed_parts(ledger.reviewed)))


def _parts(rows: ReportRows) -> Iterator[RenderableType]:
    yield from masthead(rows)
    for incident in (*rows.incidents, *rows.aggregates):
        yield from incident_parts(incident, rows)
