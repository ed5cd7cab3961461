"""Which days a value means: calendar arithmetic against a reference day, and against the event told before.

The reference is the day on which the text speaks: the report's publication, or the dateline above the sentence.
Nothing lies after it: "on Tuesday" is the latest Tuesday not after the reference, the reference itself included, and
a month or a year that is not over ends there. What a vague part of a month or a year covers is a convention (`early`
the first ten days or three months, `mid` the 10th to the 20th or June to August, `late` from the 21st or September).
Seasons are those of the northern half of the earth.
"""

from __future__ import annotations

import calendar
import datetime as dt

from tollbook.days.feasts import feast_days, foreign_days
from tollbook.days.values import (
    Ambiguous,
    Between,
    Calendar,
    Decade,
    Feast,
    Foreign,
    Lasting,
    Offset,
    Overnight,
    Part,
    Season,
    Shift,
    Since,
    Value,
    Weekday,
)
from tollbook.model import DayPrecision, When


def resolve(
    value: Value, reference: dt.date | None, event: When | None, *, month_first: bool | None = None
) -> When | None:
    """The days that `value` means, or None where they cannot be told.

    `reference` is the day on which the text speaks (None: unknown, then only what names its own year resolves);
    `event` is the event told before, on which "a day earlier" and "since then" hang. `month_first` tells how the outlet
    writes a date in figures, None where that is unknown.
    """
    try:
        if isinstance(value, Ambiguous):
            return _ambiguous(value, reference, month_first)
        return _resolve(value, reference, event)
    except (ValueError, OverflowError):  # a day that no calendar has: 30 February, or years out of range
        return None


def _resolve(value: Value, reference: dt.date | None, event: When | None) -> When | None:
    match value:
        case Calendar():
            return _calendar(value, reference)
        case Decade():
            return _clipped(_decade(value.year), reference)
        case Season(year=int() as year):
            return _clipped(_season(value, year), reference)
        case Feast():
            return _of_days(feast_days(value, reference), reference)
        case Offset():
            return _offset(value, reference)
        case Foreign():
            return _of_days(foreign_days(value, reference), reference)
        case Between():
            return _between(value, reference, event)
        case Shift(of="event"):
            return _hanging(value, reference, event)
    return _from_reference(value, reference, event) if reference is not None else None


def _from_reference(
    value: Ambiguous | Since | Weekday | Shift | Lasting | Overnight | Season, reference: dt.date, event: When | None
) -> When | None:
    match value:
        case Ambiguous():
            return _ambiguous(value, reference, None)
        case Season():
            return _season_before(value, reference)
        case Since():
            return _since(value, reference, event)
        case Weekday(ahead=True):
            return None
        case Weekday():
            return _clipped(_day(_weekday(value, reference)), reference)
        case Shift():
            return _clipped(_shift(value, reference, same=None), reference)
        case Lasting():
            return _lasting(value, reference)
        case Overnight(eve=None):
            return _range(reference - dt.timedelta(days=1), reference)
        case Overnight(eve=Weekday() as eve):
            first = _weekday(eve, reference)
            return _range(first, min(first + dt.timedelta(days=1), reference))
    return None


def _hanging(value: Shift, reference: dt.date | None, event: When | None) -> When | None:
    """Before the first day of what was told, or after its last."""
    if event is None:
        return None
    if value.behind and (event.end - event.start).days > 6 and value.unit == "day":
        return None  # so many days after a month or a year
    return _clipped(_shift(value, event.end if value.amount > 0 else event.start, same=event), reference)


def _day(day: dt.date) -> When:
    return When(start=day, end=day, precision="day")


def _range(start: dt.date, end: dt.date, precision: DayPrecision = "range") -> When | None:
    if start > end:
        return None
    return _day(start) if start == end and precision == "range" else When(start=start, end=end, precision=precision)


def _clipped(when: When | None, reference: dt.date | None) -> When | None:
    """The part of `when` that is not in the reference's future; None where all of it is."""
    if when is None or reference is None or when.end <= reference:
        return when
    return _range(when.start, reference, when.precision)


_SOON = dt.timedelta(days=60)
"""A day without its year that comes round so soon after the reference is an appointment, not last year's event."""


