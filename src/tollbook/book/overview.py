"""The overview: the incidents that meet a question, how many they are, when they happened and where."""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, Literal, TypeVar

import msgspec

from tollbook.book.questions import killed_of
from tollbook.book.view import Progress, View
from tollbook.model import PlacePrecision, Summary
from tollbook.storage import After, Box, Mark, Order, Question, Store, Stretch, Totals

Answer = TypeVar("Answer")

BY_MONTH = 500
"""A timeline of more days than this counts by month."""

_LONGEST: dict[str, int] = {"day": 7, "month": 31}
"""Incidents of more days stand in no day or month of a timeline: they did not happen in it alone."""

_OWN_AREA: tuple[tuple[PlacePrecision, int], ...] = (("country", 0), ("province", 4), ("district", 6))
"""From which zoom on an area is a mark of its own; before that it is smaller than the marks of several incidents."""

_CELLS = 3
"""A tile of the map is cut into 2 to the power of this cells across, in each of which there is one mark."""

_FINEST = 18
"""Cells are no smaller than those of this zoom: a hundred metres at most."""

MARKS = 3000
"""The most marks of one answer."""


class Timeline(msgspec.Struct, frozen=True, kw_only=True):
    """Incidents and those killed by the days, or `by` months, on which they began, in order; empty ones are left out.
    `elsewhere` says how many are of unknown days, or of so many that they stand in none of these.
    """

    by: Literal["day", "month"]
    stretches: tuple[Stretch, ...]
    elsewhere: int


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """One page of the incidents that meet a question, with what is told of all of them. The `timeline` is of those that
    would meet it whatever their days, `bounds` what holds the places of all of them. `after` is where the list goes on.
    """

    summaries: tuple[Summary, ...]
    totals: Totals
    timeline: Timeline
    bounds: Box | None
    countries: tuple[str, ...]
    after: After | None


class _Kept:
    """Answers that were given lately, for whoever asks the same of the same state of a book: they follow from it."""

    def __init__(self, most: int) -> None:
        self._answers: OrderedDict[Hashable, Any] = OrderedDict()
        self._most = most
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], Answer]) -> Answer:
        """The answer that is kept under this key, or else the one that is made."""
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                known: Answer = self._answers[key]
                return known
        made = make()
        with self._lock:
            self._answers[key] = made
            while len(self._answers) > self._most:
                self._answers.popitem(last=False)
        return made


_KEPT = _Kept(256)


class Overview:
    """The part of a Book that is asked about many incidents at once. Questions are made by `question_of`."""

    _store: Store
    _view: View
    _progress: Progress | None

    def overview(self, question: Question) -> Seen:
        """The page of the question's list, and all that stands beside it, of one state of the book."""
        self._view.refresh(self._progress)
        with self._store.snapshot():
            view = self._store.view
            found, after = self._page(question)
            return Seen(
                summaries=tuple(found),
                totals=self._totals(question),
                timeline=self._once("timeline", question, lambda: self._timeline(question)),
                bounds=self._once("bounds", question, lambda: view.bounds(question)),
                countries=tuple(code.upper() for code in view.countries()),
                after=after,
            )

    def listed(self, question: Question) -> tuple[list[Summary], int, After | None]:
        """The page of the question's list, how many incidents there are on all pages, and where the list goes on."""
        self._view.refresh(self._progress)
        with self._store.snapshot():
            found, after = self._page(question)
            return found, self._totals(question).incidents, after

    def marks(self, question: Question, zoom: float) -> list[Mark]:
        """The incidents that meet the question, as they are drawn on a map of this zoom (512 pixels a tile): those near
        each other as one mark, those known to an area as a mark of that area.
        """
        self._view.refresh(self._progress)
        areas = [precision for precision, least in _OWN_AREA if zoom >= least]
        fineness = min(max(int(zoom), 0), _FINEST) + _CELLS
        with self._store.snapshot():
            marks = self._store.view.marks
            return self._once(f"marks {fineness}", question, lambda: marks(question, fineness, areas, MARKS))

    def _totals(self, question: Question) -> Totals:
        return self._once("totals", question, lambda: self._store.view.totals(question))

    def _once(self, what: str, question: Question, make: Callable[[], Answer]) -> Answer:
        """An answer about all incidents that meet a question, computed once for a state of the book."""
        unpaged = msgspec.structs.replace(question, order="earliest", after=None, limit=None, offset=0)
        view = self._store.view
        if view.to_refresh(1) or view.unsettled(1):  # somebody has added to the book this very moment
            return make()
        state = view.state()
        return _KEPT.get((self._store.where, self._store.head().hash, state.rules, state.seq, what, unpaged), make)

    def _page(self, question: Question) -> tuple[list[Summary], After | None]:
        """The summaries of a page, and where the list goes on."""
        if question.limit is None:
            return self._store.view.summaries(question), None
        found = self._store.view.summaries(msgspec.structs.replace(question, limit=question.limit + 1))
        shown = found[: question.limit]
        return shown, _behind(shown[-1], question.order) if len(found) > len(shown) else None

    def _timeline(self, question: Question) -> Timeline:
        view = self._store.view
        anyday = msgspec.structs.replace(question, since=None, until=None)
        ends = view.first_and_last(anyday)
        by: Literal["day", "month"] = "day"
        if ends is not None and (dt.date.fromisoformat(ends[1]) - dt.date.fromisoformat(ends[0])).days > BY_MONTH:
            by = "month"
        stretches = view.stretches(anyday, by, _LONGEST[by])
        whole = self._totals(anyday).incidents
        shown = sum(stretch.incidents for stretch in stretches)
        return Timeline(by=by, stretches=tuple(stretches), elsewhere=whole - shown)


def _behind(summary: Summary, order: Order) -> After:
    """The place in a list of this order behind an incident."""
    shown = summary.incident
    if order == "earliest":
        day = "~" if shown.when is None else shown.when.start.isoformat()
    else:
        day = "" if shown.when is None else shown.when.end.isoformat()
    return After(day, killed_of(shown.estimates), shown.id)
