"""Tollbook: reports in, an attributed and reconciled ledger out.

`read` reads one text; a `Book` is a casebook that is opened, fed, asked and checked. The records that they give are
in `tollbook.model`, the most used of them also here; every error is a `TollbookError`.
"""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False  # type checkers take this name as true; importing it from typing would cost most of the import
if TYPE_CHECKING:
    from tollbook.book import Book, read
    from tollbook.errors import (
        BadRecord,
        BookDamaged,
        BookError,
        EmptyReport,
        InputError,
        NotABook,
        NotInTeam,
        Overtaken,
        ResourceError,
        TollbookError,
        UnknownDecision,
        UnknownIncident,
        UnknownReport,
        UnknownSubject,
        UnreadableReport,
        Untenable,
    )
    from tollbook.model import Attack, Casualty, Claim, Estimate, Incident, Report, Responsibility
    from tollbook.road import Reading

__version__ = "0.1.0"

__all__ = [
    "Attack",
    "BadRecord",
    "Book",
    "BookDamaged",
    "BookError",
    "Casualty",
    "Claim",
    "EmptyReport",
    "Estimate",
    "Incident",
    "InputError",
    "NotABook",
    "NotInTeam",
    "Overtaken",
    "Reading",
    "Report",
    "ResourceError",
    "Responsibility",
    "TollbookError",
    "UnknownDecision",
    "UnknownIncident",
    "UnknownReport",
    "UnknownSubject",
    "UnreadableReport",
    "Untenable",
    "read",
]

_HOMES = {
    "tollbook.book": ("Book", "read"),
    "tollbook.road": ("Reading",),
    "tollbook.model": ("Attack", "Casualty", "Claim", "Estimate", "Incident", "Report", "Responsibility"),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    """Fetch a public name from its home at its first use (PEP 562), so that `import tollbook` loads nothing."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(_HOME.get(name, "tollbook.errors")), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
