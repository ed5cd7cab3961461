"""The queue of what waits for a person's judgement: doubt x deaths x recency, the greatest first.

`waiting` computes what waits and its weight; here it is asked for. docs/workbench.md tells the formula.
"""

from __future__ import annotations

import datetime as dt
from abc import abstractmethod
from typing import TYPE_CHECKING

import msgspec

from tollbook.book.deciding import Deciding
from tollbook.book.questions import as_country
from tollbook.book.records import Day, as_day
from tollbook.book.view import Progress, View
from tollbook.book.waiting import HALF_LIFE
from tollbook.errors import InputError
from tollbook.model import KeptDecision, ReviewKind
from tollbook.storage import KeptWaiting, Store, WaitingAsked

if TYPE_CHECKING:
    from tollbook.book.naming import PlaceChoice

MOST = 10_000
"""What waits is counted up to here: whether it is more helps nobody."""


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """Something that waits for a person's judgement: what it is, its name in an address (`key`), and why it stands
    where it does. `weight` is `doubt` (0 to 1) times `stake` (the people that count in it, at least 1) times `recency`
    (1 on the day of publication, half for each 90 days since). `people` are those that are told of, None where no
    number is. `open` is False where it was judged.
    """

    kind: ReviewKind
    key: str
    weight: float
    doubt: float
    people: int | None
    effect: str | None
    stake: float
    recency: float
    published: dt.date
    country: str | None
    sentence: str | None
    claims: tuple[str, ...]
    incidents: tuple[str, ...]
    open: bool


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Which part of the queue is asked for: of one kind, in one country (ISO 3166 alpha-2), of what happened on some
    day of a window, of one incident.
    """

    kind: ReviewKind | None = None
    country: str | None = None
    since: Day | None = None
    until: Day | None = None
    incident: str | None = None


class Turn(msgspec.Struct, frozen=True, kw_only=True):
    """Where somebody stands in the queue: at `item` (None where nothing waits, or where what was asked for waits no
    longer), with the keys of the one before and the `next`. `before` of the `left` stand ahead of it; both are counted
    up to 10,000. `counts` are those of each kind. `seen` is the last log entry that this answer has seen: a decision
    that carries it is refused where somebody decided on the same claims meanwhile.
    """

    item: Waiting | None
    previous: str | None
    next: str | None
    before: int
    left: int
    counts: dict[ReviewKind, int]
    seen: int


KINDS: tuple[ReviewKind, ...] = ("claims", "candidates", "equations", "contradictions", "unplaced", "undated")


class Queueing(Deciding):
    """The part of a Book that says what waits for a person."""

    _store: Store
    _view: View
    _progress: Progress | None

    @abstractmethod
    def _number(self, id_: str) -> int:
        """The number in the view of an incident; raises `UnknownIncident`."""

    def queue(self, asked: Asked | None = None, *, limit: int = 50, after: str | None = None) -> list[Waiting]:
        """Up to so much of what waits, in its order, from the first or after the one of that key.

        Raises `InputError` for a country, a day or a key that is none, `UnknownIncident` for an incident.
        """
        self._view.refresh(self._progress)
        with self._store.snapshot():
            start = None if after is None else self._store.view.waiting.at(after)
            if after is not None and start is None:
                raise InputError(f"Nothing waits under {after!r}.")
            found = self._store.view.waiting.find(self._asked(asked), limit, start)
        today = dt.datetime.now(dt.UTC).date()
        return [_shown(one, today) for one in found]

    def turn(self, asked: Asked | None = None, *, at: str | None = None) -> Turn:
        """Where somebody stands who asks for a part of the queue, at the first of it or at the one of a key."""
        self._view.refresh(self._progress)
        with self._store.snapshot():
            waiting, question = self._store.view.waiting, self._asked(asked)
            first = next(iter(waiting.find(question, 1)), None)
            here = first if at is None else waiting.at(at)
            following = waiting.find(question, 1, here) if here is not None else [first] if first else []
            ahead = waiting.find(question, 1, here, back=True) if here is not None else []
            any_kind = msgspec.structs.replace(question, kind=None)
            counts = waiting.kinds(any_kind, MOST)
            return Turn(
                item=None if here is None else _shown(here, dt.datetime.now(dt.UTC).date()),
                previous=ahead[0].key if ahead else None,
                next=following[0].key if following else None,
                before=0 if here is None else waiting.count(question, MOST, here),
                left=min(MOST, sum(counts.values())) if question.kind is None else counts[question.kind],
                counts=counts,
                seen=self._store.head().length,
            )

    def seen(self) -> int:
        """The number of the last log entry."""
        return self._store.head().length

    def last_decision(self, who: str) -> KeptDecision | None:
        """What somebody decided last and has not been undone; None where there is no such decision of late."""
        return self._desk.last_of(who)

    def places(self, name: str) -> tuple[PlaceChoice, ...]:
        """The places of the gazetteer that a name may mean ("Mastung", "Mastung, Pakistan"), the likeliest first."""
        from tollbook.book.naming import places_called

        return places_called(name)

    def places_near(self, lat: float, lon: float) -> tuple[PlaceChoice, ...]:
        """The place of the gazetteer that a point lies at, and the areas that it lies in, the narrowest first."""
        from tollbook.book.naming import places_near

        return places_near(lat, lon)

    def _asked(self, asked: Asked | None) -> WaitingAsked:
        given = asked or Asked()
        since, until = as_day(given.since, "since"), as_day(given.until, "until")
        return WaitingAsked(
            kind=given.kind,
            country=as_country(given.country),
            since=None if since is None else since.isoformat(),
            until=None if until is None else until.isoformat(),
            incident=None if given.incident is None else self._number(given.incident),
        )


def _shown(kept: KeptWaiting, today: dt.date) -> Waiting:
    published = dt.date.fromisoformat(kept.day)
    recency = 2.0 ** (-max(0, (today - published).days) / HALF_LIFE)
    return Waiting(
        kind=kept.kind, key=kept.key, weight=kept.doubt * kept.stake * recency, doubt=kept.doubt, people=kept.people,
        effect=kept.effect, stake=kept.stake, recency=recency, published=published, country=kept.country,
        sentence=kept.sentence, claims=kept.claims, incidents=kept.incidents, open=kept.open,
    )  # fmt: skip
