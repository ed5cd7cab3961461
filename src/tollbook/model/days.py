"""When a claim's event happened."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec

from tollbook.model.span import Span

DayPrecision = Literal["day", "range", "month", "year"]
Fineness = Literal["hour", "day", "range", "week", "month", "year"]
"""How finely day words tell: with the time of day and with weeks, beyond what a claim keeps."""

TimeKind = Literal["day", "duration", "set", "reference", "hour", "era"]
"""What time words tell: days, how long, how often, "now" and "then", a time of day, or a year or a century of old."""


class When(msgspec.Struct, frozen=True, kw_only=True):
    """The days, both inclusive, on which an event happened (`occurred`, never `published`).

    `words` quotes the day words that say so; None where the days follow from the sentence before.
    """

    start: dt.date
    end: dt.date
    precision: DayPrecision
    words: Span | None = None


class DayCandidate(msgspec.Struct, frozen=True, kw_only=True):
    """Days, both inclusive, that day words might mean, and what speaks for or against them."""

    start: dt.date
    end: dt.date
    why: str


class DayWords(msgspec.Struct, frozen=True, kw_only=True):
    """Day words `text[start:end]` of a report and what they mean.

    `kind` says whether they name days; the others are listed beside these and are no claim's `when`. `timex` is their
    value in TIMEX's form ("P3M", "PAST_REF"), an interval where TIMEX has none, and None where they fix no time.
    `first` and `last` are the days, both inclusive; they and `precision` are None together where no day can be told.
    `hour` quotes the time of day beside them. `anchor` says what they count from, `why` by what rule. `candidates` hold
    the days that were chosen first, and then what else they might have meant.
    """

    text: str
    start: int
    end: int
    kind: TimeKind
    timex: str | None
    first: dt.date | None
    last: dt.date | None
    precision: Fineness | None
    hour: str | None
    anchor: str
    why: str
    candidates: tuple[DayCandidate, ...]
