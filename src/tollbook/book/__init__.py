"""The book: a casebook that is opened, fed, asked and checked, and `read`, which needs none.

A face finds here all that it shows: the rows of a ledger (of `tollbook.publish`) and those of the registry (of
`tollbook.actors`) come at their first use.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from tollbook.book.bookless import explain, read, read_each, tell_days, tell_origins, tell_places, who
from tollbook.book.comparing import Between, ReadBy
from tollbook.book.facade import Book
from tollbook.book.keeping import DecisionPage
from tollbook.book.overview import Seen, Timeline
from tollbook.book.questions import question_of
from tollbook.book.records import (
    Added,
    AddResult,
    Day,
    Hit,
    JoinedLedger,
    Proposal,
    ReadingLike,
    Reviewed,
    RoadLike,
    SketchedLike,
    TollPoint,
    as_day,
)
from tollbook.book.signature import user_name
from tollbook.book.team import TOKEN_DAYS, Team
from tollbook.storage import (
    After,
    Box,
    KeptClaim,
    KeptReport,
    LogEntry,
    Mark,
    Order,
    Question,
    Stretch,
    Sum,
    Totals,
    Whole,
)

if TYPE_CHECKING:
    from tollbook.actors import Candidate, Known, KnownName, LookUp, country_names
    from tollbook.book.about import About
    from tollbook.book.beside import Sign, signs
    from tollbook.book.history import Change, Difference, Range, Shift
    from tollbook.book.naming import PlaceChoice
    from tollbook.book.queue import KINDS, Asked, Turn, Waiting
    from tollbook.book.rehearsal import Preview
    from tollbook.places import country_name
    from tollbook.publish import (
        CLAIM_COLUMNS,
        INCIDENT_COLUMNS,
        AttackRow,
        ClaimRow,
        Comparison,
        EstimateRow,
        Explanation,
        FigureCell,
        FigureRow,
        IncidentRows,
        JointRows,
        ListRow,
        NamedVictim,
        Note,
        PlaceRow,
        ProfilesBeside,
        ReportRows,
        ResponsibilityRow,
        Sheet,
        SlotRow,
        SpeakerRows,
        TellingRow,
        TextsBeside,
        as_csv,
        as_table,
        claim_row,
        kind_of,
        list_row,
        paragraph_blocks,
        showable,
        withheld,
    )
    from tollbook.review import Reread

__all__ = [
    "CLAIM_COLUMNS",
    "INCIDENT_COLUMNS",
    "KINDS",
    "TOKEN_DAYS",
    "About",
    "AddResult",
    "Added",
    "After",
    "Asked",
    "AttackRow",
    "Between",
    "Book",
    "Box",
    "Candidate",
    "Change",
    "ClaimRow",
    "Comparison",
    "Day",
    "DecisionPage",
    "Difference",
    "EstimateRow",
    "Explanation",
    "FigureCell",
    "FigureRow",
    "Hit",
    "IncidentRows",
    "JoinedLedger",
    "JointRows",
    "KeptClaim",
    "KeptReport",
    "Known",
    "KnownName",
    "ListRow",
    "LogEntry",
    "LookUp",
    "Mark",
    "NamedVictim",
    "Note",
    "Order",
    "PlaceChoice",
    "PlaceRow",
    "Preview",
    "ProfilesBeside",
    "Proposal",
    "Question",
    "Range",
    "ReadBy",
    "ReadingLike",
    "ReportRows",
    "Reread",
    "ResponsibilityRow",
    "Reviewed",
    "RoadLike",
    "Seen",
    "Sheet",
    "Shift",
    "Sign",
    "SketchedLike",
    "SlotRow",
    "SpeakerRows",
    "Stretch",
    "Sum",
    "Team",
    "TellingRow",
    "TextsBeside",
    "Timeline",
    "TollPoint",
    "Totals",
    "Turn",
    "Waiting",
    "Whole",
    "as_csv",
    "as_day",
    "as_table",
    "claim_row",
    "country_name",
    "country_names",
    "explain",
    "kind_of",
    "list_row",
    "paragraph_blocks",
    "question_of",
    "read",
    "read_each",
    "showable",
    "signs",
    "tell_days",
    "tell_origins",
    "tell_places",
    "user_name",
    "who",
    "withheld",
]


def __getattr__(name: str) -> object:
    """Fetch what a stage shows from it at its first use (PEP 562): adding and checking need none of it."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(_HOMES.get(name, "tollbook.publish")), name)
    return found


_HOMES = {
    **dict.fromkeys(("Candidate", "Known", "KnownName", "LookUp", "country_names"), "tollbook.actors"),
    **dict.fromkeys(("Change", "Difference", "Range", "Shift"), "tollbook.book.history"),
    "PlaceChoice": "tollbook.book.naming",
    "About": "tollbook.book.about",
    "Preview": "tollbook.book.rehearsal",
    "country_name": "tollbook.places",
    **dict.fromkeys(("KINDS", "Asked", "Turn", "Waiting"), "tollbook.book.queue"),
    **dict.fromkeys(("Sign", "signs"), "tollbook.book.beside"),
    "Reread": "tollbook.review",
}
"""Where what is fetched at its first use stands, but for what stage 7 shows."""