_OF_MONTH: dict[Part, tuple[int, int]] = {
    "early": (1, 10), "mid": (10, 20), "late": (21, 31), "first half": (1, 15), "second half": (16, 31),
}  # fmt: skip
_OF_YEAR: dict[Part, tuple[int, int]] = {
    "early": (1, 3), "mid": (6, 8), "late": (9, 12), "first half": (1, 6), "second half": (7, 12),
    "q1": (1, 3), "q2": (4, 6), "q3": (7, 9), "q4": (10, 12),
}  # fmt: skip
_OF_SEASON = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}


def _month(year: int, month: int, part: Part | None) -> When | None:
    last = calendar.monthrange(year, month)[1]
    if part is None:
        return _range(dt.date(year, month, 1), dt.date(year, month, last), "month")
    if part not in _OF_MONTH:
        return None
    first, end = _OF_MONTH[part]
    return _range(dt.date(year, month, first), dt.date(year, month, min(end, last)))


def _decade(year: int) -> When | None:
    return _range(dt.date(year, 1, 1), dt.date(year + 9, 12, 31))


def _year(year: int, part: Part | None) -> When | None:
    first, last = _OF_YEAR[part] if part else (1, 12)
    end = dt.date(year, last, calendar.monthrange(year, last)[1])
    return _range(dt.date(year, first, 1), end, "range" if part else "year")


