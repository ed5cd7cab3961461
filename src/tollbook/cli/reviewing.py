"""What people decided on an incident, as `tollbook show` prints it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from tollbook.cli.plain import plain
from tollbook.cli.screen import QUIET, STRONG

if TYPE_CHECKING:
    from tollbook.book import Reviewed


def reviewed_parts(reviewed: Reviewed) -> Iterator[RenderableType]:
    """The decisions with who, when and why, what was read beside what they set, and the claims that were rejected."""
    if not reviewed.decisions:
        return
    yield Text("\n  What people decided", style=STRONG)
    read = {(one.decision, one.claim): one for one in reviewed.corrections}
    for one in reviewed.decisions:
        made = one.decision
        state = "" if one.state == "in_force" else f" – {one.state}{_by(one.by)}"
        why = f": {made.why}" if made.why else ""
        yield Padding(Text(plain(f"{made.number}  {one.what}{why}{state}")), (0, 0, 0, 2))
        yield Padding(Text(plain(f"{made.who}, {made.at:%Y-%m-%d %H:%M} UTC"), style=QUIET), (0, 0, 0, 6))
        for (number, claim), each in read.items():
            if number == made.number:
                yield Padding(Text(plain(f"{claim} was read as {each.read_as}"), style=QUIET), (0, 0, 0, 6))
    if reviewed.rejected:
        yield Text("\n  Rejected, and out of every count", style=STRONG)
        for lost in reviewed.rejected:
            yield Padding(Text(plain(f"{lost.id}  “{' '.join(lost.evidence.text.split())}”")), (0, 0, 0, 2))


def _by(numbers: tuple[int, ...]) -> str:
    return f" by {', '.join(map(str, numbers))}" if numbers else ""
