"""The time that a history tells of: a text with no day of publication, whose months lie in the year that was told last.

After narrative reading in HeidelTime (Strötgen and Gertz 2013): what names no year is fixed by what was told before it.
"""

from __future__ import annotations

import datetime as dt

import msgspec

from tollbook.days.resolve import resolve
from tollbook.days.time_values import Clock, Old, Time
from tollbook.days.timex import timex
from tollbook.days.values import Calendar, Season, Shift, Since, Value
from tollbook.model import When

_FAR = 8
"""A month that would lie so many months or more before what was told last lies in the year after it: stories go on."""
_ASIDE = 10
"""A year alone that lies so many years or more from what is told is an aside, and does not move the story."""


class Story:
    """The phrases of one text in their order; `written` is the day on which it was written, where that is known."""

    def __init__(self, written: dt.date | None) -> None:
        self._written = written
        self._told: When | None = None
        self._old: Old | None = None

    def read(self, value: Value | Time, *, aside: bool = False) -> tuple[str, When | None]:
        """The value of a phrase without its modifier, and its days. One that stands `aside`, in brackets, does not move
        the story where it is a year alone.
        """
        old = self._before_our_era(value)
        if old is not None:
            self._old = old
            return timex(old, None), None
        if isinstance(value, Clock) and self._told is not None and self._told.precision == "day":
            return timex(value, None).replace("XXXX-XX-XX", self._told.end.isoformat()), None
        if isinstance(value, Time):
            return timex(value, None), None
        when = self._resolved(value)
        if isinstance(value, Calendar) and value.year is not None:
            self._old = None
        if when is not None and not self._is_aside(value, when, aside):
            self._told = msgspec.structs.replace(when, end=when.start) if isinstance(value, Since) else when
        if isinstance(value, Calendar | Shift) and value.part is not None:
            value = msgspec.structs.replace(value, part=None)
            when = self._resolved(value)
        return timex(value, when), when

    def _before_our_era(self, value: Value | Time) -> Old | None:
        """What the words mean in a story that tells of years before Christ, which are counted down."""
        told = self._old
        match value:
            case Old():
                return value
            case Calendar(year=None, month=int() as month, back=None) if told is not None:
                return Old(year=told.year, month=month, day=value.day)
            case Season(year=None) if told is not None:
                return Old(year=told.year, season=value.name)
            case Shift(of="event", unit="year") if told is not None and told.year > value.amount:
                return Old(year=told.year - value.amount)
        return None

    def _is_aside(self, value: Value, when: When, aside: bool) -> bool:
        if isinstance(value, Shift) and value.of == "reference" and value.amount > 0:
            return True
        if self._told is None or not _is_year(value):
            return False
        return aside or abs(when.start.year - self._told.start.year) >= _ASIDE

    def _resolved(self, value: Value) -> When | None:
        told, reference = self._told, self._written
        if isinstance(value, Shift) and value.of == "reference" and value.amount > 0:
            value = msgspec.structs.replace(value, of="event")
            told = When(start=reference, end=reference, precision="day") if reference is not None else told
        if reference is None and told is not None:
            if isinstance(value, Calendar | Season) and value.year is None:
                value = self._with_year(value, told)
            reference = dt.date(told.start.year, 12, 31)
        return resolve(value, None, told) or resolve(value, reference, told)

    def _with_year(self, value: Calendar | Season, told: When) -> Calendar | Season:
        month = value.month if isinstance(value, Calendar) else None
        if month is None or (isinstance(value, Calendar) and value.back is not None):
            return value
        year = told.start.year
        if told.precision != "year" and (told.end - told.start).days < 200:
            year += month - told.start.month <= -_FAR
        return msgspec.structs.replace(value, year=year)


def _is_year(value: Value) -> bool:
    return isinstance(value, Calendar) and value.month is None and value.day is None
