"""What a Book is asked with and what it answers with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias

import msgspec

from tollbook.errors import InputError, TollbookError
from tollbook.model import (
    Account,
    Claim,
    Correction,
    Incident,
    Joined,
    KeptDecision,
    ReaderVersion,
    Report,
    Summary,
    Told,
    UmbrellaSum,
)

if TYPE_CHECKING:
    from tollbook.publish import Comparison, JointRows
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


class SketchedLike(Protocol):
    """What a report tells of one incident, ready to be compared with what others tell."""

    @property
    def account(self) -> Account:
        """The account."""
        ...

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Its own claims, each with its key."""
        ...

    @property
    def sketch(self) -> bytes:
        """What of it is compared, for the road alone to read."""
        ...

    @property
    def filed(self) -> tuple[str, ...]:
        """The keys under which it is found."""
        ...

    @property
    def asked(self) -> tuple[str, ...]:
        """The keys under which those are found that it is compared with."""
        ...


class RoadLike(Protocol):
    """What a book needs of a road; it travels `tollbook.road.Road` unless it is given another."""

    linked: float
    """The probability from which on two accounts are taken to be one incident."""

    unsure: float
    """The probability from which on a person is asked."""

    enough: int
    """How many keys of one account must be asked for by the other, so that the two are compared."""

    @property
    def reader(self) -> ReaderLike:
        """Who reads the claims."""
        ...

    @property
    def rules(self) -> str:
        """The version of the rules by which incidents come about from claims."""
        ...

    def travel(self, report: Report) -> ReadingLike:
        """Read one report."""
        ...

    def accounts(self, report: Report, claims: tuple[Claim, ...]) -> Sequence[SketchedLike]:
        """What a report tells of each incident, from claims that were read before."""
        ...

    def likelihoods(self, sketch: bytes, others: Sequence[bytes]) -> Sequence[float]:
        """How likely an account is one incident with each of others, by the sketches alone."""
        ...

    def cluster(
        self,
        accounts: Collection[str],
        links: Mapping[tuple[str, str], float],
        same: Collection[tuple[str, str]],
        apart: Collection[tuple[str, str]],
    ) -> Sequence[tuple[str, ...]]:
        """The incidents that accounts make, in whatever order they come."""
        ...

    def join(self, told: Sequence[Told]) -> Joined:
        """What the accounts of one incident say together."""
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


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """What was found: a claim (by its `claim_ref`), or a report (then `claim` is None) that holds the words searched
    for; an `excerpt` around them with each found word in [brackets]; and the `incidents` that it tells of, by id.
    """

    report: Report
    name: str
    excerpt: str
    claim: str | None
    incidents: tuple[str, ...]


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """Two incidents that may be one: how likely that is, by those of their accounts that are most alike."""

    one: Summary
    other: Summary
    probability: float


class Reviewed(msgspec.Struct, frozen=True, kw_only=True):
    """What people did to an incident: the `decisions` on its claims and accounts, those that were undone apart; the
    `corrections`, with what was read beside what they set; and the claims that they `rejected`, which count for
    nothing. Claims are named by `claim_ref`.
    """

    decisions: tuple[KeptDecision, ...] = ()
    corrections: tuple[Correction, ...] = ()
    rejected: tuple[Claim, ...] = ()


class JoinedLedger(msgspec.Struct, frozen=True, kw_only=True):
    """One incident as all its reports tell it: those reports, by digest, and the name that each came under.

    `umbrella` is the incident that it is a part of, if there is one; `components` are the single attacks in it, where
    it is an umbrella itself.
    """

    joined: Joined
    reports: dict[str, Report]
    names: dict[str, str]
    umbrella: Incident | None = None
    components: tuple[Joined, ...] = ()
    reviewed: Reviewed = Reviewed()

    @property
    def incident(self) -> Incident:
        """The incident."""
        return self.joined.incident

    @property
    def reading(self) -> Reading:
        """The incident and its claims beside the first of its reports."""
        from tollbook.road import Reading

        first = self.reports[self.joined.accounts[0].report]
        return Reading(report=first, claims=self.joined.claims, incidents=(self.joined.incident,))

    @property
    def sums(self) -> tuple[UmbrellaSum, ...]:
        """An umbrella's own figures set against those of its components; nothing for a single attack."""
        from tollbook.incidents.across import umbrella_sums

        return umbrella_sums(self.joined, self.components) if self.components else ()

    def rows(self, profiles: Sequence[str] | None = None) -> JointRows:
        """The ledger in rows and in words, for a face to set in type; `profiles` are its columns, None shows all."""
        from tollbook.publish import compose_joint

        return compose_joint(self.joined, self.reports, profiles, self.components, self.sums, self.umbrella)

    def compared(self) -> Comparison:
        """The profiles side by side."""
        from tollbook.incidents.profiles import load_profile
        from tollbook.publish import compare

        names = sorted({estimate.profile for estimate in self.joined.incident.estimates})
        return compare(self.joined, [(name, load_profile(name).description) for name in names])

    def to_dict(self) -> dict[str, Any]:
        """The incident and all that its reports say as plain dicts and lists; the reports without their texts."""
        from tollbook.publish import joint_dict

        return joint_dict(self.joined, self.reports, self.components, self.sums, self.umbrella)

    def to_html(self) -> str:
        """The ledger as one self-contained page."""
        from tollbook.publish import joint_page

        return joint_page(self.joined, self.reports, self.components, self.sums, self.umbrella)


Moment: TypeAlias = dt.datetime | dt.date | str
"""A moment with its offset from UTC ("2026-02-01T12:00Z"), or a day, which means its end in UTC."""


def as_moment(moment: Moment, name: str) -> dt.datetime:
    """The moment that was given; raises `InputError`, under `name`, where it is none or has no offset from UTC."""
    found: dt.datetime | dt.date
    if isinstance(moment, str):
        try:
            found = dt.date.fromisoformat(moment) if len(moment) <= 10 else dt.datetime.fromisoformat(moment)
        except ValueError as error:
            remedy = "Write it like 2026-02-01T12:00Z, or 2026-02-01 for the end of that day"
            raise InputError(f"{name} is {moment!r}, which is no moment. {remedy}.") from error
    else:
        found = moment
    if not isinstance(found, dt.datetime):
        return dt.datetime.combine(found, dt.time.max, dt.UTC)
    if found.tzinfo is None:
        raise InputError(f"{name} is {moment}, without its offset from UTC. Write it like 2026-02-01T12:00Z or +05:00.")
    return found


def as_day(day: Day | None, name: str) -> dt.date | None:
    """The day that was given as a date, a moment or ISO text; raises `InputError`, under `name`, where it is none."""
    if isinstance(day, str):
        try:
            return dt.date.fromisoformat(day)
        except ValueError as error:
            raise InputError(f"{name} is {day!r}, which is no day. Write it like 2026-02-01.") from error
    return day.date() if isinstance(day, dt.datetime) else day
