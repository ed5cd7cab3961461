"""The view: the incidents that the facts of a book make, kept so that a question need not go through all reports.

It follows the log. Each entry that brings claims or a decision renews the accounts of its reports; what they are
compared with, how they are brought together and what their incidents say is computed for these accounts and their
neighbours alone. What is kept notes how far along the log it has come, so that whoever comes next goes on from there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice

import msgspec

from tollbook.book.judgements import Judgements, Undecided
from tollbook.book.neighbours import Neighbours
from tollbook.book.proposing import Proposing
from tollbook.book.records import Proposal, RoadLike, SketchedLike
from tollbook.book.replay import Replay
from tollbook.book.summary import LISTED, by_day, summary_of, tags_of
from tollbook.book.waiting import claims_waiting, incident_waiting
from tollbook.book.words import words_of
from tollbook.errors import BookDamaged
from tollbook.model import Claim, Joined, Parts, Report, ReviewState, Summary, Told, told_first
from tollbook.storage import (
    REMEDY,
    VIEW_REMEDY,
    ClaimWords,
    KeptAccount,
    KeptReport,
    LogEntry,
    NewAccount,
    NewWaiting,
    Store,
    Tag,
)

Progress = Callable[[int, int], None]
"""Is told of long work: how much of it is done, and how much there is."""

AT_ONCE = 64
"""Log entries that go into the view in one transaction where many wait."""


MADE = 1 << 19
"""The position of the first claim that a person made, beyond those of any reading."""

LEAST = 0.05
"""Links that are less likely are not kept: the pair counts as one that has none."""


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """A claim, the report that makes it, and the number of the account that it belongs to."""

    kept: KeptReport
    claim: Claim
    account: int


class _Computed(msgspec.Struct, frozen=True, kw_only=True):
    """What is kept of an incident: what lists show of it, the names by which it is asked for, whether it may hold
    others, what the catalogue takes in, and what of it waits for a person.
    """

    summary: Summary
    tags: set[Tag]
    wide: bool
    parts: Parts
    waiting: list[NewWaiting]


class View:
    """The incidents of a book, brought up to date before each question."""

    def __init__(self, store: Store, road: Callable[[], RoadLike], judgements: Judgements | None = None) -> None:
        self._store = store
        self._view = store.view
        self._get_road = road
        self._judgements = judgements or Undecided()
        self.neighbours = Neighbours(store.view, self._judgements, lambda: self._road)
        self._proposing = Proposing(store, self._judgements, lambda: self._road)

    def follow(self, progress: Progress | None = None) -> None:
        """Take in what was done to the book since the view was last brought up to date; all of it, by other rules."""
        while self._behind():
            with self._view.writing():
                entries = self._next()
                touched = [self._take_in(entry) for entry in entries]
                if entries:  # incidents follow from what is in force at last: they are brought together once
                    self._regroup(touched, entries[-1].seq)
                    self._note_review(entries)
                    if any(entry.action == "decide" for entry in entries):
                        self._proposing.again(set().union(*touched), entries[-1].seq)
                    self._view.reached(entries[-1].seq)
            if progress is not None and entries:
                progress(entries[-1].seq, self._store.head().length)

    def refresh(self, progress: Progress | None = None) -> None:
        """Follow the log, and compute the summary of every incident whose accounts have changed."""
        self.follow(progress)
        while stale := self._view.to_refresh(AT_ONCE):
            self.summarise(stale)
        while self._view.unsettled(1):
            with self._view.writing():
                for incident in self._view.unsettled(AT_ONCE):
                    self._settle(incident)

    def summarise(self, incidents: Sequence[int]) -> None:
        """Compute the summaries of these incidents. Nobody who writes waits for that: of one that has changed meanwhile
        nothing is kept.
        """
        with self._store.snapshot():
            members = {incident: self._view.members(incident) for incident in incidents}
            made = {incident: self._summary(accounts) for incident, accounts in members.items() if accounts}
        with self._view.writing():
            at = self._view.state().seq
            for incident, computed in made.items():
                if self._view.members(incident) == members[incident]:
                    review = self.review(self._view.accounts(members[incident]), at)
                    told = msgspec.structs.replace(computed.summary, review=review)
                    self._view.put_summary(incident, told, computed.tags, wide=computed.wide)
                    self._view.put_parts(incident, computed.parts, told.incident.estimates)
                    self._view.waiting.put_incident(incident, computed.waiting)
                    self._proposing.propose(incident, at)

    def rebuild(self, progress: Progress | None = None) -> None:
        """Throw the view away and compute it anew."""
        with self._view.writing():
            self._view.begin_anew(self._road.rules)
        self.refresh(progress)

    def claim_at(self, reading: int, position: int, at: int | None = None) -> Found | None:
        """The claim at a position of a reading, as people left it; None where it is not in force, or was not after the
        log entry `at`.
        """
        kept = self._store.reading_of(reading)
        if kept is None:
            raise self._damaged(f"claims of log entry {reading}, which has none, are found by their words")
        digest = kept.report.digest
        name = self._made(digest)[position - MADE] if position >= MADE else self._store.claims_of(reading)[position].id
        for account in self._view.in_force(digest, at):
            if account.reading == reading and name in account.account.claims:
                left = next(one for one in self._claims(account) if one.id == name)
                return Found(kept=kept, claim=left, account=account.number)
        return None

    def incident_of(self, account: int) -> str:
        """The id of the incident that an account in force belongs to."""
        ids = self._view.ids_of(self._view.incidents_of([account]).values())
        if not ids:
            raise self._damaged(f"account number {account} is in no incident")
        return ids[0]

    def check(self) -> None:
        """Raise `BookDamaged` where what is kept was changed, or does not agree with the facts."""
        self._view.check()
        if self._view.state().seq > self._store.head().length:
            raise self._damaged("the incidents are of a longer log")
        for kept in self._view.every_account():
            if kept.mark != _mark(kept.reading, self._claims(kept)):
                raise self._damaged(f"account {kept.account.id} of report {kept.account.report[:12]} has other claims")

    def proposals(self) -> Iterator[Proposal]:
        """The pairs of incidents that may be one, and that nobody has judged, the likeliest first."""
        seen = set()
        for one, other, probability in self._view.unsure(self._road.unsure):
            incidents = self._view.incidents_of([one, other])
            pair = tuple(sorted(incidents.values()))
            if len(set(pair)) < 2 or pair in seen or self._judged(one, other):
                continue
            seen.add(pair)
            first, second = sorted(self._view.summaries_of(pair), key=by_day)
            yield Proposal(one=first, other=second, probability=probability)

    def _judged(self, one: int, other: int) -> bool:
        ids = tuple(sorted(kept.account.id for kept in self._view.accounts([one, other])))
        judged = self._judgements.pairs(ids, self._view.state().seq)
        return ids in judged.apart or ids in judged.unsure

    def joined(self, incident: int) -> tuple[Joined, list[KeptReport]]:
        """An incident, by its number in the view, as all its accounts tell it, and their reports."""
        return self.joined_of(self._view.accounts(self._view.members(incident)))

    @property
    def head(self) -> int:
        """The log entry to which the view has come."""
        return self._view.state().seq

    def replay(self, reports: Collection[str]) -> Replay:
        """How the accounts of some reports were brought together with others, log entry by log entry."""
        return Replay(self._store, self._judgements, lambda: self._road, reports)

    @property
    def _road(self) -> RoadLike:
        return self._get_road()

    def _behind(self) -> bool:
        state = self._view.state()
        return state.seq < self._store.head().length or state.rules != self._road.rules

    def _next(self) -> list[LogEntry]:
        """The next entries to take in; another process may have taken in all that there were."""
        state = self._view.state()
        if state.rules != self._road.rules:
            self._view.begin_anew(self._road.rules)
            state = self._view.state()
        return list(islice(self._store.log(after=state.seq), AT_ONCE))

    def _take_in(self, entry: LogEntry) -> set[int]:
        """Renew the accounts of the reports that a log entry is about; all accounts that are touched by it."""
        match entry.action:
            case "add" | "read":
                reports: tuple[str, ...] = (str(entry.details["report"]),)
            case "decide":
                reports = self._judgements.reports(entry)
                if not self._judgements.regroups(entry):
                    for report in reports:
                        self._wait(self._report(report), self._reading(report, entry.seq), entry.seq)
                    return set()
            case _:
                reports = ()
        return {account for report in reports for account in self._renew(report, entry.seq)}

    def _renew(self, digest: str, at: int) -> set[int]:
        """Bring the accounts of a report to what they are at a log entry; all that are touched by it: these, and the
        neighbours of those that went.
        """
        kept, reading = self._report(digest), self._reading(digest, at)
        read = self._store.claims_of(reading)
        left = self._judgements.left(kept.report, read, at)
        found = self._road.accounts(kept.report, left.claims)
        before = {(account.account.id, account.mark): account for account in self._view.in_force(digest)}
        new = {(sketched.account.id, _mark(reading, sketched.claims)): sketched for sketched in found}
        touched = {account.number for account in before.values()}
        for gone in [before[key] for key in before.keys() - new.keys()]:
            for incident in self._view.incidents_of([gone.number]).values():  # it has lost one of its accounts
                touched |= set(self._view.members(incident))
                self._view.drop_incident(incident)
            touched.remove(gone.number)
            touched |= {other for _, other, _ in self._view.links([gone.number], self._road.linked)}
            self._view.supersede(gone.number, at)
            if gone.reading == reading:  # the words of an earlier reading stay, for whoever asks about earlier times
                self._view.drop_words(self._words(kept.report, reading, self._claims(gone)))
        as_read = {claim.id: claim for claim in read}
        for key in sorted(new.keys() - before.keys()):
            touched.add(self._keep(new[key], reading, at, as_read))
            self._view.put_words(self._words(kept.report, reading, new[key].claims))
        self._wait(kept, reading, at)
        return touched

    def _wait(self, kept: KeptReport, reading: int, at: int) -> None:
        """Keep which claims of a report wait for a person's judgement after a log entry."""
        digest, read = kept.report.digest, self._store.claims_of(reading)
        left = self._judgements.left(kept.report, read, at)
        self._view.waiting.put_claims(digest, *claims_waiting(kept, left, self._view.in_force(digest)))

    def _reading(self, digest: str, at: int) -> int:
        reading = self._store.reading_at(digest, at)
        if reading is None:
            raise BookDamaged(f"{self._store.where}: report {digest[:12]} has no reading. {REMEDY}")
        return reading

    def _keep(self, sketched: SketchedLike, reading: int, at: int, as_read: Mapping[str, Claim]) -> int:
        """Put an account into the view, with its links."""
        others = self._view.sketches(sketched.asked, self._road.enough)
        odds = self._road.likelihoods(sketched.sketch, [sketch for _, sketch in others])
        mark = _mark(reading, sketched.claims)
        as_they_were = [as_read[claim.id] for claim in sketched.claims if claim.id in as_read]
        unchanged = mark == _mark(reading, as_they_were)
        number = self._view.keep(
            NewAccount(
                account=sketched.account,
                reading=reading,
                since=at,
                sketch=sketched.sketch,
                claims=None if unchanged else sketched.claims,
                mark=mark,
                filed=sketched.filed,
            )
        )
        likely = zip((other for other, _ in others), odds, strict=True)
        self._view.link(number, {other: chance for other, chance in likely if chance >= LEAST})
        return number

    def _regroup(self, touched: Iterable[set[int]], at: int) -> None:
        """Bring together anew what each log entry touched, with those beside it that this concerns."""
        settled: set[int] = set()
        for accounts in touched:
            if not accounts <= settled:
                core, groups = self.neighbours.settled(accounts, at)
                self._put_together(core, groups)
                settled |= core

    def _put_together(self, accounts: Collection[int], groups: Iterable[tuple[int, ...]]) -> None:
        """Let accounts, that make whole incidents, make these incidents; those that stay are left as they are."""
        before = {incident: self._view.members(incident) for incident in self._incidents_of(accounts)}
        same = set(before.values()).intersection(groups)
        for incident, members in before.items():
            if members not in same:
                self._view.drop_incident(incident)
        for group in sorted(set(groups) - same):
            first = min((kept.account for kept in self._view.accounts(group)), key=told_first)
            self._view.put_incident(first.id, group)

    def _incidents_of(self, accounts: Collection[int]) -> set[int]:
        return set(self._view.incidents_of(accounts).values())

    def _summary(self, members: Collection[int]) -> _Computed:
        from tollbook.book.parts import parts_of  # it needs the registry and the gazetteer, which adding does not
        from tollbook.incidents.across import gist_of, may_hold  # a stage, which opening a book does not load

        joined, reports = self.joined_of(self._view.accounts(members), LISTED)
        found = [kept.report for kept in reports]
        return _Computed(
            summary=summary_of(joined, found),
            tags=tags_of(joined, found),
            wide=joined.incident.kind == "incident" and may_hold(gist_of(joined.incident)),
            parts=parts_of(joined, found),
            waiting=incident_waiting(joined, reports),
        )

    def _settle(self, incident: int) -> None:
        """Find out whether a wide incident holds others."""
        from tollbook.book.umbrellas import standing_of

        (summary,) = self._view.summaries_of([incident])
        self._view.settle(incident, holds=bool(standing_of(summary.incident, self._view.summaries).components))

    def _note_review(self, entries: Sequence[LogEntry]) -> None:
        """Keep how far people have come with the incidents of the reports that log entries decided on."""
        reports = {
            report for entry in entries if entry.action == "decide" for report in self._judgements.reports(entry)
        }
        accounts = {kept.number for report in reports for kept in self._view.in_force(report)}
        for incident in sorted(self._incidents_of(accounts)):
            review = self.review(self._view.accounts(self._view.members(incident)), entries[-1].seq)
            self._view.put_review(incident, review)

    def review(self, accounts: Sequence[KeptAccount], at: int) -> ReviewState:
        """How far people had come, by a log entry, with the incident that these accounts make."""
        return self._judgements.review(accounts, self._claims, at)

    def joined_of(
        self, accounts: Iterable[KeptAccount], profiles: Sequence[str] | None = None
    ) -> tuple[Joined, list[KeptReport]]:
        """What accounts say together, with their reports; figures under these profiles, under all unless given."""
        told, reports = [], {}
        for kept in accounts:
            digest = kept.account.report
            if digest not in reports:
                reports[digest] = self._report(digest)
            told.append(
                Told(
                    account=kept.account,
                    report=reports[digest].report,
                    recorded=reports[digest].recorded,
                    claims=self._claims(kept),
                )
            )
        return self._road.join(told, profiles), list(reports.values())

    def _claims(self, kept: KeptAccount) -> tuple[Claim, ...]:
        if kept.claims is not None:
            return kept.claims
        own = set(kept.account.claims)
        return tuple(claim for claim in self._store.claims_of(kept.reading) if claim.id in own)

    def _words(self, report: Report, reading: int, claims: Iterable[Claim]) -> list[ClaimWords]:
        positions = {claim.id: position for position, claim in enumerate(self._store.claims_of(reading))}
        positions |= {name: MADE + order for order, name in enumerate(self._made(report.digest))}
        return [words_of(report, claim, reading, positions[claim.id]) for claim in claims]

    def _made(self, digest: str) -> list[str]:
        """The ids of the claims that people ever made in a report, in the order of their decisions."""
        from tollbook.review import made_handles  # a stage, which most books need not load

        decisions = self._store.decisions(digest)
        return list(made_handles(decisions)) if decisions else []

    def _damaged(self, what: str) -> BookDamaged:
        return BookDamaged(f"{self._store.where}: {what}. {VIEW_REMEDY}")

    def _report(self, digest: str) -> KeptReport:
        kept = self._store.report(digest)
        if kept is None:
            raise BookDamaged(f"{self._store.where}: report {digest[:12]} is missing. {REMEDY}")
        return kept


def _mark(reading: int, claims: Sequence[Claim]) -> str:
    """What tells an account from any other: its reading, and what its claims say."""
    written = msgspec.json.encode([reading, claims], order="deterministic")
    return hashlib.sha256(written).hexdigest()
