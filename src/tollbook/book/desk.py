"""The desk at which decisions are made: what they are about is found, and they are put into the book's log."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import msgspec

from tollbook.book.arrivals import writable
from tollbook.book.decisions import Decisions
from tollbook.book.making import NewClaim, made_of
from tollbook.book.naming import ALIASES, parted, value_for
from tollbook.book.questions import not_one
from tollbook.errors import InputError, UnknownDecision, UnknownIncident
from tollbook.model import (
    Accepted,
    Adrift,
    Amended,
    Claim,
    Decision,
    Handle,
    Judged,
    Judgement,
    KeptDecision,
    Moved,
    Noted,
    Rejected,
    Report,
    Ruling,
    Telling,
    Undone,
    handles_in,
)
from tollbook.review import amended, as_left, handle_of, lost_accounts, made_handles, matching, standing, told
from tollbook.storage import KeptAccount, Stamp, Store

_LATE = 20
"""So many of somebody's decisions are looked through for the last that holds."""


class Named(msgspec.Struct, frozen=True, kw_only=True):
    """A claim that a person named: its report, the claim as it was read and as people left it (None where they rejected
    it), and what a decision holds of it.
    """

    report: Report
    read: Claim
    left: Claim | None
    handle: Handle


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """What was named: the accounts that were, and all those of their incident, or all those of a report (the same)."""

    named: tuple[KeptAccount, ...]
    whole: tuple[KeptAccount, ...]
    is_report: bool = False


