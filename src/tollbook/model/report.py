"""A report: one text published by one outlet at one time; immutable."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Literal

import msgspec

BlockKind = Literal["title", "standfirst", "dateline", "body", "caption", "byline", "appeal", "related", "navigation"]

SILENT: frozenset[BlockKind] = frozenset({"appeal", "related", "navigation", "byline"})
"""Kinds of block that hold no claims, whatever their words say (design rule 6)."""


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch `text[start:end]` of a report and what it is. Blocks are in order and do not overlap."""

    kind: BlockKind
    start: int
    end: int


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """One text published by one outlet at one time.

    `text` is what every offset refers to. `published` is the day on the outlet's own calendar; `published_at` the
    moment with its offset, where the outlet tells it. `digest` is the SHA-256 of the bytes that came in, and is
    what makes two reports the same report. `blocks` cover what of the text is known to be more than plain body.
    """

    id: str
    text: str
    digest: str
    title: str | None = None
    outlet: str | None = None
    agency: str | None = None
    byline: str | None = None
    published: dt.date | None = None
    published_at: dt.datetime | None = None
    url: str | None = None
    blocks: tuple[Block, ...] = ()

    def silent(self, position: int) -> bool:
        """Whether the character at `position` lies in a block that holds no claims."""
        return any(block.start <= position < block.end and block.kind in SILENT for block in self.blocks)


def digest_of(raw: bytes) -> str:
    """The SHA-256 of `raw`, as 64 hexadecimal digits: the content hash by which reports are told apart."""
    return hashlib.sha256(raw).hexdigest()
