"""The facade: a Book is opened, fed, asked and checked."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Self

from tollbook.book import roads
from tollbook.book.arrivals import Arrival, Failure, Item, arrivals, several, writable
from tollbook.book.catalogue import Cataloguing
from tollbook.book.comparing import Comparing
from tollbook.book.decisions import Decisions
from tollbook.book.hindsight import entry_at
from tollbook.book.keeping import Keeping
from tollbook.book.overview import Overview
from tollbook.book.questions import not_one, question_of
from tollbook.book.records import (
    Added,
    AddResult,
    Day,
    Hit,
    JoinedLedger,
    Moment,
    Proposal,
    Reviewed,
    RoadLike,
    as_day,
)
from tollbook.book.search import Search
from tollbook.book.signature import user_name
from tollbook.book.view import Progress, View
from tollbook.book.words import facets_asked
from tollbook.errors import BookError, InputError, UnknownIncident, UnknownReport
from tollbook.model import (
    Effect,
    GradeName,
    Joined,
    Left,
    ReaderVersion,
    ReviewState,
    Summary,
    VictimClass,
)
from tollbook.storage import (
    KeptClaim,
    KeptReport,
    LogEntry,
    Question,
    SqliteStore,
    Stamp,
    Store,
    Whole,
    WordsAsked,
    misquote,
    verify,
)

if TYPE_CHECKING:
    from tollbook.book.desk import Desk
    from tollbook.book.past import Past


class Book(Overview, Comparing, Keeping, Cataloguing):
    """A casebook in one file: reports as they came, the claims read in them, and a log of what was done.

    Open it with `Book.open`, best in a `with` statement. What `add` has acknowledged is on the disk. Incidents follow
    from the reports and claims; what is kept of them is brought up to date before each answer.
    """

    def __init__(
        self,
        store: Store,
        *,
        road: RoadLike | None,
        clock: Callable[[], dt.datetime],
        who: str,
        ways: roads.Ways | None = None,
        progress: Progress | None = None,
    ) -> None:
        self._store = store
        self._ways = ways or roads.Ways()
        self._given_road = road
        self._clock = clock
        self._who = who
        self._progress = progress
        self._view = View(store, lambda: self._road, Decisions(store))

    @classmethod
    def open(
        cls,
        path: str | os.PathLike[str],
        *,
        create: bool = True,
        road: RoadLike | None = None,
        clock: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
        who: str | None = None,
        min_confidence: float = 0.0,
        gate: bool = False,
        progress: Progress | None = None,
    ) -> Self:
        """Open the book at `path`; begin one where none stands, unless `create` is False.

        `who` stands in the log beside what is done (the user's name unless given), with the `clock`'s time. `road`
        reads the reports and reconciles the claims; where none is given, the house's does, in the way of `read` with
        `min_confidence` and `gate`, which stand in the reader's version. `progress` is told of long work, as where
        incidents are computed anew by other rules: how much is done, and of how much. Raises `NotABook` where the file
        is something else, of a newer version or missing, `BookDamaged` where it cannot be made sense of, and
        `BookError` where it cannot be opened.
        """
        name = writable(who or user_name())
        ways = roads.ways_of(min_confidence, gate=gate)
        store = SqliteStore.open(Path(path), create=create, stamp=Stamp(at=clock(), who=name))
        return cls(store, road=road, clock=clock, who=name, ways=ways, progress=progress)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file; there is nothing left to save."""
        self._store.close()

    def add(
        self,
        items: Item | Iterable[Item],
        *,
        published: Day | None = None,
        outlet: str | None = None,
        progress: Callable[[AddResult], None] | None = None,
    ) -> Added:
        """Add reports, read and all, and say what became of each; `progress` hears of each as it happens.

        A report that the book has (the same bytes) changes nothing; what cannot be read is named, and the rest goes
        in. `published` and `outlet`, where they are given, win over what a report says of itself.
        """
        results = []
        for result in self.add_each(items, published=published, outlet=outlet):
            results.append(result)
            if progress is not None:
                progress(result)
        return Added(results=tuple(results))

    def add_each(
        self, items: Item | Iterable[Item], *, published: Day | None = None, outlet: str | None = None
    ) -> Iterator[AddResult]:
        """Add reports one by one; each result comes when its report is safe on the disk."""
        for arrival in arrivals(several(items), as_day(published, "published"), outlet):
            yield self._take_in(arrival)

    def read_again(self, *, progress: Callable[[AddResult], None] | None = None) -> Added:
        """Read every report anew whose newest claims are another reader's or another version's, and keep both.

        What is shown from then on are the new claims ("added"); a report that this reader has read is "known".
        """
        results = []
        for kept in self._store.reports():
            result = self._read_again(kept)
            results.append(result)
            if progress is not None:
                progress(result)
        return Added(results=tuple(results))

    def incidents(
        self,
        *,
        since: Day | None = None,
        until: Day | None = None,
        country: str | None = None,
        actor: str | None = None,
        victim_class: VictimClass | None = None,
        effect: Effect | None = None,
        grade: GradeName | None = None,
        review: ReviewState | None = None,
        min_killed: int | None = None,
        kind: Literal["incident", "aggregate"] = "incident",
        outlet: str | None = None,
        place: str | None = None,
        speaker: str | None = None,
        limit: int | None = None,
        offset: int = 0,
        as_of: Moment | None = None,
    ) -> list[Summary]:
        """The incidents that meet every condition, by day (unknown days last): up to `limit` of them, after `offset`.

        `since` and `until`: some day of the incident lies within them, both inclusive; one of unknown days does not.
        `country`: one of its places lies in that country (ISO 3166 alpha-2, "PK"). `actor`: somebody says that this
        actor did it, is behind it or did not (a name, a part of one, or the registry's id). `victim_class`: a claim
        gives victims of that class; `effect`: of that effect. `grade`: some profile grades it so. `review`: people have
        come that far with it. `min_killed`: the house profile's best estimate of those killed (its low one
        where there is no best), of that class if one is given, reaches it; unknown is not zero, and does not.
        `outlet`, `place` and `speaker`: a part of the name of one that printed it, where it was (of a district or
        province too, that it was in), or that is credited.
        `kind` "aggregate" gives the totals over campaigns and years instead, which are never added to incidents.
        `as_of` (a moment with its offset, or a day, which is its end in UTC) asks for the incidents as they stood then.
        """
        question = question_of(
            kind=kind,
            since=since,
            until=until,
            country=country,
            actor=actor,
            victim_class=victim_class,
            effect=effect,
            grade=grade,
            review=review,
            min_killed=min_killed,
            outlet=outlet,
            place=place,
            speaker=speaker,
            limit=limit,
            offset=offset,
        )
        self._view.refresh(self._progress)
        if as_of is not None:
            with self._store.snapshot():
                return self._past(as_of).summaries(question)
        return self._store.view.summaries(question)

    def incident(self, id: str, *, as_of: Moment | None = None) -> JoinedLedger:  # noqa: A002 - the word of the records
        """The incident that has an account of that id, or of an id that begins with it: its own, or any other.

        With `as_of` it is shown as it stood then. Raises `UnknownIncident` where there is none, naming the nearest, or
        more than one.
        """
        self._view.refresh(self._progress)
        with self._store.snapshot():
            if as_of is None:
                now, head = self._store.view, self._store.head().length
                return self._ledger(id, lambda name: self._view.joined(self._number(name)), now.summaries, head)
            past = self._past(as_of)
            return self._ledger(id, lambda name: past.joined(past.incident(writable(name))), past.summaries, past.at)

    def claims(self, report: str | None = None, effect: Effect | None = None) -> list[KeptClaim]:
        """The claims as they were read; of one report (its digest, or the beginning of it), of one effect.

        Raises `UnknownReport` where not exactly one report has a digest like that.
        """
        digest = None if report is None else self._digest(report)
        return list(self._store.claims(digest, effect))

    def left(self, report: str) -> Left:
        """The claims of a report as people left them, with what they rejected and what they set.

        `report` is its digest, or the beginning of it; raises `UnknownReport` where not exactly one report has it.
        """
        kept = self.report(report)
        claims = tuple(one.claim for one in self._store.claims(kept.report.digest))
        return Decisions(self._store).left(kept.report, claims)

    def reports(self, after: int = 0) -> Iterator[KeptReport]:
        """Every report, in order of arrival; only those that came after the log entry `after`, where it is given."""
        return self._store.reports(after)

    def reports_by_day(
        self, *, since: Day | None = None, until: Day | None = None, limit: int, offset: int = 0
    ) -> list[KeptReport]:
        """Up to `limit` reports after `offset` of them: those published last first, of one day those that came last.

        With `since` and `until`, both inclusive, those that were published then; without, those of unknown days too.
        """
        first, last = as_day(since, "since"), as_day(until, "until")
        return list(self._store.reports_by_day(first, last, limit, offset))

    def published_days(self) -> dict[dt.date | None, int]:
        """How many reports were published on each day; None for unknown days."""
        return self._store.published_days()

    def report(self, digest: str) -> KeptReport:
        """The report of that digest, or of the one digest that begins with it.

        Raises `UnknownReport` where not exactly one report has a digest like that.
        """
        kept = self._store.report(self._digest(digest))
        assert kept is not None  # reports are never deleted
        return kept

    def raw(self, digest: str) -> bytes:
        """The bytes that a report came as; raises as `report` does."""
        raw = self._store.raw(self._digest(digest))
        assert raw is not None  # reports are never deleted
        return raw

    def reader_of(self, digest: str) -> ReaderVersion:
        """The reader whose claims of a report are shown, the newest; raises as `report` does."""
        reader = self._store.reader_of(self._digest(digest))
        assert reader is not None  # every report has a reading
        return reader

    def search(
        self,
        words: str,
        *,
        actor: str | None = None,
        place: str | None = None,
        since: Day | None = None,
        until: Day | None = None,
        victim_class: VictimClass | None = None,
        outlet: str | None = None,
        speaker: str | None = None,
        limit: int = 50,
        as_of: Moment | None = None,
    ) -> list[Hit]:
        """Up to `limit` claims and reports that hold every word or "phrase in double quotes": claims before reports,
        the best first, and the newest where very many hold them.

        A claim holds a word in its evidence, or in the names of its place, actor and speaker. `actor`, `place` and
        `speaker` are words of those names, `outlet` of the one that printed it; `since`, `until` and `victim_class` are
        as for `incidents`. A report is found where none of its claims is, and no condition asks for one.
        With `as_of` what the book had then is searched.

        Raises `InputError` where there is nothing to search for.
        """
        first, last = as_day(since, "since"), as_day(until, "until")
        asked = WordsAsked(
            words=words,
            place=place,
            actor=actor,
            speaker=speaker,
            outlet=outlet,
            facets=facets_asked(victim_class, first, last),
        )
        self._view.follow(self._progress)
        with self._store.snapshot():
            past = None if as_of is None else self._past(as_of)
            return Search(self._store, self._view, past).find(asked, first, last, limit)

    def log(self) -> Iterator[LogEntry]:
        """What was done to the book, first to last."""
        return self._store.log()

    def candidates(self, *, limit: int = 50, as_of: Moment | None = None) -> list[Proposal]:
        """Up to `limit` pairs of incidents that may be one, and that nobody has judged, the likeliest first; with
        `as_of` as it stood then.
        """
        self._view.refresh(self._progress)
        with self._store.snapshot():
            if as_of is not None:
                return list(islice(self._past(as_of).proposals(self._road.unsure), limit))
            return list(islice(self._view.proposals(), limit))

    def rebuild(self) -> int:
        """Compute what is kept of the incidents anew, from the reports, the claims and the decisions; how many there
        are, aggregates too.
        """
        self._view.rebuild(self._progress)
        return self._store.view.count()

    def verify(self) -> Whole:
        """Check that the book is whole, and say what was checked; raises `BookDamaged` where it is not.

        What is kept of the incidents is checked last: where that alone is not whole, `rebuild` mends it.
        """
        whole = verify(self._store)
        self._view.check()
        return whole

    @property
    def reader(self) -> ReaderVersion:
        """The reader that reads what is added."""
        return self._road.reader.version

    @cached_property
    def _desk(self) -> Desk:
        from tollbook.book.desk import Desk

        return Desk(self._store, self._clock, self._who, lambda: self._view.follow(self._progress))

    @property
    def _road(self) -> RoadLike:
        return roads.house_road(**self._ways) if self._given_road is None else self._given_road

    def _take_in(self, arrival: Arrival | Failure) -> AddResult:
        if isinstance(arrival, Failure):
            return AddResult(outcome="failed", name=arrival.name, error=arrival.error)
        report, name = arrival.report, writable(arrival.name)
        if self._store.holds(report.digest):
            return AddResult(outcome="known", name=name, digest=report.digest)
        claims = self._road.travel(report).claims
        if wrong := next(filter(None, (misquote(report, claim) for claim in claims)), None):
            fault = BookError(f"{name}: {wrong}. This is a fault of the reader; the report was not added.")
            return AddResult(outcome="failed", name=name, digest=report.digest, error=fault)
        stamp = Stamp(at=self._clock(), who=self._who)
        try:
            new = self._store.add(report, arrival.raw, name, self._road.reader.version, claims, stamp)
        except InputError as error:  # the report's own fault: the others go in
            return AddResult(outcome="failed", name=name, digest=report.digest, error=error)
        if not new:  # another process added it meanwhile
            return AddResult(outcome="known", name=name, digest=report.digest)
        self._after_adding()
        return AddResult(outcome="added", name=name, digest=report.digest, claims=len(claims))

    def _after_adding(self) -> None:
        """Bring the report's incidents together; what they say is computed when it is asked for."""
        self._view.follow(self._progress)

    def _read_again(self, kept: KeptReport) -> AddResult:
        digest, reader = kept.report.digest, self._road.reader.version
        if self._store.reader_of(digest) != reader:
            claims = self._road.travel(kept.report).claims
            if self._store.add_reading(digest, reader, claims, Stamp(at=self._clock(), who=self._who)):
                return AddResult(outcome="added", name=kept.name, digest=digest, claims=len(claims))
        return AddResult(outcome="known", name=kept.name, digest=digest)

    def _reviewed(self, joined: Joined, at: int) -> Reviewed:
        from tollbook.book.reviewed import reviewed

        return reviewed(self._store, joined.accounts, at)

    def _past(self, as_of: Moment) -> Past:
        from tollbook.book.past import Past

        return Past(self._store, self._view, entry_at(self._store, as_of))

    def _ledger(
        self,
        name: str,
        joined_of: Callable[[str], tuple[Joined, list[KeptReport]]],
        summaries: Callable[[Question], Sequence[Summary]],
        at: int,
    ) -> JoinedLedger:
        """The ledger of an incident among those of one moment, the log entry `at`."""
        from tollbook.book.umbrellas import standing_of

        joined, reports = joined_of(name)
        standing = standing_of(joined.incident, summaries)
        decided = any(self._store.decisions(kept.report.digest, at) for kept in reports)
        return JoinedLedger(
            joined=joined,
            reports={kept.report.digest: kept.report for kept in reports},
            names={kept.report.digest: kept.name for kept in reports},
            umbrella=standing.umbrella,
            components=tuple(joined_of(one)[0] for one in standing.components),
            reviewed=self._reviewed(joined, at) if decided else Reviewed(),
        )

    def _number(self, id_: str) -> int:
        """The number in the view of the incident that has an account of this id, or of one that begins with it."""
        asked = writable(id_.lower())
        found = self._store.view.named(asked) if asked else {}
        if len(found) != 1:
            raise UnknownIncident(not_one(id_, sorted(found.values()), self._store.view.near(asked)))
        return next(iter(found))

    def _digest(self, beginning: str) -> str:
        found = list(self._store.digests(writable(beginning.lower())))
        if len(found) != 1:
            having = "no report has" if not found else f"{len(found)} reports have"
            raise UnknownReport(f"{self._store.where}: {having} a digest that begins with {beginning!r}.")
        return found[0]