class Desk:
    """Where decisions are made: finds what they are about, and writes them down.

    `follow` brings the book's view of incidents up to date.
    """

    def __init__(self, store: Store, clock: Callable[[], dt.datetime], who: str, follow: Callable[[], None]) -> None:
        self._store, self._clock, self._who, self._follow = store, clock, who, follow
        self._decisions = Decisions(store)

    def judge(
        self, one: str, other: str, judgement: Judgement, why: str, who: str | None, seen: int | None
    ) -> KeptDecision:
        """Decide whether two incidents or reports are one."""
        self._follow()
        first, second = (self._judged_side(name, judgement) for name in (one, other))
        ours, theirs = first.whole, second.whole
        if {kept.number for kept in ours} & {kept.number for kept in theirs}:
            ours, theirs = first.named, second.named
            if {kept.number for kept in ours} & {kept.number for kept in theirs}:
                raise InputError(
                    f"{one} and {other} are accounts of one incident. To judge two of its accounts, name each by its "
                    "own id, or by its report's digest; to take claims out of it, `tollbook decide split`."
                )
        ruling = Judged(judgement=judgement, one=self._tellings(ours), other=self._tellings(theirs))
        return self._decide(ruling, why, who, seen)

    def move(self, claims: Sequence[str], to: str | None, why: str, who: str | None, seen: int | None) -> KeptDecision:
        """Decide that claims belong to another incident, or to one of their own."""
        self._follow()
        found = self._claims(claims)
        from_ = self._accounts_with(found)
        target = () if to is None else self._judged_side(to, "same").whole
        ours = {kept.number for kept in from_}
        if to is not None and ours <= {kept.number for kept in target}:
            raise InputError(f"The claims are in incident {to} already.")
        away = [kept for kept in self._incidents_of(from_) if kept.number not in {one.number for one in target}]
        ruling = Moved(claims=_handles(found), to=self._tellings(target), away=self._tellings(away))
        return self._decide(ruling, why, who, seen)

    def split(self, incident: str, claims: Sequence[str], why: str, who: str | None, seen: int | None) -> KeptDecision:
        """Decide that claims of an incident are one of their own."""
        self._follow()
        whole = {kept.number for kept in self._side(incident).whole}
        for name, found in zip(claims, self._claims(claims), strict=True):
            if not {kept.number for kept in self._accounts_with([found])} <= whole:
                raise InputError(f"Claim {name} is not in incident {incident}. `tollbook show` lists its own.")
        return self.move(claims, None, why, who, seen)

    def accept(self, claims: Sequence[str], why: str, who: str | None, seen: int | None) -> KeptDecision:
        """Decide that claims are read rightly."""
        return self._decide(Accepted(claims=_handles(self._claims(claims))), why, who, seen, may_be_silent=True)

    def reject(self, claims: Sequence[str], why: str, who: str | None, seen: int | None) -> KeptDecision:
        """Decide that claims are not made by their reports."""
        return self._decide(Rejected(claims=_handles(self._claims(claims))), why, who, seen)

    def amend(
        self, claims: Sequence[str], slot: str, value: Any, why: str, who: str | None, seen: int | None
    ) -> KeptDecision:
        """Decide what stands in a slot of claims."""
        found = self._claims(claims)
        slot = ALIASES.get(slot, slot)
        plain = value_for(slot, value, found[0].left or found[0].read)
        ruling = msgspec.convert(
            {"type": "amended", "claims": msgspec.to_builtins(_handles(found)), "slot": slot, "value": plain}, Amended
        )
        for one in found:
            amended(one.report, one.left or one.read, ruling.slot, plain, 0)
        return self._decide(ruling, why, who, seen)

    def note(self, incident: str, text: str, who: str | None) -> KeptDecision:
        """Write a note on an incident."""
        self._follow()
        return self._decide(Noted(on=self._tellings(self._side(incident).whole)), text, who, None)

    def undo(self, number: int, why: str, who: str | None, seen: int | None) -> KeptDecision:
        """Decide that an earlier decision holds no longer."""
        undone = standing(self._beside(number)).undone
        if number in undone:
            raise InputError(f"Decision {number} is undone already, by decision {undone[number]}.")
        return self._decide(Undone(decision=number), why, who, seen)

    def text_of(self, report: str) -> str:
        """The text of a report, by its digest or the beginning of it."""
        kept = self._store.report(self._digest(report.lower(), report))
        assert kept is not None  # the store has just named it
        return kept.report.text

    def make(self, new: NewClaim, why: str, who: str | None, seen: int | None) -> KeptDecision:
        """Decide that a report makes a claim that no reader read."""
        self._follow()
        digest = self._digest(new.report, new.report)
        kept, reading = self._store.report(digest), self._store.reading_at(digest, self._store.head().length)
        assert kept is not None  # the store has just named it
        left = self._decisions.left(kept.report, () if reading is None else self._store.claims_of(reading))
        every = [*left.claims, *(claim for claim, _ in left.rejected)]
        ruling = made_of(kept.report, every, new)
        return self._decide(ruling, why, who, seen, may_be_silent=True)

    def decisions(self, until: int | None = None) -> list[KeptDecision]:
        """Every decision with what has become of it, up to a log entry."""
        self._follow()
        at = self._store.head().length if until is None else until
        return kept_decisions(self._store, self._decisions, self._store.decisions(until=at), at)

    def decided(self, numbers: Sequence[int]) -> list[KeptDecision]:
        """Some decisions, by number, with what has become of them."""
        at = self._store.head().length
        every = {one.number: one for number in numbers for one in self._beside(number)}
        told = kept_decisions(self._store, self._decisions, [every[number] for number in sorted(every)], at)
        return [one for one in told if one.decision.number in numbers]

    def last_of(self, who: str) -> KeptDecision | None:
        """What somebody decided last that holds still, those apart that undo others."""
        for one in self._store.decisions_of(who, _LATE):
            if not isinstance(one.ruling, Undone) and one.number not in standing(self._beside(one.number)).undone:
                return KeptDecision(decision=one, what=told(one.ruling), state="in_force")
        return None

    def _beside(self, number: int) -> list[Decision]:
        """A decision with all those on its reports: none else can undo it."""
        reports = self._store.decided_reports(number)
        if not reports:
            raise UnknownDecision(
                f"{self._store.where}: there is no decision {number}. `tollbook decisions` lists them."
            )
        every = {one.number: one for report in reports for one in self._store.decisions(report)}
        return [every[one] for one in sorted(every)]

    def _decide(
        self, ruling: Ruling, why: str, who: str | None, seen: int | None, *, may_be_silent: bool = False
    ) -> KeptDecision:
        if not why.strip() and not may_be_silent:
            raise InputError("Say why: whoever reads the decision later will ask.")
        stamp = Stamp(at=self._clock(), who=writable(who or self._who))
        made = self._store.decide(ruling, writable(why.strip()), stamp, seen)
        self._follow()
        return KeptDecision(decision=made, what=told(ruling), state="in_force")

    def _claims(self, names: Sequence[str]) -> list[Named]:
        if not names:
            raise InputError("Name one claim or more, as `tollbook show` prints them, such as 3f2a9c41b0d2:c3.")
        return [self._claim(name) for name in names]

    def _claim(self, name: str) -> Named:
        beginning, id_ = parted(name)
        digest = self._digest(beginning, name)
        kept = self._store.report(digest)
        assert kept is not None  # the store has just named it
        by_reader = tuple(found.claim for found in self._store.claims(digest))
        left = as_left(kept.report, by_reader, self._store.decisions(digest))
        read = (*by_reader, *(made for made, _ in left.made))
        at = next((at for at, claim in enumerate(read) if claim.id == id_), None)
        if at is None:
            known = ", ".join(claim.id for claim in read)
            raise InputError(f"Report {digest[:12]} has no claim {id_!r}. There are: {known or 'none at all'}.")
        handles = [handle_of(digest, claim) for claim in read]
        if matching(handles[at], handles) != at:
            raise InputError(f"Claim {name} rests on the same words as another one: they cannot be told apart.")
        found = next((claim for claim in left.claims if claim.id == id_), None)
        return Named(report=kept.report, read=read[at], left=found, handle=handles[at])

    def _digest(self, beginning: str, name: str) -> str:
        found = list(self._store.digests(beginning))
        if len(found) != 1:
            having = "no report has" if not found else f"{len(found)} reports have"
            raise InputError(f"{name!r}: {having} a digest that begins with {beginning!r}.")
        return found[0]

    def _judged_side(self, name: str, judgement: Judgement) -> Side:
        """One side of a judgement. A report that tells of several incidents is not one incident with anything."""
        side = self._side(name)
        of_incidents = tuple(kept for kept in side.named if kept.account.kind == "incident")
        if not side.is_report or judgement == "not_same" or len(side.named) == 1:
            return side
        if len(of_incidents) == 1:
            return Side(named=of_incidents, whole=of_incidents, is_report=True)
        listed = ", ".join(kept.account.id for kept in side.named)
        raise InputError(f"Report {name} tells of {len(side.named)} incidents: {listed}. Name the one that is meant.")

    def _side(self, name: str) -> Side:
        """The incident or report of that name."""
        view, asked = self._store.view, writable(name.strip().lower())
        incidents = view.named(asked) if asked else {}
        if len(incidents) == 1:
            whole = tuple(view.accounts(view.members(next(iter(incidents)))))
            return Side(named=tuple(kept for kept in whole if kept.account.id.startswith(asked)), whole=whole)
        reports = list(self._store.digests(asked)) if asked else []
        if incidents or len(reports) != 1:
            raise UnknownIncident(not_one(name, sorted(incidents.values()), view.near(asked)))
        accounts = tuple(view.in_force(reports[0]))
        if not accounts:
            raise UnknownIncident(f"Report {name} tells of no incident.")
        return Side(named=accounts, whole=accounts, is_report=True)

    def _accounts_with(self, claims: Iterable[Named]) -> list[KeptAccount]:
        """The accounts that hold the claims."""
        found: dict[int, KeptAccount] = {}
        for one in claims:
            if one.left is None:
                raise InputError(f"Claim {one.read.id} of {one.report.digest[:12]} is rejected: it is in no incident.")
            for kept in self._store.view.in_force(one.report.digest):
                if one.read.id in kept.account.claims:
                    found[kept.number] = kept
        return list(found.values())

    def _incidents_of(self, accounts: Iterable[KeptAccount]) -> list[KeptAccount]:
        """All accounts of the incidents that these belong to."""
        view = self._store.view
        incidents = set(view.incidents_of({kept.number for kept in accounts}).values())
        return list(view.accounts({number for incident in incidents for number in view.members(incident)}))

    def _tellings(self, accounts: Iterable[KeptAccount]) -> tuple[Telling, ...]:
        return tuple(self._telling(kept) for kept in accounts)

    def _telling(self, kept: KeptAccount) -> Telling:
        read = {claim.id: claim for claim in self._store.claims_of(kept.reading)}
        digest = kept.account.report
        made = made_handles(self._store.decisions(digest))
        return tuple(made.get(name) or handle_of(digest, read[name]) for name in kept.account.claims)


