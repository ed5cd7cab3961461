"""Plain text as a report: its title, dateline and furniture, in a text that stays untouched."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tollbook.model import SILENT, Block
from tollbook.reading.furniture import furniture
from tollbook.reading.layout import Stretch, covered, lay, lines, paragraphs

TITLE_LIMIT = 200
"""The longest first line, in characters, that is taken for a headline."""

_CITY = r"[A-Z][A-Z'’.]+(?:[ /-][A-Z][A-Z'’.]+){0,4}"
_DATELINE = re.compile(
    # QUETTA, Pakistan (AP) — ; KABUL, Afghanistan (Oct. 4, 2012) - ; MOSCOW (Agency) ; QUETTA:
    rf"(?:{_CITY}(?:, [A-Z][\w'’. ]{{1,40}}?){{0,2}}(?: ?\([^()\n]{{2,40}}\) ?(?:—|–|--|-|:)?| ?(?:—|–|--|-(?= )|:))"
    # Islamabad, Feb 1 (Xinhua) --
    r"|[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,3}(?:, [A-Z][\w'’., ]{1,40}?)? ?\([^()\n]{2,40}\) ?(?:—|–|--|-|:)"
    # (Reuters) -
    r"|\([A-Z][\w/ ]{1,30}\) ?(?:—|–|--|-))(?=\s)"
)
_LOWER_DATELINE = re.compile(r"[A-Za-z'’]{3,20}(?: [A-Za-z'’]{2,15}){0,2} ?:(?=\s)")


def blocks_of(text: str, title: str | None = None) -> tuple[Block, ...]:
    """The blocks of a plain text: those kinds that are more than plain body, in order, with exact offsets.

    `title` is the headline where it is known; where it is not, a first line that reads as one is taken for it.
    """
    found = furniture(text)
    silent = covered(text, [block for block in found if block.kind in SILENT])
    spoken = [paragraph for paragraph in paragraphs(text) if not silent(paragraph)]
    titles = list(_titles(text, spoken, title))
    headed = covered(text, titles)
    datelines = list(_datelines(text, [one for one in spoken if not headed(one)]))
    return lay(text, [*titles, *datelines, *found])


def title_of(text: str, blocks: tuple[Block, ...]) -> str | None:
    """The headline of a text that was laid out: its first block of that kind."""
    return next((" ".join(text[b.start : b.end].split()) for b in blocks if b.kind == "title"), None)


def dateline_in(passage: str) -> int:
    """How many characters of a paragraph are its dateline; 0 where it has none."""
    found = _DATELINE.match(passage)
    return found.end() if found else 0


def _titles(text: str, spoken: list[Stretch], title: str | None) -> Iterator[Block]:
    if not spoken:
        return
    first = next(lines(text, spoken[0]))
    if title:
        known = " ".join(title.split())
        for line in (first, *spoken[1:2]):  # some pages print it twice
            if " ".join(text[line.start : line.end].split()) == known:
                yield Block(kind="title", start=line.start, end=line.end)
    elif first.end == spoken[0].end and len(spoken) > 1 and _reads_as_headline(text[first.start : first.end]):
        yield Block(kind="title", start=first.start, end=first.end)


def _reads_as_headline(line: str) -> bool:
    """A short line that starts like one and has no stop: `. , ; :` end a sentence or lead to the next line."""
    return len(line) <= TITLE_LIMIT and line[-1] not in ".,;:…" and not line[0].islower() and len(line.split()) > 2


def _datelines(text: str, spoken: list[Stretch]) -> Iterator[Block]:
    for number, paragraph in enumerate(spoken):
        head = text[paragraph.start : min(paragraph.end, paragraph.start + 160)]
        found = _DATELINE.match(head) or (_LOWER_DATELINE.match(head) if number == 0 else None)
        if found:
            yield Block(kind="dateline", start=paragraph.start, end=paragraph.start + found.end())
            if number == 0:
                return
