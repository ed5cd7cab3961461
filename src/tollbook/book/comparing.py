"""Comparing: an incident under every profile, at two moments, in two outlets' words; and the readers of a book."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from tollbook.book.hindsight import Hindsight, entry_at
from tollbook.book.records import JoinedLedger, Moment
from tollbook.book.summary import HOUSE_PROFILE
from tollbook.errors import InputError, UnknownIncident
from tollbook.model import ReaderVersion, Statement

if TYPE_CHECKING:
    from tollbook.book.history import Change, Shift


class ReadBy(msgspec.Struct, frozen=True, kw_only=True):
    """A reader of a book, and how many of its reports it has read."""

    reader: ReaderVersion
    reports: int


class Between(msgspec.Struct, frozen=True, kw_only=True):
    """One incident at two moments, `before` None where the book did not have it then: the figures that changed under a
    profile, what is said at the later one alone (`came`) and at the earlier one alone (`went`), and what changed them.
    """

    before: JoinedLedger | None
    after: JoinedLedger
    shifts: tuple[Shift, ...]
    came: tuple[Statement, ...]
    went: tuple[Statement, ...]
    changes: tuple[Change, ...]


class Comparing(Hindsight):
    """The part of a Book that sets things side by side."""

    @abstractmethod
    def incident(self, id: str, *, as_of: Moment | None = None) -> JoinedLedger:  # noqa: A002 - the word of the records
        """The incident of that id, as it stands or stood."""

    @property
    @abstractmethod
    def reader(self) -> ReaderVersion:
        """The reader of this installation."""

    def readers(self) -> list[ReadBy]:
        """The readers whose readings the book holds, the newest reading last."""
        return [ReadBy(reader=reader, reports=reports) for reader, reports in self._store.readers()]

    def unread(self) -> int:
        """How many reports the reader of this installation has not read."""
        return self._store.unread(self.reader)

    def entries_between(self, before: Moment, after: Moment) -> int:
        """How many log entries lie between two moments, whichever is the later."""
        one, other = (entry_at(self._store, moment) for moment in (before, after))
        return abs(other - one)

    def between(self, incident: str, before: Moment, after: Moment, *, profile: str = HOUSE_PROFILE) -> Between:
        """What became of one incident from one moment to another; figures under one profile.

        Raises `UnknownIncident` where the book had no such incident at either.
        """
        from tollbook.book.history import shifts_of

        first, last = entry_at(self._store, before), entry_at(self._store, after)
        if first > last:
            raise InputError(f"{before} is later than {after}. Give the earlier moment first.")
        new = self.incident(incident, as_of=after)
        old = self._known_then(incident, before)
        earlier, later = (() if old is None else old.joined.statements), new.joined.statements
        return Between(
            before=old,
            after=new,
            shifts=shifts_of(None if old is None else old.joined, new.joined, profile),
            came=_not_in(later, earlier),
            went=_not_in(earlier, later),
            changes=tuple(one for one in self.why(incident, profile=profile, as_of=after) if one.entry > first),
        )

    def _known_then(self, incident: str, moment: Moment) -> JoinedLedger | None:
        try:
            return self.incident(incident, as_of=moment)
        except UnknownIncident:
            return None


def _not_in(ones: Sequence[Statement], others: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements of which no claim is among the others."""
    known = {each.claim for other in others for each in other.attested}
    return tuple(one for one in ones if not any(each.claim in known for each in one.attested))
