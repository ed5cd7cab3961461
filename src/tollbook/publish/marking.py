"""The report's own text as HTML, its evidence marked and every figure linked to its row in the ledger.

Evidence spans overlap as they please; marks are opened and closed so that elements always nest, a span that crosses
another being split where they cross.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape

from tollbook.model import SILENT, Attack, Block, BlockKind, Casualty, Claim, Report, Responsibility

_BLANK_LINE = re.compile(r"\n\s*\n\s*")
_UNSHOWABLE = {
    code: "\N{REPLACEMENT CHARACTER}" for code in (*range(32), *range(127, 160)) if chr(code) not in "\t\n\r"
}
_SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph of the report: what block it stands in, whether it holds no claims, and its marked text."""

    kind: BlockKind
    silent: bool
    html: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mark:
    """A span to be marked. Marks of a lower `layer` lie outside those of a higher one; a mark with a claim is a
    link to the claim's row.
    """

    start: int
    end: int
    layer: int
    css: str
    label: str
    claim: str | None = None


def showable(text: str) -> str:
    """`text` with every character that a page cannot carry (controls, lone surrogates) replaced, one for one."""
    return _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", text.translate(_UNSHOWABLE))


def kind_of(claim: Claim) -> str:
    """The one word that colours and labels a claim: its effect, "responsibility" or "attack"."""
    if isinstance(claim, Casualty):
        return claim.effect
    return "responsibility" if isinstance(claim, Responsibility) else "attack"


def paragraphs(report: Report, claims: Sequence[Claim], anchors: Mapping[str, int], prefix: str) -> list[Paragraph]:
    """The whole text of `report` in paragraphs, nothing but blank lines left out.

    `anchors` numbers the claims: the words of claim n get the id `{prefix}w{n}` and link to `#{prefix}c{n}`.
    """
    weaver = _Weaver(report.text, _marks(claims), anchors, prefix)
    return [
        Paragraph(kind=block.kind, silent=block.kind in SILENT, html=weaver.weave(block.start, block.end))
        for block in paragraph_blocks(report)
    ]


def paragraph_blocks(report: Report) -> list[Block]:
    """The whole text of `report` cut into paragraphs, each with what it is; blank lines between are left out."""
    return [
        Block(kind=kind, start=start, end=end)
        for block_kind, block_start, block_end in _blocks(report)
        for kind, start, end in _split(report.text, block_kind, block_start, block_end)
    ]


def _blocks(report: Report) -> Iterator[tuple[BlockKind, int, int]]:
    """The report's blocks in order, and body text wherever no block lies."""
    position = 0
    for block in report.blocks:
        start, end = max(block.start, position), min(block.end, len(report.text))
        if start >= end:
            continue
        if position < start:
            yield "body", position, start
        yield block.kind, start, end
        position = end
    if position < len(report.text):
        yield "body", position, len(report.text)


def _split(text: str, kind: BlockKind, start: int, end: int) -> Iterator[tuple[BlockKind, int, int]]:
    """A block cut at its blank lines, which belong to no paragraph."""
    position = start
    for gap in _BLANK_LINE.finditer(text, start, end):
        if text[position : gap.start()].strip():
            yield kind, position, gap.start()
        position = gap.end()
    if text[position:end].strip():
        yield kind, position, end


def _marks(claims: Sequence[Claim]) -> list[_Mark]:
    """Every span to be marked: the evidence (once, however many claims it holds), the claim's words, and the words
    for victims, targets and weapons.
    """
    evidence: dict[tuple[int, int], list[Claim]] = {}
    marks = []
    for claim in claims:
        evidence.setdefault((claim.evidence.start, claim.evidence.end), []).append(claim)
        start, end = words_of(claim)
        label = f"{claim.id}: {kind_of(claim)}"
        marks.append(
            _Mark(start=start, end=end, layer=1, css=f"tb-words tb-{kind_of(claim)}", label=label, claim=claim.id)
        )
        marks.extend(_Mark(start=a, end=b, layer=2, css="tb-also", label=label) for label, a, b in _also(claim))
    for (start, end), held in evidence.items():
        label = "evidence for " + ", ".join(f"{claim.id} ({kind_of(claim)})" for claim in held)
        marks.append(_Mark(start=start, end=end, layer=0, css=f"tb-evidence tb-{kind_of(held[0])}", label=label))
    return [mark for mark in marks if mark.start < mark.end]


