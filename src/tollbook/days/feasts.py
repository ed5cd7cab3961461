"""Feasts, and days of other calendars, on the days of ours.

Hijri days by the Umm al-Qura calendar (the library hijridate), 1924 to 2077; where a country sights the moon for itself
a feast may fall a day later. Solar Hijri days, of Iran and Afghanistan, by the library persiantools. Easter after Meeus
(Astronomical Algorithms 1991, chapter 8): the Western one, the Orthodox one by the Julian calendar.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from hijridate import Gregorian, Hijri
from persiantools.jdatetime import JalaliDate

from tollbook.days.values import Era, Feast, Foreign

Days = tuple[dt.date, dt.date]


def foreign_days(value: Foreign, reference: dt.date | None) -> Days | None:
    """The days of a Hijri or Solar Hijri date; with no year those of the latest that began by `reference`.

    Raises ValueError or OverflowError for a day that the calendar does not have.
    """
    if value.year is not None:
        return _foreign(value, value.year)
    if reference is None:
        return None
    year = _year_in(value.era, reference)
    if year is None:
        return None
    begun = [days for days in (_foreign(value, year - back) for back in range(3)) if days[0] <= reference]
    return _pick(begun, last=value.last, reference=reference)


def feast_days(value: Feast, reference: dt.date | None) -> Days | None:
    """The days of a feast in its year, or of the latest that began by `reference`."""
    if value.year is not None:
        found = list(_feast(value, value.year))
        return found[0] if len(found) == 1 else None  # the moon's year may hold a feast twice: unknown which
    if reference is None:
        return None
    begun = [days for back in range(-1, 3) for days in _feast(value, reference.year - back) if days[0] <= reference]
    return _pick(sorted(begun, reverse=True), last=value.last, reference=reference)


def _pick(begun: list[Days], *, last: bool, reference: dt.date) -> Days | None:
    """The latest; with `last` the latest that is over."""
    if last:
        begun = [days for days in begun if days[1] < reference]
    return begun[0] if begun else None


_HIJRI_YEARS = range(1343, 1501)


def _year_in(era: Era, day: dt.date) -> int | None:
    if era == "solar":
        return int(JalaliDate(day).year)
    if not dt.date(1924, 8, 1) <= day <= dt.date(2077, 11, 16):
        return None
    return int(Gregorian(day.year, day.month, day.day).to_hijri().year)


def _foreign(value: Foreign, year: int) -> Days:
    if value.day is not None:
        first = _to_gregorian(value.era, year, value.month, value.day)
        return first, _to_gregorian(value.era, year, value.month, value.last_day) if value.last_day else first
    following = (year, value.month + 1) if value.month < 12 else (year + 1, 1)
    return (
        _to_gregorian(value.era, year, value.month, 1),
        _to_gregorian(value.era, *following, 1) - dt.timedelta(days=1),
    )


def _to_gregorian(era: Era, year: int, month: int, day: int) -> dt.date:
    if era == "solar":
        there = JalaliDate(year, month, day).to_gregorian()
        return dt.date(there.year, there.month, there.day)
    if year not in _HIJRI_YEARS:
        raise ValueError(f"the Hijri year {year} is not in the tables, which go from 1343 to 1500")
    found = Hijri(year, month, day).to_gregorian()
    return dt.date(found.year, found.month, found.day)


def _feast(value: Feast, year: int) -> Iterator[Days]:
    """The days of a feast in one year of our calendar, none or twice where another calendar's year decides."""
    days_of, length = _FEASTS[value.name]
    for first in days_of(year):
        if value.whole:
            yield first, first + dt.timedelta(days=(length or _month_length(first)) - 1)
        else:
            day = first + dt.timedelta(days=value.day - 1)
            yield day, day


def _month_length(first: dt.date) -> int:
    """Of the Hijri month that begins on a day."""
    return int(Gregorian(first.year, first.month, first.day).to_hijri().month_length())


def _fixed(month: int, day: int) -> Callable[[int], list[dt.date]]:
    return lambda year: [dt.date(year, month, day)]


def _moving(offset: int, *, orthodox: bool = False) -> Callable[[int], list[dt.date]]:
    """Days after Easter."""
    return lambda year: [(_orthodox_easter(year) if orthodox else _easter(year)) + dt.timedelta(days=offset)]


def _lunar(month: int, day: int) -> Callable[[int], list[dt.date]]:
    def days_of(year: int) -> list[dt.date]:
        middle = _year_in("hijri", dt.date(year, 7, 1))
        if middle is None:
            return []
        years = [one for one in range(middle - 1, middle + 2) if one in _HIJRI_YEARS]
        found = [_to_gregorian("hijri", one, month, day) for one in years]
        return [day for day in found if day.year == year]

    return days_of


def _easter(year: int) -> dt.date:
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return dt.date(year, month, day + 1)


def _orthodox_easter(year: int) -> dt.date:
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    gap = year // 100 - year // 400 - 2  # from the Julian calendar to ours
    return dt.date(year, month, day + 1) + dt.timedelta(days=gap)


# Each with how many days it lasts, 0 for as long as the moon's month.
_FEASTS: dict[str, tuple[Callable[[int], list[dt.date]], int]] = {
    "christmas": (_fixed(12, 25), 1),
    "christmas eve": (_fixed(12, 24), 1),
    "orthodox christmas": (_fixed(1, 7), 1),
    "orthodox christmas eve": (_fixed(1, 6), 1),
    "boxing day": (_fixed(12, 26), 1),
    "new year's eve": (_fixed(12, 31), 1),
    "new year's day": (_fixed(1, 1), 1),
    "valentine's day": (_fixed(2, 14), 1),
    "halloween": (_fixed(10, 31), 1),
    "may day": (_fixed(5, 1), 1),
    "palm sunday": (_moving(-7), 1),
    "maundy thursday": (_moving(-3), 1),
    "good friday": (_moving(-2), 1),
    "holy saturday": (_moving(-1), 1),
    "easter": (_moving(0), 1),
    "easter sunday": (_moving(0), 1),
    "easter monday": (_moving(1), 1),
    "easter weekend": (_moving(-2), 4),
    "orthodox palm sunday": (_moving(-7, orthodox=True), 1),
    "orthodox good friday": (_moving(-2, orthodox=True), 1),
    "orthodox easter": (_moving(0, orthodox=True), 1),
    "orthodox easter sunday": (_moving(0, orthodox=True), 1),
    "ramadan": (_lunar(9, 1), 0),
    "eid al-fitr": (_lunar(10, 1), 3),
    "eid al-adha": (_lunar(12, 10), 4),
    "eid": (lambda year: _lunar(10, 1)(year) + _lunar(12, 10)(year), 3),
    "ashura": (_lunar(1, 10), 1),
    "arbaeen": (_lunar(2, 20), 1),
    "mawlid": (_lunar(3, 12), 1),
    "islamic new year": (_lunar(1, 1), 1),
    "day of arafah": (_lunar(12, 9), 1),
    "nowruz": (lambda year: [_to_gregorian("solar", year - 621, 1, 1)], 1),
}
FEASTS = frozenset(_FEASTS)
"""The names of the feasts that are known."""
