"""`tollbook why` and `tollbook diff`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from tollbook.cli.opening import opened
from tollbook.cli.plain import plain
from tollbook.cli.screen import QUIET, STRONG, json_array, put, put_bytes

if TYPE_CHECKING:
    from tollbook.book import Change, Difference, Range, Shift
    from tollbook.model import Summary

_ONE_LINE = 10_000


def show_why(path: Path, incident: str, profile: str, as_of: str | None, form: str) -> None:
    """Print what changed the figures of an incident of the book at `path`."""
    with opened(path) as book:
        found = book.why(incident, profile=profile, as_of=as_of)
    if form == "json":
        put_bytes(json_array(found))
    else:
        put(_changes(found, profile), width=None if sys.stdout.isatty() else _ONE_LINE)


def show_diff(path: Path, before: str, after: str, profile: str, form: str) -> None:
    """Print what became of the incidents of the book at `path` between two moments, or two readers."""
    with opened(path) as book:
        found = book.diff(before, after, profile=profile)
    if form == "json":
        put_bytes(json_array(found))
    else:
        put(differences(found, profile), width=None if sys.stdout.isatty() else _ONE_LINE)


def differences(found: Sequence[Difference], profile: str) -> Iterator[RenderableType]:
    """What became of incidents, in lines."""
    if not found:
        yield Text("No incident differs.")
        return
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style=QUIET)
    table.add_column("what", no_wrap=True)
    for heading in ("incident", "days and place", "figures, low–best–high"):
        table.add_column(heading, overflow="fold")
    for one in found:
        ids = " + ".join(each.incident.id for each in one.before)
        now = " + ".join(each.incident.id for each in one.after)
        told = now if one.kind in ("new", "changed") or not now else f"{ids} → {now}" if ids else now
        table.add_row(Text(one.kind, style=STRONG), Text(told or ids), _place(one), _figures(one))
    yield table
    yield Text(f"\n{len(found)} differ; figures under the profile {plain(profile)}.", style=QUIET)


def _changes(found: Sequence[Change], profile: str) -> Iterator[RenderableType]:
    if not found:
        yield Text("Nothing is recorded that changed its figures.")
        return
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style=QUIET)
    table.add_column("entry", justify="right", no_wrap=True)
    table.add_column("when", no_wrap=True)
    for heading in ("figures, low–best–high", "because", "who"):
        table.add_column(heading, overflow="fold")
    for one in found:
        when = one.at[:16].replace("T", " ")
        shifts = "; ".join(_shift(shift) for shift in one.shifts)
        table.add_row(str(one.entry), when, shifts, Text(plain(one.because)), Text(plain(one.who)))
    yield table
    yield Text(f"\nFigures under the profile {plain(profile)}; times are in UTC.", style=QUIET)


def _shift(shift: Shift) -> str:
    whom = "" if shift.victim_class == "all" else f" ({shift.victim_class.replace('_', ' ')})"
    return f"{shift.effect}{whom} {_range(shift.before)} → {_range(shift.after)}"


def _range(one: Range | None) -> str:
    if one is None:
        return "none"
    return _said(one.low, one.best, one.high)


def _said(*values: int | None) -> str:
    return "–".join("?" if value is None else f"{value:,}" for value in values)


def _figures(one: Difference) -> str:
    if one.kind == "changed":
        return "; ".join(_shift(shift) for shift in one.shifts)
    before = " + ".join(_killed(each) for each in one.before)
    after = " + ".join(_killed(each) for each in one.after)
    return f"killed {before or 'none'} → {after or 'none'}"


def _killed(summary: Summary) -> str:
    for estimate in summary.incident.estimates:
        if (estimate.effect, estimate.victim_class) == ("killed", "all"):
            return _said(estimate.low, estimate.best, estimate.high)
    return "?"


def _place(one: Difference) -> Text:
    shown = (one.after or one.before)[0].incident
    days = "days unknown" if shown.when is None else str(shown.when.start)
    place = next((where.name or where.text for where in shown.places), "place unknown")
    return Text(f"{days} {plain(place)}")
