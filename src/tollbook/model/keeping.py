"""What a book says of itself: how much it holds, what came in, and what was decided."""

from __future__ import annotations

import datetime as dt

import msgspec

from tollbook.model.claim import ReaderVersion


class ReaderShare(msgspec.Struct, frozen=True, kw_only=True):
    """How many reports a reader in one version read, and how many claims it read in them."""

    reader: ReaderVersion
    reports: int
    claims: int


class Health(msgspec.Struct, frozen=True, kw_only=True):
    """How much a book holds, and how far it has come: the log's length, its last hash (`head`) and last moment; the
    `rules` by which its incidents were last computed, "" for never; its `bytes` on the disk.
    """

    entries: int
    head: str
    begun: dt.datetime
    last: dt.datetime
    last_who: str
    reports: int
    incidents: int
    decisions: int
    readers: tuple[ReaderShare, ...]
    rules: str
    bytes: int


class Arrived(msgspec.Struct, frozen=True, kw_only=True):
    """A report as it came in: the log entry, when, by whom, from which file, printed by whom."""

    entry: int
    at: dt.datetime
    who: str
    name: str
    report: str
    title: str | None
    outlet: str | None
