"""What day words say, before any calendar is looked at: the values that the grammar reads and `resolve` works out.

After TimeML's split of an expression's extent from its value (TIMEX3), cut down to days.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

Unit = Literal["day", "week", "weekend", "month", "year"]
Part = Literal["early", "mid", "late"]


class Calendar(msgspec.Struct, frozen=True, kw_only=True):
    """A year, a month or a day by the calendar's own names; what is None is not said ("May 3", "in August").

    `last_day` closes a run of days within the month ("25-27 January"). `part` narrows a month or a year
    ("mid-August"). `back` counts years before the reference's (1 in "January of last year").
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    last_day: int | None = None
    part: Part | None = None
    back: int | None = None


class Decade(msgspec.Struct, frozen=True, kw_only=True):
    """Ten years from `year` ("the 1990s")."""

    year: int


class Ambiguous(msgspec.Struct, frozen=True, kw_only=True):
    """A date in figures that does not tell whether the day or the month comes first ("03/05/2017")."""

    year: int
    first: int
    second: int


class Weekday(msgspec.Struct, frozen=True, kw_only=True):
    """A day of the week, Monday 0; `last` where "last" stands before it."""

    day: int
    last: bool = False


class Shift(msgspec.Struct, frozen=True, kw_only=True):
    """So many units before (negative) or after `of`: the reference day ("yesterday", "two weeks ago"), or the event
    that was told before ("a day earlier"). `part` narrows a month or a year ("late last month"). `behind` marks days
    of what the words introduce, not of what came before them ("a day after the raid").
    """

    unit: Unit
    amount: int
    of: Literal["reference", "event"] = "reference"
    part: Part | None = None
    behind: bool = False


class Lasting(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of so many units that ends on the reference day ("the past two weeks"). Hours are counted in days and,
    like `nights`, begin the day before. `loose` marks one of which the words do not say that it ends there ("in two
    days of fighting").
    """

    unit: Unit
    amount: int
    nights: bool = False
    loose: bool = False


class Overnight(msgspec.Struct, frozen=True, kw_only=True):
    """The night to the reference day ("overnight"), or the night that begins on `eve` ("Friday overnight")."""

    eve: Weekday | None = None


Single: TypeAlias = Calendar | Decade | Ambiguous | Weekday | Shift | Lasting | Overnight


class Between(msgspec.Struct, frozen=True, kw_only=True):
    """From the first day of `first` to the last day of `last`."""

    first: Single
    last: Single


class Since(msgspec.Struct, frozen=True, kw_only=True):
    """From the first day of `first` to the reference day; `first` is None in "since then"."""

    first: Single | None


Value: TypeAlias = Single | Between | Since


class Phrase(msgspec.Struct, frozen=True, kw_only=True):
    """Day words `text[start:end]` and what they say."""

    start: int
    end: int
    value: Value
