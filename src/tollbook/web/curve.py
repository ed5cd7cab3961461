"""The toll over time as a step chart: a band from low to high, a line at best, drawn by the server.

Places along the time are percent of the width, those up and down are pixels, so that letters keep their size on every
screen.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from tollbook.book import TollPoint
from tollbook.model import Effect, Estimate
from tollbook.web.bars import top_of

HEIGHT = 208
_CEILING, _FLOOR = 14.0, 180.0
"""Where the top and the bottom of the scale lie, in pixels from above."""
_RIGHT = 94.0
_RUN_ON = 4.0
"""How far the last figures run on after their publication, in percent."""
_TICKS = 5


class Band(NamedTuple):
    """What is known between two publications: low and high as a box, `open` where the high end is not known."""

    x: float
    width: float
    y: float
    height: float
    open: bool


class Line(NamedTuple):
    """A stretch of the line at best."""

    x1: float
    y1: float
    x2: float
    y2: float


class Mark(NamedTuple):
    """A publication that changed the figures: where it stands, and what to say of it."""

    x: float
    y: float
    told: str


class Chart(NamedTuple):
    """The curve of one effect."""

    effect: Effect
    top: int
    bands: list[Band]
    lines: list[Line]
    marks: list[Mark]
    levels: list[tuple[float, int]]
    days: list[tuple[float, str]]


class _At(NamedTuple):
    moment: dt.datetime
    low: int | None
    best: int | None
    high: int | None


def charts_of(points: Sequence[TollPoint]) -> list[Chart]:
    """A curve for each effect whose figures are known at two times or more."""
    effects = dict.fromkeys(one.effect for point in points for one in point.estimates)
    charts = []
    for effect in effects:
        steps = list(_steps(points, effect))
        if len({one.moment for one in steps}) > 1:
            charts.append(_chart(effect, steps))
    return charts


def whole_of(estimates: Sequence[Estimate], effect: Effect) -> Estimate | None:
    """The estimate of every class of an effect together."""
    found = [one for one in estimates if one.effect == effect]
    return next((one for one in found if one.victim_class == "all"), found[0] if len(found) == 1 else None)


def _steps(points: Sequence[TollPoint], effect: Effect) -> Iterator[_At]:
    for point in points:
        estimate = whole_of(point.estimates, effect)
        moment = _moment(point)
        if estimate is not None and moment is not None:
            yield _At(moment, estimate.low, estimate.best, estimate.high)


def _moment(point: TollPoint) -> dt.datetime | None:
    """When it was published, in UTC; noon of the day where no moment is known."""
    if point.moment is not None and point.moment.tzinfo is not None:
        return point.moment.astimezone(dt.UTC)
    if point.day is None:
        return None
    hour = dt.time(12) if point.moment is None else point.moment.time()
    return dt.datetime.combine(point.day, hour, dt.UTC)


def _chart(effect: Effect, steps: list[_At]) -> Chart:
    first, last = steps[0].moment, steps[-1].moment
    span = max((last - first).total_seconds(), 1.0)
    top = top_of(value for one in steps for value in (one.low, one.best, one.high))

    def x(moment: dt.datetime) -> float:
        return round((_RIGHT - _RUN_ON) * (moment - first).total_seconds() / span, 2)

    def y(value: int) -> float:
        return round(_FLOOR - (_FLOOR - _CEILING) * value / max(1, top), 1)

    ends = [x(one.moment) for one in steps[1:]] + [_RIGHT]
    bands, lines, marks = [], [], []
    for one, end in zip(steps, ends, strict=True):
        known = [value for value in (one.low, one.best, one.high) if value is not None]
        if known:
            above = _CEILING if one.high is None else y(max(known))
            start = x(one.moment)
            bands.append(Band(start, round(end - start, 2), above, round(y(min(known)) - above, 1), one.high is None))
        if one.best is not None:
            lines.append(Line(x(one.moment), y(one.best), end, y(one.best)))
    for before, after in pairwise(steps):
        if before.best is not None and after.best is not None and before.best != after.best:
            lines.append(Line(x(after.moment), y(before.best), x(after.moment), y(after.best)))
    for at, one in enumerate(steps):
        shown = next((value for value in (one.best, one.low, one.high) if value is not None), None)
        if shown is not None and (at == 0 or steps[at - 1][1:] != one[1:]):
            marks.append(Mark(x(one.moment), y(shown), _told(one)))
    return Chart(
        effect=effect,
        top=top,
        bands=bands,
        lines=lines,
        marks=marks,
        levels=[(y(value), value) for value in sorted({0, top // 2, top})],
        days=list(_days(first, last, x)),
    )


def _told(one: _At) -> str:
    values = " – ".join("unknown" if value is None else f"{value:,}" for value in one[1:])
    return f"{one.moment.day} {one.moment:%B %Y, %H:%M} UTC: {values}"


def _days(first: dt.datetime, last: dt.datetime, x: Callable[[dt.datetime], float]) -> Iterator[tuple[float, str]]:
    """Midnights between, a few of them, with the day that begins; the first publication's own day at the left. Within
    one day, the hours of the first and the last publication.
    """
    days = (last.date() - first.date()).days
    yield 0.0, f"{first.day} {first:%b}" if days else f"{first.day} {first:%b}, {first:%H:%M}"
    if not days:
        yield x(last), f"{last:%H:%M}"
    step = max(1, -(-days // _TICKS))
    for number in range(step, days + 1, step):
        day = dt.datetime.combine(first.date() + dt.timedelta(days=number), dt.time.min, dt.UTC)
        if x(day) >= 12:
            yield x(day), f"{day.day} {day:%b}"
