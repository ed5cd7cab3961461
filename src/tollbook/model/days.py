"""When a claim's event happened."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec

from tollbook.model.span import Span

DayPrecision = Literal["day", "range", "month", "year"]


class When(msgspec.Struct, frozen=True, kw_only=True):
    """The days, both inclusive, on which an event happened (`occurred`, never `published`).

    `words` quotes the day words that say so; None where the days follow from the sentence before.
    """

    start: dt.date
    end: dt.date
    precision: DayPrecision
    words: Span | None = None
