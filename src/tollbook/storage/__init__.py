"""The store of a book: a Protocol (`base`), one file per engine (`sqlite`), the check that it is whole (`whole`)."""

from __future__ import annotations

from tollbook.storage.base import Hit, KeptClaim, KeptReport, LogEntry, Stamp, Store, Whole
from tollbook.storage.records import misquote
from tollbook.storage.sqlite import SqliteStore
from tollbook.storage.whole import verify

__all__ = ["Hit", "KeptClaim", "KeptReport", "LogEntry", "SqliteStore", "Stamp", "Store", "Whole", "misquote", "verify"]
