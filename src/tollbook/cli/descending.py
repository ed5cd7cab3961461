"""`tollbook origins`."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from tollbook.cli.plain import plain
from tollbook.cli.screen import QUIET, STRONG, Quote, json_line, put, put_bytes
from tollbook.model import Credit, Member, Origins

_SHOWN = 160
"""Characters of a shared passage that are shown; JSON has them all."""


def show_origins(files: list[str], outlet: str | None, form: str) -> None:
    """Print which of the reports in files descend from one text; the first error ends it."""
    from tollbook.book import tell_origins

    found = tell_origins(files, outlet=outlet)
    if form == "json":
        put_bytes([json_line(found)])
    else:
        put(_parts(found))


def _parts(found: Origins) -> Iterator[RenderableType]:
    if not found.origins and not found.quotations:
        yield Text("No two reports share a text or a quotation.", style=QUIET)
    for origin in found.origins:
        yield Text.assemble((f"One origin, {len(origin.members)} reports", STRONG), (f"  {origin.id}", QUIET))
        for member in origin.members:
            yield from _member(member)
        yield Text()
    for shared in found.quotations:
        speaker = f" of {plain(shared.speaker)}" if shared.speaker else ""
        yield Text(f"One quotation{speaker}, origins of their own", style=STRONG)
        yield Padding(Text(", ".join(plain(name) for name in dict.fromkeys(shared.reports))), (0, 0, 0, 2))
        yield Quote(_short(shared.words[0].text), 2)
        yield Text()


def _member(member: Member) -> Iterator[RenderableType]:
    how = f"{member.how} of {plain(member.of)}" if member.of else member.how
    yield Padding(
        Text.assemble(plain(member.report), (f"  {how}, {member.share:.0%} of its own words", QUIET)), (0, 0, 0, 2)
    )
    if member.chain:
        yield Padding(Text(_chain(member.chain)), (0, 0, 0, 4))
    numbers = ", ".join(str(number + 1) for number in member.paragraphs)
    yield Padding(Text(f"paragraphs {numbers}", style=QUIET), (0, 0, 0, 4))
    yield from (Quote(_short(span.text), 4) for span in member.spans if member.how == "part")


def _chain(chain: tuple[Credit, ...]) -> str:
    """Those of one role side by side, each role behind the one that drew on it."""
    roles = dict.fromkeys(credit.role for credit in chain)
    return " <- ".join(", ".join(plain(one.name) for one in chain if one.role == role) for role in roles)


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN].rsplit(' ', 1)[0]} ..."
