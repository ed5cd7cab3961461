"""The store of a book: a Protocol (`base`, and `view` for what is computed), one file per engine (`sqlite`), the check
that it is whole (`whole`).
"""

from __future__ import annotations

from tollbook.storage.base import KeptClaim, KeptReport, LogEntry, Stamp, Store, Whole
from tollbook.storage.catalogue import CatalogueStore, PageAsked, PartOrder, SubjectOrder, SubjectsAsked
from tollbook.storage.chain import REMEDY, VIEW_REMEDY
from tollbook.storage.question import After, Box, Mark, Order, Question, Stretch, Sum, Totals
from tollbook.storage.records import misquote
from tollbook.storage.sqlite import SqliteStore
from tollbook.storage.sqlite_view import scratch_view
from tollbook.storage.team import TeamFile
from tollbook.storage.view import (
    ClaimWords,
    KeptAccount,
    NewAccount,
    Tag,
    ViewState,
    ViewStore,
    WordsAsked,
)
from tollbook.storage.waiting import KeptWaiting, NewWaiting, WaitingAsked, WaitingStore
from tollbook.storage.whole import verify
from tollbook.storage.words import phrases

__all__ = [
    "REMEDY",
    "VIEW_REMEDY",
    "After",
    "Box",
    "CatalogueStore",
    "ClaimWords",
    "KeptAccount",
    "KeptClaim",
    "KeptReport",
    "KeptWaiting",
    "LogEntry",
    "Mark",
    "NewAccount",
    "NewWaiting",
    "Order",
    "PageAsked",
    "PartOrder",
    "Question",
    "SqliteStore",
    "Stamp",
    "Store",
    "Stretch",
    "SubjectOrder",
    "SubjectsAsked",
    "Sum",
    "Tag",
    "TeamFile",
    "Totals",
    "ViewState",
    "ViewStore",
    "WaitingAsked",
    "WaitingStore",
    "Whole",
    "WordsAsked",
    "misquote",
    "phrases",
    "scratch_view",
    "verify",
]
