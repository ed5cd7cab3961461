"""What a store keeps of the catalogue: the actors, places, outlets and speakers of a book, each with its incidents."""

from __future__ import annotations

import datetime as dt
from typing import Literal, Protocol

import msgspec

from tollbook.model import PartRole, SubjectKind, SubjectList, SubjectPage

SubjectOrder = Literal["name", "incidents", "reports", "killed", "last", "said", "ratio"]
"""By what lists of subjects are sorted: the most, or the latest, first."""
PartOrder = Literal["newest", "day", "killed"]
"""By what the incidents of a page are sorted; days that are not known come last."""


class SubjectsAsked(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked of a list: every word is a part of the name or the id; `sort` and `country` are met exactly."""

    kind: SubjectKind
    words: str = ""
    sort: str = ""
    country: str = ""
    order: SubjectOrder = "incidents"
    limit: int = 50
    offset: int = 0


class PageAsked(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked of a page: incidents in which the subject has the role, some day of which lies within the days."""

    kind: SubjectKind
    id: str
    role: PartRole | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    order: PartOrder = "newest"
    limit: int = 50
    offset: int = 0


class CatalogueStore(Protocol):
    """The catalogue's tables, asked. They are written with the view's."""

    def count(self) -> None:
        """Bring up to date what lists show of those whose incidents or reports have changed."""
        ...

    def subjects(self, asked: SubjectsAsked) -> SubjectList:
        """The subjects that meet the question."""
        ...

    def choices(self, kind: SubjectKind) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The sorts and the countries that the subjects of a kind have, in order."""
        ...

    def page(self, asked: PageAsked) -> SubjectPage | None:
        """The page of a subject; None where the book has none of that id."""
        ...
