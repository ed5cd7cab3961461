"""`tollbook actors`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tollbook.cli.plain import plain
from tollbook.cli.screen import QUIET, STRONG, put, put_bytes

if TYPE_CHECKING:
    from tollbook.book import Candidate, KnownName, LookUp


def show_actors(name: str, country: str | None, day: dt.date | None, form: str) -> None:
    """Print who goes by `name`, and why."""
    from tollbook.book import who

    found = who(name, country=country, day=day)
    if form == "json":
        put_bytes([msgspec.json.format(msgspec.json.encode(found), indent=2), b"\n"])
    else:
        put(_parts(found))


def _parts(found: LookUp) -> Iterator[RenderableType]:
    actor = found.actor
    if actor is None:
        answer = "cannot be told" if found.candidates else "nobody"
        yield Text.assemble((plain(found.asked) or "–", STRONG), f": {answer}")
    else:
        yield Text.assemble((plain(actor.name), STRONG), (f"  {actor.id}", QUIET))
        kind = actor.kind.replace("_", " ")
        armed = "" if actor.armed in (None, "unknown") else f", {(actor.armed or '').replace('_', ' ')}"
        country = "" if actor.country is None else f", {actor.country}"
        side = "" if actor.side in (None, actor.id) else f", on the side of {actor.side}"
        yield Text(f"{kind}{armed}{country}{side}")
    yield Text(f"Why: {plain(found.why)}.")
    if found.candidates:
        yield Text("\nWho goes by the name", style=QUIET)
        yield Padding(_candidates(found.candidates, "may be meant" if actor is None else "meant"), (0, 0, 0, 2))
    if found.names:
        yield Text("\nNames, and where they are taken from", style=QUIET)
        yield Padding(_names(found.names), (0, 0, 0, 2))
    if found.near:
        yield Text(f"\nNames that look like it: {'; '.join(plain(near) for near in found.near)}")


def _candidates(candidates: Sequence[Candidate], fits: str) -> Table:
    table = _grid(3)
    for one in candidates:
        table.add_row(
            Text(f"{plain(one.actor.name)} ({one.actor.id})", style="" if one.passed_over else STRONG),
            _about(one),
            Text(f"passed over: {one.passed_over}" if one.passed_over else fits),
        )
    return table


def _about(one: Candidate) -> str:
    """Where and when a candidate is active, and what it hangs on."""
    told = [", ".join(one.countries)]
    if one.since is not None or one.until is not None:
        told.append(f"{one.since or ''}–{one.until or ''}")
    if one.parent is not None:
        told.append(f"part of {one.parent}")
    if one.splinter_of is not None:
        told.append(f"broke away from {one.splinter_of}")
    return "; ".join(word for word in told if word)


def _names(names: Sequence[KnownName]) -> Table:
    table = _grid(2)
    for name in names:
        table.add_row(Text(plain(name.written)), Text(plain(name.source), style=QUIET))
    return table


def _grid(columns: int) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    for _ in range(columns):
        table.add_column(overflow="fold", ratio=1)
    return table
