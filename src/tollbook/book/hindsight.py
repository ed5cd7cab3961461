"""Hindsight: what changed the incidents of a book, and what a better reader would change."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import TYPE_CHECKING

from tollbook.book.queue import Queueing
from tollbook.book.records import Moment, as_moment
from tollbook.book.summary import HOUSE_PROFILE
from tollbook.book.view import Progress, View
from tollbook.errors import InputError
from tollbook.model import KeptDecision
from tollbook.storage import KeptReport, Store

if TYPE_CHECKING:
    from tollbook.book.history import Change, Difference
    from tollbook.book.records import RoadLike
    from tollbook.book.rehearsal import Preview


def entry_at(store: Store, as_of: Moment) -> int:
    """The log entry that a moment saw last; raises `InputError` where the book had not begun."""
    entry = store.entry_at(as_moment(as_of, "as-of"))
    if not entry:
        begun = next(iter(store.log())).at
        raise InputError(f"{store.where}: the book was begun later than {as_of}, at {begun}.")
    return entry


def _shipped(profile: str) -> None:
    """Raises `InputError` where there is no profile of that name: no figure would differ under it."""
    from tollbook.incidents.profiles import profile_names

    if profile not in profile_names():
        raise InputError(f"There is no profile {profile!r}. Known: {', '.join(profile_names())}.")


class Hindsight(Queueing):
    """The part of a Book that looks back, and ahead. Figures are those under one profile, the house's unless given."""

    _store: Store
    _view: View
    _progress: Progress | None

    @property
    @abstractmethod
    def _road(self) -> RoadLike:
        """The road that reports travel."""

    def decisions(self, *, as_of: Moment | None = None) -> list[KeptDecision]:
        """What people decided, first to last, with what has become of each: in force, undone, overruled or adrift.

        With `as_of` those that were made by then, and what had become of them.
        """
        return self._desk.decisions(None if as_of is None else entry_at(self._store, as_of))

    def why(self, incident: str, *, profile: str = HOUSE_PROFILE, as_of: Moment | None = None) -> list[Change]:
        """What changed the figures of an incident, first to last: each log entry, when, by whom, because of what.

        Raises `UnknownIncident` where there is none of that id, `InputError` for a profile that is none.
        """
        from tollbook.book.history import History

        self._view.follow(self._progress)
        with self._store.snapshot():
            at = self._store.head().length if as_of is None else entry_at(self._store, as_of)
            return History(self._store, self._view).why(incident, profile, at)

    def diff(self, before: Moment, after: Moment, *, profile: str = HOUSE_PROFILE) -> list[Difference]:
        """What became of the incidents from one moment to another: new, gone, merged, split, and figures that changed.

        Two versions of a reader, or two readers ("NAME VERSION"), may be given instead: then the incidents are set side
        by side that each of them makes of the reports that both have read, with what people decided.
        """
        from tollbook.book.history import History
        from tollbook.book.rehearsal import between_readers

        _shipped(profile)
        self._view.follow(self._progress)
        with self._store.snapshot():
            if isinstance(before, str) and isinstance(after, str) and self._are_readers(before, after):
                road = self._get_road()
                return between_readers(self._store, road, before, after, profile, self._progress)
            old, new = (entry_at(self._store, moment) for moment in (before, after))
            return History(self._store, self._view).diff(old, new, profile)

    def rehearse(
        self, *, profile: str = HOUSE_PROFILE, progress: Callable[[KeptReport], None] | None = None
    ) -> Preview:
        """What `read_again` would change: claims, incidents, and decisions that would come adrift. Nothing is kept."""
        from tollbook.book.rehearsal import rehearse

        _shipped(profile)
        decided = self.decisions()
        return rehearse(
            self._store,
            self._get_road(),
            profile,
            decided,
            each=progress or (lambda _: None),
            progress=self._progress,
        )

    def _get_road(self) -> Callable[[], RoadLike]:
        return lambda: self._road

    def _are_readers(self, *names: str) -> bool:
        """Whether the names are those of readers of the book, and not moments."""
        for name in names:
            try:
                as_moment(name, "moment")
            except InputError:
                return True
        return False
