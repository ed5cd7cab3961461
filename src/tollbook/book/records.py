"""What a Book is asked with and what it answers with."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias

import msgspec

from tollbook.errors import InputError, TollbookError
from tollbook.model import Claim, Incident, ReaderVersion, Report

if TYPE_CHECKING:
    from tollbook.road import Reading

Day: TypeAlias = dt.date | str
"""A day, or its ISO form ("2026-02-01")."""


class ReadingLike(Protocol):
    """What a road yields for one report."""

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims, in text order."""
        ...

    @property
    def incidents(self) -> tuple[Incident, ...]:
        """The incidents that they tell of."""
        ...


class ReaderLike(Protocol):
    """The reader of a road."""

    @property
    def version(self) -> ReaderVersion:
        """Its name and version, which stand beside what it reads."""
        ...


class RoadLike(Protocol):
    """What a book needs of a road; it travels `tollbook.road.Road` unless it is given another."""

    @property
    def reader(self) -> ReaderLike:
        """Who reads the claims."""
        ...

    def travel(self, report: Report) -> ReadingLike:
        """Read one report."""
        ...

    def reconcile(self, report: Report, claims: tuple[Claim, ...]) -> ReadingLike:
        """Compute the incidents of claims that were read before."""
        ...


class AddResult(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one report: "added", "known" (nothing changed), or "failed" with its `error`.

    `name` is what it came under and `digest` its content hash, as far as it came; `claims` how many the book took in.
    """

    outcome: Literal["added", "known", "failed"]
    name: str | None = None
    digest: str | None = None
    claims: int = 0
    error: TollbookError | None = None


class Added(msgspec.Struct, frozen=True, kw_only=True):
    """What became of everything that was given to `Book.add`, in the order in which it came."""

    results: tuple[AddResult, ...]

    @property
    def added(self) -> tuple[AddResult, ...]:
        """The reports that are new in the book."""
        return tuple(result for result in self.results if result.outcome == "added")

    @property
    def known(self) -> tuple[AddResult, ...]:
        """The reports that the book had before."""
        return tuple(result for result in self.results if result.outcome == "known")

    @property
    def failed(self) -> tuple[AddResult, ...]:
        """What could not be read."""
        return tuple(result for result in self.results if result.outcome == "failed")


class Ledger(msgspec.Struct, frozen=True, kw_only=True):
    """One incident with the report that tells of it, the name the report came under, and all the report's claims.

    The claims on this incident are those whose ids stand in `incident.claims`.
    """

    incident: Incident
    report: Report
    name: str
    claims: tuple[Claim, ...]

    @property
    def reading(self) -> Reading:
        """The same as a `Reading` of one incident."""
        from tollbook.road import Reading

        return Reading(report=self.report, claims=self.claims, incidents=(self.incident,))

    def to_dict(self) -> dict[str, Any]:
        """The ledger as plain dicts and lists."""
        return self.reading.to_dict()

    def to_html(self) -> str:
        """The ledger as one self-contained page."""
        return self.reading.to_html()

    def _repr_html_(self) -> str:
        return self.reading._repr_html_()


def as_day(day: Day | None, name: str) -> dt.date | None:
    """The day that was given as a date, a moment or ISO text; raises `InputError`, under `name`, where it is none."""
    if isinstance(day, str):
        try:
            return dt.date.fromisoformat(day)
        except ValueError as error:
            raise InputError(f"{name} is {day!r}, which is no day. Write it like 2026-02-01.") from error
    return day.date() if isinstance(day, dt.datetime) else day
