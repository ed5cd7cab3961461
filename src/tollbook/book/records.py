"""What a Book is asked with and what it answers with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias

import msgspec

from tollbook.errors import InputError, TollbookError, UnknownReport
from tollbook.model import (
    Account,
    Casualty,
    Claim,
    Correction,
    Estimate,
    Incident,
    Joined,
    KeptDecision,
    ReaderVersion,
    Report,
    Summary,
    Told,
    UmbrellaSum,
    claim_ref,
)

_HOUSE = "tollbook"
"""The profile that is shown unless another is asked for."""

if TYPE_CHECKING:
    from tollbook.publish import Comparison, JointRows, NamedVictim, ProfilesBeside, Sheet, TextsBeside
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

    def join(self, told: Sequence[Told], profiles: Sequence[str] | None = None) -> Joined:
        """What the accounts of one incident say together; its figures under these profiles, all unless given."""
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
        from tollbook.publish import compare

        return compare(self.joined, list(self.described.items()))

    def sheet(self, profile: str | None = None) -> Sheet:
        """The ledger set out for a page under one profile, the house's unless given.

        Under a profile by whose rules nothing counts it has no figures. Raises `InputError` for one that is none.
        """
        from tollbook.publish import set_out

        named = self._profile(profile)
        return set_out(self.joined, self.reports, self.names, named, self.components, self.sums, self.umbrella)

    def toll(self, profile: str | None = None) -> tuple[TollPoint, ...]:
        """The figures as they would have stood after each publication, by today's rules; of an unknown day last.

        Raises as `sheet` does.
        """
        from tollbook.incidents.across import unfold

        told = [self._told(account) for account in self.joined.accounts]
        return tuple(
            TollPoint(day=one.day, moment=one.at, reports=one.reports, estimates=one.estimates)
            for one in unfold(told, self.joined.origins, self._profile(profile))
        )

    def victims(self) -> tuple[NamedVictim, ...]:
        """The victims whom claims name: a sensitive field, for those alone who may see it."""
        from tollbook.publish import named_victims

        return named_victims(self.joined.claims, self.reports)

    def profiles_beside(self) -> ProfilesBeside:
        """Every profile side by side, figure by figure."""
        from tollbook.publish import profiles_beside, withheld

        beside: ProfilesBeside = withheld(profiles_beside(self.joined, self.described), self._names)
        return beside

    @property
    def described(self) -> dict[str, str]:
        """What each profile under which it has figures says of itself, by name."""
        from tollbook.incidents.profiles import load_profile

        names = sorted({estimate.profile for estimate in self.joined.incident.estimates})
        return {name: load_profile(name).description.strip() for name in names}

    def report(self, beginning: str) -> Report:
        """Its report of that digest, or of the one digest that begins with it; raises `UnknownReport` for any other."""
        found = [report for digest, report in self.reports.items() if digest.startswith(beginning.lower())]
        if len(found) != 1:
            having = "no report of this incident has" if not found else f"{len(found)} of its reports have"
            raise UnknownReport(f"{having.capitalize()} a digest that begins with {beginning!r}.")
        return found[0]

    def texts_beside(self, one: str, other: str) -> TextsBeside:
        """The texts of two of its reports side by side; each is named by its digest, or the beginning of it.

        The texts are as published; from what the two say of each figure the names of victims are withheld. Raises
        `UnknownReport` where not exactly one report of the incident has a digest like that.
        """
        from tollbook.publish import texts_beside, withheld

        beside = texts_beside(self.joined, self.report(one), self.report(other))
        return msgspec.structs.replace(beside, said=withheld(beside.said, self._names))

    @property
    def _names(self) -> list[str]:
        return [one.name for one in self.victims()]

    def _profile(self, name: str | None) -> str:
        from tollbook.incidents.profiles import profile_names

        known = {one.profile for one in self.joined.incident.estimates} | set(profile_names())
        if name and name not in known:
            raise InputError(f"There is no profile {name!r}. Known: {', '.join(sorted(known))}.")
        return name or _HOUSE

    def _told(self, account: Account) -> Told:
        """An account with its claims as its report has them."""
        prefix = claim_ref(account.report, "")
        own = {f"{prefix}{name}" for name in account.claims}
        return Told(
            account=account,
            report=self.reports[account.report],
            claims=tuple(_unnamed(claim, prefix) for claim in self.joined.claims if claim.id in own),
        )

    def to_dict(self) -> dict[str, Any]:
        """The incident and all that its reports say as plain dicts and lists; the reports without their texts."""
        from tollbook.publish import joint_dict

        return joint_dict(self.joined, self.reports, self.components, self.sums, self.umbrella)

    def to_html(self) -> str:
        """The ledger as one self-contained page."""
        from tollbook.publish import joint_page

        return joint_page(self.joined, self.reports, self.components, self.sums, self.umbrella)


class TollPoint(msgspec.Struct, frozen=True, kw_only=True):
    """What an incident's figures came to with the `reports` that were published at one time, by digest; `moment` is
    None where only the day is known, `day` where that is not.
    """

    day: dt.date | None
    moment: dt.datetime | None
    reports: tuple[str, ...]
    estimates: tuple[Estimate, ...]


def _unnamed(claim: Claim, prefix: str) -> Claim:
    """A claim under the id that it has in its report, not among all."""
    if isinstance(claim, Casualty) and claim.part_of is not None:
        claim = msgspec.structs.replace(claim, part_of=claim.part_of.removeprefix(prefix))
    return msgspec.structs.replace(claim, id=claim.id.removeprefix(prefix))


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
