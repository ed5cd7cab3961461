"""The catalogue: the actors, places, outlets and speakers of a book, each with its incidents and its record."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from tollbook.book.arrivals import writable
from tollbook.book.records import Day, as_day
from tollbook.book.view import Progress, View
from tollbook.errors import UnknownSubject
from tollbook.model import PartRole, SubjectKind, SubjectList, SubjectPage
from tollbook.storage import PageAsked, PartOrder, Store, SubjectOrder, SubjectsAsked

if TYPE_CHECKING:
    from tollbook.book.about import About
    from tollbook.book.records import RoadLike


class Cataloguing(ABC):
    """The part of a Book that knows who and what its incidents are about."""

    _store: Store
    _view: View
    _progress: Progress | None

    @property
    @abstractmethod
    def _road(self) -> RoadLike:
        """The road that reports travel."""

    def subjects(
        self,
        kind: SubjectKind,
        *,
        words: str = "",
        sort: str = "",
        country: str = "",
        order: SubjectOrder = "incidents",
        limit: int = 50,
        offset: int = 0,
    ) -> SubjectList:
        """The actors, places, outlets or speakers in whose name or id every word stands, up to `limit` after `offset`.

        `sort` is an actor's or a speaker's kind, or a place's precision; `country` an ISO code. `order`: by name, or by
        what there is most of ("incidents", "reports", "killed", "said", "ratio"), or what is latest ("last").
        """
        self._counted()
        asked = SubjectsAsked(
            kind=kind, words=writable(words), sort=sort, country=country.upper(), order=order, limit=limit,
            offset=offset,
        )  # fmt: skip
        return self._store.catalogue.subjects(asked)

    def subject_choices(self, kind: SubjectKind) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """By which sorts and countries the subjects of a kind can be chosen."""
        self._counted()
        return self._store.catalogue.choices(kind)

    def subject(
        self,
        kind: SubjectKind,
        id: str,  # noqa: A002 - the word of the records
        *,
        role: PartRole | None = None,
        since: Day | None = None,
        until: Day | None = None,
        order: PartOrder = "newest",
        limit: int = 50,
        offset: int = 0,
    ) -> SubjectPage:
        """An actor, a place, an outlet or a speaker with its incidents: those in which it has the `role`, where one is
        given, some day of which lies within `since` and `until`. Figures are added up over all of these, but for those
        that may hold others.

        `id` is the registry's or the gazetteer's, or a name. Raises `UnknownSubject` where the book has none like it.
        """
        from tollbook.book.subjects import subject_id

        self._counted()
        asked = PageAsked(
            kind=kind, id=subject_id(kind, writable(id)), role=role, since=as_day(since, "since"),
            until=as_day(until, "until"), order=order, limit=limit, offset=offset,
        )  # fmt: skip
        with self._store.snapshot():
            found = self._store.catalogue.page(asked)
        if found is None:
            raise UnknownSubject(f"{self._store.where}: the book has no {kind} {id[:80]!r}.")
        return found

    def about(self, kind: SubjectKind, id: str) -> About:  # noqa: A002
        """What is known of a subject beside its incidents."""
        from tollbook.book.about import About

        if kind == "actor":
            from tollbook.actors import known

            return About(known=known(id))
        if kind == "place":
            from tollbook.places import chain_of

            return About(chain=chain_of(id))
        return About()

    def _counted(self) -> None:
        """Bring the incidents, and what lists show of who has a part in them, up to date."""
        self._view.refresh(self._progress)
        self._store.catalogue.count()