def kept_decisions(store: Store, decisions: Decisions, every: Sequence[Decision], at: int) -> list[KeptDecision]:
    """Some decisions, with all that undo them, and what had become of each after a log entry."""
    undone = standing(every).undone
    adrift, overruled = fates(store, decisions, every, at)
    return [
        KeptDecision(
            decision=one,
            what=told(one.ruling),
            state=_state(one, undone, adrift, overruled),
            by=tuple(sorted({*overruled.get(one.number, ()), *_undoers(one.number, undone)})),
            adrift=tuple(adrift.get(one.number, ())),
        )
        for one in every
    ]


def fates(
    store: Store, decisions: Decisions, every: Sequence[Decision], at: int
) -> tuple[dict[int, list[Adrift]], dict[int, tuple[int, ...]]]:
    """What of the decisions is adrift after a log entry, and by which later ones each is overruled; by number."""
    reports = sorted({handle.report for one in every for handle in handles_in(one.ruling)})
    adrift: dict[int, list[Adrift]] = {}
    overruled: Counter[tuple[int, int]] = Counter()
    read: dict[str, list[Handle]] = {}
    lost: list[Adrift] = []
    for digest in reports:
        kept, reading = store.report(digest), store.reading_at(digest, at)
        if kept is not None and reading is not None:
            claims = store.claims_of(reading)
            left = decisions.left(kept.report, claims, at)
            read[digest] = [handle_of(digest, claim) for claim in (*claims, *(made for made, _ in left.made))]
            overruled.update(left.overruled)
            lost += left.adrift
    rulings = decisions.rulings(reports, at)
    overruled.update(rulings.overruled)
    for each in (*lost, *lost_accounts(every, read), *rulings.adrift):
        adrift.setdefault(each.decision, []).append(each)
    by: dict[int, tuple[int, ...]] = {}
    for earlier, later in sorted(overruled):
        by[earlier] = (*by.get(earlier, ()), later)
    return adrift, by


def _handles(claims: Iterable[Named]) -> tuple[Handle, ...]:
    return tuple(dict.fromkeys(one.handle for one in claims))


def _undoers(number: int, undone: dict[int, int]) -> tuple[int, ...]:
    return (undone[number],) if number in undone else ()


def _state(
    one: Decision, undone: dict[int, int], adrift: dict[int, list[Adrift]], overruled: dict[int, tuple[int, ...]]
) -> Any:
    if one.number in undone:
        return "undone"
    if one.number in adrift:
        return "adrift"
    return "overruled" if one.number in overruled else "in_force"