def _season(value: Season, year: int) -> When | None:
    first = dt.date(year, _OF_SEASON[value.name], 1)
    months = year * 12 + first.month + 2
    return _range(first, dt.date(months // 12, months % 12 + 1, 1) - dt.timedelta(days=1))


def _season_before(value: Season, reference: dt.date) -> When | None:
    """The latest that has begun; with "last" the latest that is over."""
    for year in range(reference.year, reference.year - 3, -1):
        when = _season(value, year)
        if when is not None and (when.end < reference if value.last else when.start <= reference):
            return _clipped(when, reference)
    return None


def _offset(value: Offset, reference: dt.date | None) -> When | None:
    """The day that is counted from may still lie ahead ("a week before Christmas")."""
    days = dt.timedelta(days=value.days)
    later = reference - min(days, dt.timedelta(0)) if reference is not None else None
    named = _resolve(value.of, later, None)
    if named is None or named.start != named.end:
        return None
    return _clipped(_day(named.start + days), reference)


def _of_days(days: tuple[dt.date, dt.date] | None, reference: dt.date | None) -> When | None:
    return None if days is None else _clipped(_range(*days), reference)


def _calendar(value: Calendar, reference: dt.date | None) -> When | None:
    year = value.year
    if value.month is None and value.day is not None:
        return _day_of_month(value, reference) if reference is not None else None
    if year is None and reference is not None:
        year = reference.year - (value.back or 0)
        if value.back is None and value.month is not None and (year, value.month, value.day or 1) > _ymd(reference):
            if value.day is not None and dt.date(year, value.month, value.day) - reference < _SOON:
                return None
            year -= 1
    if year is None:
        return None
    if value.month is None:
        when = _year(year, value.part)
    elif value.day is None:
        when = _month(year, value.month, value.part)
    else:
        first = dt.date(year, value.month, value.day)
        when = _range(first, dt.date(year, value.month, value.last_day)) if value.last_day else _day(first)
    return _clipped(when, reference)


def _ymd(day: dt.date) -> tuple[int, int, int]:
    return day.year, day.month, day.day


def _day_of_month(value: Calendar, reference: dt.date) -> When | None:
    """ "the 27th": the latest not after the reference; "the 27th of last month" as it says."""
    assert value.day is not None
    months = reference.year * 12 + reference.month - 1
    for back in (0, 1, 2) if value.months_back is None else (value.months_back,):
        year, month = (months - back) // 12, (months - back) % 12 + 1
        if value.day > calendar.monthrange(year, month)[1]:
            continue
        first = dt.date(year, month, value.day)
        if first <= reference:
            return _clipped(_range(first, first.replace(day=value.last_day or value.day)), reference)
    return None


def _ambiguous(value: Ambiguous, reference: dt.date | None, month_first: bool | None) -> When | None:
    """The outlet's way of writing decides. Where it is unknown both readings are tried: one that lies in the month up
    to the reference, where the other does not, is meant.
    """
    readings = (dt.date(value.year, value.second, value.first), dt.date(value.year, value.first, value.second))
    if month_first is not None:
        return _clipped(_day(readings[month_first]), reference)
    if reference is None:
        return None
    near = [day for day in readings if dt.timedelta(0) <= reference - day <= dt.timedelta(days=31)]
    return _day(near[0]) if len(near) == 1 else None


def _weekday(value: Weekday, reference: dt.date) -> dt.date:
    """The latest such day not after the reference; with "last" it is at least two days gone, for nobody calls
    yesterday "last Monday".
    """
    if value.week is not None:
        return reference + dt.timedelta(days=value.day - reference.weekday() - 7 * value.week)
    back = (reference.weekday() - value.day) % 7
    back += 7 * value.further
    return reference - dt.timedelta(days=back + 7 if value.last and back < 2 else back)


def _shift(value: Shift, day: dt.date, same: When | None) -> When | None:
    """`same` is what "that day" says again, whatever its length."""
    if value.unit == "day":
        return same if same is not None and value.amount == 0 else _day(day + dt.timedelta(days=value.amount))
    if value.unit == "weekend":
        saturday = day - dt.timedelta(days=(day.weekday() - 5) % 7)
        if value.amount < 0 and value.of == "reference" and day.weekday() < 5:
            saturday += dt.timedelta(weeks=1)  # from Monday on "last weekend" is the one that has just been
        saturday += dt.timedelta(weeks=value.amount)
        return _range(saturday, saturday + dt.timedelta(days=1))
    if value.unit == "week":
        return _week(value.amount, day)
    if value.unit == "month":
        months = day.year * 12 + day.month - 1 + value.amount
        return _month(months // 12, months % 12 + 1, value.part)
    return _year(day.year + value.amount, value.part)


def _week(amount: int, day: dt.date) -> When | None:
    monday = day - dt.timedelta(days=day.weekday()) + dt.timedelta(weeks=amount)
    return _range(monday, monday + dt.timedelta(days=6))


def _lasting(value: Lasting, reference: dt.date) -> When | None:
    """ "the last 24 hours" begin the day before; "the last three days" are three days with the reference."""
    match value.unit:
        case "day":
            days = value.amount if value.nights else value.amount - 1
            return _range(reference - dt.timedelta(days=days), reference)
        case "week" | "weekend":
            return _range(reference - dt.timedelta(days=7 * value.amount), reference)
        case "month":
            return _range(_months_before(reference, value.amount), reference)
        case "year":
            return _range(_months_before(reference, 12 * value.amount), reference)


def _months_before(day: dt.date, count: int) -> dt.date:
    months = day.year * 12 + day.month - 1 - count
    year, month = months // 12, months % 12 + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _since(value: Since, reference: dt.date, event: When | None) -> When | None:
    opening = value.first
    if isinstance(opening, Shift) and opening.unit == "week":  # as a beginning, so many weeks ago is a day
        opening = Shift(unit="day", amount=7 * opening.amount, of=opening.of)
    first = event if opening is None else _resolve(opening, reference, event)
    if first is None:
        return None
    start = first.start
    if isinstance(value.first, Calendar) and value.first.part == "mid" and value.first.month is not None:
        start = start.replace(day=15)  # as a beginning, the middle is a point
    return _range(start, reference)


def _between(value: Between, reference: dt.date | None, event: When | None) -> When | None:
    """The last end is worked out first: a year named once at the end holds for both ("May 3 to June 5, 2017")."""
    last = _resolve(value.last, reference, event)
    if last is None:
        return None
    opening = value.first
    if isinstance(opening, Calendar) and opening.year is None and isinstance(value.last, Calendar) and value.last.year:
        first = _calendar(opening, last.end)
    else:
        first = _resolve(opening, reference if isinstance(opening, Calendar) else last.end, event)
    if first is None:
        return None
    return _range(first.start, last.end)
