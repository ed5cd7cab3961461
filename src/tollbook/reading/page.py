"""A page as a report: its title, standfirst, body and captions, each a block of its own."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy

import trafilatura
from lxml.html import HtmlElement
from trafilatura.settings import Document

from tollbook.errors import EmptyReport
from tollbook.model import Block, BlockKind, Report
from tollbook.reading.agencies import agency_credited
from tollbook.reading.furniture import furniture
from tollbook.reading.layout import lay
from tollbook.reading.metadata import Metadata, metadata_of
from tollbook.reading.parts import Part, with_captions, with_standfirst, without_title
from tollbook.reading.plain import dateline_in
from tollbook.reading.told import Told
from tollbook.reading.tree import parse, strip_unseen

_SPEAKING: frozenset[BlockKind] = frozenset({"body", "caption", "standfirst"})


def read_page(name: str, text: str, digest: str, told: Told) -> Report:
    """The report on a page. `told` wins over what the page says.

    `Report.text` is composed: title, standfirst, paragraphs with the captions at their places, blank lines between;
    its blocks cover every part of it. Raises `EmptyReport` where the page holds no text.
    """
    root = parse(text)
    if root is None:
        raise EmptyReport(f"{name}: the page holds no text. Save the page again, with its text shown.")
    metadata = metadata_of(root)
    strip_unseen(root)
    body = without_title([Part("body", paragraph) for paragraph in _body(root)], metadata.title)
    parts = with_captions(root, with_standfirst(root, body, metadata.title, metadata.description))
    if not parts:
        raise EmptyReport(f"{name}: no report was found on the page. Save it as text (.txt) and give that.")
    title = told.title or metadata.title
    if title:
        parts = [Part("title", title), *parts]
    return _composed(parts, metadata, digest, told, title)


def _body(root: HtmlElement) -> list[str]:
    """The paragraphs that trafilatura finds to be the page's main text."""
    # trafilatura cuts in the tree that it is given; captions and standfirst are looked for in the whole one afterwards
    found = trafilatura.bare_extraction(deepcopy(root), with_metadata=False, include_comments=False)
    if not isinstance(found, Document) or not found.text:
        return []
    lines = (" ".join(line.split()) for line in found.text.split("\n"))
    return [line.removeprefix("- ") for line in lines if line.strip("- ")]


def _composed(parts: Sequence[Part], metadata: Metadata, digest: str, told: Told, title: str | None) -> Report:
    known: list[Block] = []
    start = 0
    for part in parts:
        known.append(Block(kind=part.kind, start=start, end=start + len(part.text)))
        start += len(part.text) + 2
    text = "\n\n".join(part.text for part in parts)
    body = [block for block in known if block.kind == "body"]
    fixed = [block for block in known if block.kind not in _SPEAKING]
    found = [*fixed, *furniture(text)]
    lead = text[body[0].start : body[0].end] if body else ""
    length = dateline_in(lead)
    if length:
        found.insert(0, Block(kind="dateline", start=body[0].start, end=body[0].start + length))
    own = Told(
        title=metadata.title,
        outlet=metadata.outlet,
        published=metadata.published,
        published_at=metadata.published_at,
        url=metadata.url,
    )
    whole = told.over(own)
    return Report(
        id=digest[:16],
        text=text,
        digest=digest,
        title=title,
        outlet=whole.outlet,
        agency=metadata.agency or agency_credited(lead[:length], text[body[-1].start : body[-1].end] if body else ""),
        byline=metadata.byline,
        published=whole.published,
        published_at=whole.published_at,
        url=whole.url,
        blocks=lay(text, found, known),
    )
