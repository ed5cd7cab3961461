"""Every error that Tollbook raises on purpose.

TollbookError                  the root: catch this to catch them all
├── InputError                 what was given cannot be read; names the file, the place and the remedy
│   ├── UnreadableReport       a file is no text, HTML or JSON Lines, or cannot be opened
│   ├── EmptyReport            a report holds no text
│   └── BadRecord              a line of a JSON Lines file is no report
├── BookError                  a book cannot do what was asked
│   ├── NotABook               the file is something else, or a book of a newer version
│   ├── BookDamaged            the store or its decision chain is not whole
│   ├── UnknownIncident        no incident of that id stands in the book
│   ├── UnknownReport          not exactly one report in the book has that digest
│   ├── UnknownDecision        no decision of that number stands in the book
│   ├── UnknownSubject         no actor, place, outlet or speaker of that id stands in the book
│   ├── Overtaken              somebody decided on the same claims since they were looked at
│   ├── NotInTeam              the book's team has no such user, token or invitation
│   └── Untenable              a team cannot be as was asked: a name is taken, or the only admin would go
└── ResourceError              a part of the installation (model, gazetteer, registry) is missing or damaged
"""

from __future__ import annotations


class TollbookError(Exception):
    """The root of the tree. Its message says what is wrong, where, and what to do."""


class InputError(TollbookError):
    """What was given cannot be read."""


class UnreadableReport(InputError):
    """A file cannot be opened, or is neither text, HTML nor JSON Lines."""


class EmptyReport(InputError):
    """A report holds no text to read."""


class BadRecord(InputError):
    """A line of a JSON Lines file is not a report."""


class BookError(TollbookError):
    """A book cannot do what was asked."""


class NotABook(BookError):
    """The file is not a book, or was written by a newer Tollbook."""


class BookDamaged(BookError):
    """The store or its chain of decisions is not whole."""


class UnknownIncident(BookError):
    """No incident of that id stands in the book."""


class UnknownReport(BookError):
    """Not exactly one report in the book has a digest that begins like that."""


class UnknownDecision(BookError):
    """No decision of that number stands in the book."""


class UnknownSubject(BookError):
    """No actor, place, outlet or speaker of that id stands in the book."""


class Overtaken(BookError):
    """A decision was refused: another one on the same claims, `decision` by its number, came after what its maker had
    seen.
    """

    def __init__(self, message: str, decision: int) -> None:
        super().__init__(message)
        self.decision = decision


class NotInTeam(BookError):
    """No user, token or invitation of that name or number is among the book's team."""


class Untenable(BookError):
    """A book's team cannot be as was asked: two of one name, without an admin, or where there is none."""


class ResourceError(TollbookError):
    """A file that the package ships (model, gazetteer, registry) is missing or damaged."""
