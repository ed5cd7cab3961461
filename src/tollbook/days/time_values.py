"""What time words say that name no day: how long, how often, "now", and what lies before the calendar's reach.

After TIMEX2 and TimeML, which annotate such words beside days. None of them is ever a claim's `when`.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

from tollbook.days.values import SeasonName, Value

Length = Literal["minute", "hour", "day", "night", "week", "month", "year", "decade", "century"]
Cycle = Literal["hour", "day", "night", "week", "month", "quarter", "year", "spring", "summer", "autumn", "winter"]
Tense = Literal["past", "present", "future"]
PartOfDay = Literal["morning", "noon", "afternoon", "evening", "night"]


class Duration(msgspec.Struct, frozen=True, kw_only=True):
    """How long: so many units, `amount` None where the words do not say how many ("several weeks")."""

    unit: Length
    amount: float | None = None


class Recurring(msgspec.Struct, frozen=True, kw_only=True):
    """How often: on each of its days, weeks or the like, or on every so many of them ("every two years")."""

    unit: Cycle
    every: int = 1


class Relative(msgspec.Struct, frozen=True, kw_only=True):
    """A time that is only past, present or future of the one who speaks ("former", "now", "a few years later")."""

    tense: Tense


class Old(msgspec.Struct, frozen=True, kw_only=True):
    """A year by its era, before Christ or after, with its month, day or season; or with `span` the decade or the
    century that begins (before Christ: ends) with `year`: "the 5th century BC" is the century of 401 to 500.
    """

    year: int
    before: bool = True
    month: int | None = None
    day: int | None = None
    season: SeasonName | None = None
    span: Literal["decade", "century"] | None = None


class Century(msgspec.Struct, frozen=True, kw_only=True):
    """A century of our era by its number: the 16th is that of the years 1500 to 1599, as TIMEX writes it."""

    number: int


class DayPart(msgspec.Struct, frozen=True, kw_only=True):
    """A time of day of which the words do not say the day ("at night")."""

    part: PartOfDay


class Clock(msgspec.Struct, frozen=True, kw_only=True):
    """A time by the clock, on a day that other words tell."""

    hour: int
    minute: int = 0


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A time that only what is told beside it could fix ("at that time", "hours later", "during this period")."""


Time: TypeAlias = Duration | Recurring | Relative | Old | Century | DayPart | Clock | Told


class TimePhrase(msgspec.Struct, frozen=True, kw_only=True):
    """Time words `text[start:end]` and what they say: days, or what names none."""

    start: int
    end: int
    value: Value | Time
