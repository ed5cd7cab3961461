"""What day words say, before any calendar is looked at: the values that the grammar reads and `resolve` works out.

After TimeML's split of an expression's extent from its value (TIMEX3), cut down to days.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

Unit = Literal["day", "week", "weekend", "month", "year"]
Part = Literal["early", "mid", "late", "first half", "second half", "q1", "q2", "q3", "q4"]
SeasonName = Literal["spring", "summer", "autumn", "winter"]
Era = Literal["hijri", "solar"]


class Calendar(msgspec.Struct, frozen=True, kw_only=True):
    """A year, a month or a day by the calendar's own names; what is None is not said ("May 3", "in August").

    `last_day` closes a run of days within the month ("25-27 January"). `part` narrows a month or a year
    ("mid-August"). `back` counts years before the reference's (1 in "January of last year"), `months_back` the months
    before its month ("the 14th of last month"). A day with neither month is the latest day of that number ("the 27th").
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    last_day: int | None = None
    part: Part | None = None
    back: int | None = None
    months_back: int | None = None


class Season(msgspec.Struct, frozen=True, kw_only=True):
    """Three whole months of the northern year ("the summer of 2013"); a winter is named by the year that it begins in.
    Without a year it is the latest that has begun, with `last` the latest that is over ("last summer").
    """

    name: SeasonName
    year: int | None = None
    last: bool = False


class Foreign(msgspec.Struct, frozen=True, kw_only=True):
    """A day or a month of the Hijri calendar (Umm al-Qura's) or of the Solar Hijri calendar of Iran and Afghanistan.

    With no `year` it is the latest that has begun. `last_day` closes a run of days; `last` is the one before ("last
    Ramadan" is not the one that runs).
    """

    era: Era
    month: int
    day: int | None = None
    last_day: int | None = None
    year: int | None = None
    last: bool = False


class Feast(msgspec.Struct, frozen=True, kw_only=True):
    """A feast by its name in `feasts`, in the `year` of our calendar or, with none, the latest that has come.

    `day` counts within it ("the second day of Eid"); `whole` means all of its days ("over Eid"); `last`
    as in `Foreign`.
    """

    name: str
    year: int | None = None
    day: int = 1
    whole: bool = False
    last: bool = False


class Decade(msgspec.Struct, frozen=True, kw_only=True):
    """Ten years from `year` ("the 1990s")."""

    year: int


class Ambiguous(msgspec.Struct, frozen=True, kw_only=True):
    """A date in figures that does not tell whether the day or the month comes first ("03/05/2017"): the country of the
    outlet may.
    """

    year: int
    first: int
    second: int


class Weekday(msgspec.Struct, frozen=True, kw_only=True):
    """A day of the week, Monday 0; `last` where "last" stands before it, `week` by how many weeks before the
    reference's it lies where the words say so ("Friday last week" 1), `further` how many weeks before the latest ("the
    Friday before last" 1), and `ahead` where they say that it is to come.
    """

    day: int
    last: bool = False
    week: int | None = None
    further: int = 0
    ahead: bool = False


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
    days of fighting", "a six-day operation"): it ends on the day that is told beside it, else on the reference day.
    """

    unit: Unit
    amount: int
    nights: bool = False
    loose: bool = False


class Overnight(msgspec.Struct, frozen=True, kw_only=True):
    """The night to the reference day ("overnight"), or the night that begins on `eve` ("Friday overnight")."""

    eve: Weekday | None = None


class Offset(msgspec.Struct, frozen=True, kw_only=True):
    """So many days after (or, negative, before) a day that the words name ("the day after Christmas")."""

    days: int
    of: Calendar | Weekday | Feast | Foreign


Single: TypeAlias = (
    Calendar | Decade | Ambiguous | Weekday | Shift | Lasting | Overnight | Season | Foreign | Feast | Offset
)


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
