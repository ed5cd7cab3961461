"""The book: a casebook that is opened, fed, asked and checked, and `read`, which needs none.

A face finds here all that it shows: the rows of a ledger (of `tollbook.publish`) come at their first use.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from tollbook.book.facade import Book, explain, read, read_each
from tollbook.book.records import Added, AddResult, Day, Ledger, ReadingLike, RoadLike
from tollbook.storage import Hit, KeptClaim, KeptReport, LogEntry, Whole

if TYPE_CHECKING:
    from tollbook.publish import (
        AttackRow,
        EstimateRow,
        Explanation,
        FigureRow,
        IncidentRows,
        Note,
        PlaceRow,
        ReportRows,
        ResponsibilityRow,
        SlotRow,
        SpeakerRows,
        as_csv,
    )

__all__ = [
    "AddResult",
    "Added",
    "AttackRow",
    "Book",
    "Day",
    "EstimateRow",
    "Explanation",
    "FigureRow",
    "Hit",
    "IncidentRows",
    "KeptClaim",
    "KeptReport",
    "Ledger",
    "LogEntry",
    "Note",
    "PlaceRow",
    "ReadingLike",
    "ReportRows",
    "ResponsibilityRow",
    "RoadLike",
    "SlotRow",
    "SpeakerRows",
    "Whole",
    "as_csv",
    "explain",
    "read",
    "read_each",
]


def __getattr__(name: str) -> object:
    """Fetch what is published from its stage at its first use (PEP 562): adding and checking need none of it."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module("tollbook.publish"), name)
    return found
