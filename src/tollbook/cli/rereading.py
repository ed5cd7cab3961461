"""`tollbook reread`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from rich.console import RenderableType
from rich.text import Text

from tollbook.cli.endings import say
from tollbook.cli.lookback import differences
from tollbook.cli.plain import plain
from tollbook.cli.progress import reports_done
from tollbook.cli.screen import QUIET, STRONG, put, put_bytes
from tollbook.model import Attack, Casualty, Claim

if TYPE_CHECKING:
    from tollbook.book import Preview, Reread

_ONE_LINE = 10_000
_PROFILE = "tollbook"


def reread_reports(path: Path, min_confidence: float, gate: bool) -> None:
    """Read every report of the book at `path` anew that another reader has read last, and say how many those were."""
    from tollbook.book import Book

    with Book.open(path, create=False, min_confidence=min_confidence, gate=gate) as book:
        before = {one.decision.number for one in book.decisions() if one.state == "adrift"}
        with reports_done("Reading", sum(1 for _ in book.reports())) as done:
            read = book.read_again(progress=done)
        adrift = [one for one in book.decisions() if one.state == "adrift" and one.decision.number not in before]
    known = f"; {len(read.known)} had been read by it, for which nothing changed" if read.known else ""
    say(f"{path}: {len(read.added)} read anew{known}")
    for one in adrift:
        say(plain(f"decision {one.decision.number} is adrift now: {one.what}"))


def preview_reread(path: Path, min_confidence: float, gate: bool, form: str) -> None:
    """Print what reading every report of the book at `path` anew would change; nothing is kept."""
    from tollbook.book import Book

    opened = Book.open(path, create=False, min_confidence=min_confidence, gate=gate)
    with opened as book, reports_done("Reading", sum(1 for _ in book.reports())) as done:
        found = book.rehearse(profile=_PROFILE, progress=done)
    if form == "json":
        put_bytes([msgspec.json.format(msgspec.json.encode(found), indent=2), b"\n"])
    else:
        put(_parts(found), width=None if sys.stdout.isatty() else _ONE_LINE)


def _parts(found: Preview) -> Iterator[RenderableType]:
    reader = f"{found.reader.name} {found.reader.version}"
    yield Text(plain(f"{found.read} reports would be read anew, by {reader}; nothing is kept yet."))
    if found.reports:
        yield Text("\nClaims", style=STRONG)
        for one in found.reports:
            yield Text(f"{one.report[:12]}  {_told(one)}")
    yield Text("\nIncidents", style=STRONG)
    yield from differences(found.differences, _PROFILE)
    for heading, decisions in (
        ("\nDecisions that would come adrift", found.adrift),
        ("\nDecisions whose words would be read again", found.found_again),
    ):
        if decisions:
            yield Text(heading, style=STRONG)
            for each in decisions:
                yield Text(plain(f"{each.decision.number}  {each.what}"))
    if not (found.reports or found.adrift):
        yield Text("\nNo claim would change.", style=QUIET)


def _told(one: Reread) -> str:
    parts = [f"{what} {_words(claims)}" for what, claims in (("gained", one.gained), ("lost", one.lost)) if claims]
    parts += [f"{name}: another {', '.join(slots)}" for name, slots in sorted(one.changed.items())]
    return plain("; ".join(parts))


def _words(claims: Sequence[Claim]) -> str:
    """Claims by the words that they rest on, a few of them."""
    said = [f"“{' '.join(_said_by(claim).split())}”" for claim in claims[:_MOST]]
    return ", ".join(said) + (f" and {len(claims) - _MOST} more" if len(claims) > _MOST else "")


def _said_by(claim: Claim) -> str:
    match claim:
        case Casualty():
            return f"{claim.count.text} {claim.effect}"
        case Attack():
            return claim.trigger.text
        case _:
            return claim.evidence.text if claim.actor is None else claim.actor.text


_MOST = 4
"""How many claims of a report are named."""