def words_of(claim: Claim) -> tuple[int, int]:
    """Where the words stand that carry the claim: its figure, its actor, its trigger; the evidence for want of one."""
    if isinstance(claim, Casualty):
        return claim.count.start, claim.count.end
    if isinstance(claim, Attack):
        return claim.trigger.start, claim.trigger.end
    if claim.actor is not None:
        return claim.actor.start, claim.actor.end
    return claim.evidence.start, claim.evidence.end


def _also(claim: Claim) -> Iterator[tuple[str, int, int]]:
    if isinstance(claim, Casualty):
        if claim.victims.start is not None and claim.victims.end is not None:
            yield f"{claim.id}: victims", claim.victims.start, claim.victims.end
    elif isinstance(claim, Attack):
        for span in claim.targets:
            yield f"{claim.id}: target", span.start, span.end
        for span in claim.weapons:
            yield f"{claim.id}: weapon", span.start, span.end


class _Weaver:
    """Weaves marks into the text. Paragraphs must be woven in order: an id is given to a mark's first piece alone."""

    def __init__(self, text: str, marks: Sequence[_Mark], anchors: Mapping[str, int], prefix: str) -> None:
        self._text = text
        self._marks = sorted(marks, key=lambda mark: (mark.start, mark.layer, -mark.end))
        self._anchors = anchors
        self._prefix = prefix
        self._next = 0
        self._running: list[_Mark] = []
        self._named: set[str] = set()

    def weave(self, start: int, end: int) -> Markup:
        """`text[start:end]`, escaped, with every mark that touches it."""
        marks = self._touching(start, end)
        edges = {start, end, *(edge for mark in marks for edge in (mark.start, mark.end) if start < edge < end)}
        ordered = sorted(edges)
        pending = list(reversed(marks))
        opened: list[tuple[_Mark, str]] = []
        pieces: list[str] = []
        for left, right in pairwise(ordered):
            starting = self._close(opened, left, pieces)
            while pending and pending[-1].start <= left:
                starting.append(pending.pop())
            for mark in starting:
                self._open(mark, opened, pieces)
            pieces.append(str(escape(showable(self._text[left:right]))))
        pieces.extend(f"</{tag}>" for _, tag in reversed(opened))
        return Markup("".join(pieces))  # noqa: S704 - every piece is escaped above or built below

    def _touching(self, start: int, end: int) -> list[_Mark]:
        self._running = [mark for mark in self._running if mark.end > start]
        while self._next < len(self._marks) and self._marks[self._next].start < end:
            if self._marks[self._next].end > start:
                self._running.append(self._marks[self._next])
            self._next += 1
        return self._running

    def _close(self, opened: list[tuple[_Mark, str]], position: int, pieces: list[str]) -> list[_Mark]:
        """Close every mark that ends here, and so each one inside it; return those that must be opened again."""
        ended = next((depth for depth, (mark, _) in enumerate(opened) if mark.end <= position), len(opened))
        closed = opened[ended:]
        del opened[ended:]
        pieces.extend(f"</{tag}>" for _, tag in reversed(closed))
        return [mark for mark, _ in closed if mark.end > position]

    def _open(self, mark: _Mark, opened: list[tuple[_Mark, str]], pieces: list[str]) -> None:
        attributes = {"class": mark.css, "title": mark.label}
        tag = "span"
        number = None if mark.claim is None else self._anchors.get(mark.claim)
        if mark.claim is not None and number is not None:
            if mark.claim not in self._named:
                self._named.add(mark.claim)
                attributes |= {"id": f"{self._prefix}w{number}", "data-claim": mark.claim}
            if all(other != "a" for _, other in opened):  # a link holds no link
                tag = "a"
                attributes["href"] = f"#{self._prefix}c{number}"
        opened.append((mark, tag))
        written = " ".join(f'{name}="{escape(showable(value))}"' for name, value in attributes.items())
        pieces.append(f"<{tag} {written}>")
