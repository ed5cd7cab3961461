"""The time words of a text one by one: what each means, what it counts from, and what else it might have meant.

Those that name no day (durations, sets, "now", years before Christ) are listed with what they are.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Literal, TypeAlias

import msgspec

from tollbook.days.clock import read_clock
from tollbook.days.grammar import find_phrases
from tollbook.days.order import month_first, month_first_in
from tollbook.days.resolve import resolve
from tollbook.days.saying import kind_of, say
from tollbook.days.time_values import Time, TimePhrase
from tollbook.days.times import find_times
from tollbook.days.timex import timex
from tollbook.days.values import (
    Ambiguous,
    Between,
    Calendar,
    Decade,
    Feast,
    Foreign,
    Season,
    Shift,
    Since,
    Value,
    Weekday,
)
from tollbook.model import DayCandidate, DayWords, Fineness, Report, When


def tell_days(report: Report, *, country: str | None = None, told: When | None = None) -> tuple[DayWords, ...]:
    """The day words of a report in order, and the time words that name no day. `country` (ISO 3166, two letters) is the
    outlet's, by which a date in figures is read, else the one that ends its address; `told` is an event that was told
    before the text begins.
    """
    text, published = report.text, report.published
    phrases = find_phrases(text)
    clock = read_clock(report, phrases)
    first = month_first(report.url) if country is None else month_first_in(country)
    event, event_words = told, "what was told before"
    rows: list[DayWords] = []
    for phrase in find_times(text, phrases):
        if isinstance(phrase.value, Time):
            rows.append(_no_day(text, phrase, phrase.value))
            continue
        reference = clock.at(phrase.start)
        value = phrase.value
        when = resolve(value, reference, event, month_first=first)
        anchor = _anchor(value, reference, published, event, event_words)
        if phrase.start in clock.stated:
            anchor, why = "the calendar", "the text states here on which day it speaks: no event's day"
        else:
            why = _why(value, when, reference, event, first)
        rows.append(_row(text, phrase, value, when, anchor, why, (reference, event)))
        if when is not None and phrase.start not in clock.stated and not _behind(value):
            event, event_words = when, f"“{text[phrase.start : phrase.end]}”"
    return tuple(rows)


def _no_day(text: str, phrase: TimePhrase, value: Time) -> DayWords:
    return DayWords(
        text=text[phrase.start : phrase.end],
        start=phrase.start,
        end=phrase.end,
        kind=kind_of(value),
        timex=timex(value, None) or None,
        first=None,
        last=None,
        precision=None,
        hour=None,
        anchor="nothing",
        why=say(value),
        candidates=(),
    )


def _behind(value: Value) -> bool:
    return isinstance(value, Shift) and value.behind


_Frame: TypeAlias = tuple[dt.date | None, When | None]


def _row(
    text: str, phrase: TimePhrase, value: Value, when: When | None, anchor: str, why: str, frame: _Frame
) -> DayWords:
    hour = _hour(text, phrase) if when is not None and when.start == when.end else None
    others = [
        other for other in _others(value, *frame) if when is None or (other.start, other.end) != (when.start, when.end)
    ]
    chosen = [DayCandidate(start=when.start, end=when.end, why=f"chosen: {why}")] if when is not None else []
    return DayWords(
        text=text[phrase.start : phrase.end],
        start=phrase.start,
        end=phrase.end,
        kind="day",
        timex=timex(value, when) or None,
        first=when.start if when else None,
        last=when.end if when else None,
        precision=_fineness(value, when, hour),
        hour=hour,
        anchor=anchor,
        why=why,
        candidates=tuple(chosen + others),
    )


def _fineness(value: Value, when: When | None, hour: str | None) -> Fineness | None:
    if when is None:
        return None
    if hour is not None and when.precision == "day":
        return "hour"
    if isinstance(value, Shift) and value.unit in ("week", "month", "year") and value.part is None:
        return value.unit
    if isinstance(value, Foreign) and value.day is None:
        return "month" if value.year is not None else "range"
    return when.precision


# The time of day

_PART = r"(?:early\s+|late\s+)?(?:morning|afternoon|evening|night|noon|midday|midnight|dawn|dusk|sunset|sunrise)"
_CLOCK = (
    r"(?:[01]?[0-9]|2[0-3])(?:[:.][0-5][0-9])?\s?(?:[ap]\.?m\.?|hrs|hours|o['’]clock)|(?:[01]?[0-9]|2[0-3]):[0-5][0-9]"
)
_INSIDE = re.compile(rf"\b(?:{_PART}|tonight)s?\b", re.IGNORECASE)
_LED = re.compile(
    rf"\b(?P<time>late|early|(?:the\s+)?early\s+hours|(?:shortly\s+|just\s+)?(?:before\s+|after\s+)?(?:{_PART}|{_CLOCK}))"
    r"(?:\s+(?:on|of))?\s*$",
    re.IGNORECASE,
)
_FOLLOWED = re.compile(
    rf"\s*,?\s*(?:at|around|before|after|shortly\s+before|shortly\s+after|in\s+the)?\s*(?:about\s+|around\s+)?"
    rf"(?P<time>early\s+hours|{_PART}|{_CLOCK})\b",
    re.IGNORECASE,
)


def _hour(text: str, phrase: TimePhrase) -> str | None:
    """The time of day in the words or right beside them."""
    inside = _INSIDE.search(text, phrase.start, phrase.end)
    if inside is not None:
        return inside.group()
    led = _LED.search(text, max(0, phrase.start - 60), phrase.start)
    if led is not None:
        return led["time"]
    followed = _FOLLOWED.match(text, phrase.end, phrase.end + 40)
    return followed["time"] if followed is not None else None


# What the words count from


def _anchor(
    value: Value, reference: dt.date | None, published: dt.date | None, event: When | None, event_words: str
) -> str:
    kinds = set(_anchors(value))
    if "event" in kinds:
        return (
            "the event told before, which the text does not give" if event is None else f"{event_words}, {_days(event)}"
        )
    if "reference" in kinds:
        if reference is None:
            return "the day of publication, which is not known"
        whose = "publication" if reference == published else "the day that the text states for itself"
        return f"{whose}, {reference.isoformat()}"
    return "the calendar"


def _anchors(value: Value) -> Iterator[Literal["event", "reference", "calendar"]]:
    match value:
        case Between(first=first, last=last):
            yield from _anchors(first)
            yield from _anchors(last)
        case Since(first=None):
            yield "event"
        case Since():
            yield "reference"
        case Shift(of="event"):
            yield "event"
        case (
            Calendar(year=int()) | Decade() | Ambiguous() | Season(year=int()) | Feast(year=int()) | Foreign(year=int())
        ):
            yield "calendar"
        case _:
            yield "reference"


def _days(when: When) -> str:
    return when.start.isoformat() if when.start == when.end else f"{when.start.isoformat()} to {when.end.isoformat()}"


# Why


def _why(
    value: Value, when: When | None, reference: dt.date | None, event: When | None, month_first: bool | None
) -> str:
    if when is None:
        return _why_not(value, reference, event)
    match value:
        case Ambiguous() if month_first is not None:
            return f"outlets of that country write the {'month' if month_first else 'day'} first"
        case Ambiguous():
            return "of the two readings only this one lies in the month before publication"
        case Weekday(week=int()):
            return "the day of the week that the words name"
        case Weekday(last=True):
            return "the latest such day at least two days gone"
        case Weekday():
            return "the latest such day not after the day on which the text speaks"
        case Calendar(year=None, back=None):
            return "the latest such day or month not after the day on which the text speaks"
        case Feast() | Foreign():
            return "by the tables of that calendar" + ("" if value.year else ", the latest that has come")
        case Shift(of="event"):
            return "counted from the event that was told before"
        case Since():
            return "from the first day named to the day on which the text speaks"
        case Between():
            return "from the first day named to the last"
    return "what the words say"


def _why_not(value: Value, reference: dt.date | None, event: When | None) -> str:
    kinds = set(_anchors(value))
    if "event" in kinds and event is None:
        return "they hang on an event that was told before, and none was"
    if "reference" in kinds and reference is None:
        return "they count from the day of publication, which is not known"
    if isinstance(value, Ambiguous):
        return "day and month may stand in either order: the outlet's country would tell"
    if (isinstance(value, Weekday) and value.ahead) or (isinstance(value, Shift) and value.amount > 0):
        return "they name a day to come"
    return "no such day lies before the day on which the text speaks, or no calendar has it"


# What else

_A_WEEK = dt.timedelta(days=7)


def _others(value: Value, reference: dt.date | None, event: When | None) -> Iterator[DayCandidate]:
    """The readings that the rule passes over."""
    match value:
        case Weekday(week=None) if reference is not None:
            yield from _other_weeks(value, reference)
        case Ambiguous():
            for first, why in ((False, "the day first"), (True, "the month first")):
                yield from _candidate(resolve(value, None, None, month_first=first), why)
        case Calendar(year=None, month=int()) if reference is not None:
            years = {reference.year: "this year's", reference.year - 1: "last year's"}
            if event is not None:
                years.setdefault(event.start.year, "in the year told before")
            for year, why in years.items():
                yield from _candidate(resolve(msgspec.structs.replace(value, year=year, back=None), None, None), why)
        case Shift(of="event", unit="day", behind=False) if reference is not None:
            today = When(start=reference, end=reference, precision="day")
            yield from _candidate(resolve(value, reference, today), "counted from publication: they hang on an event")


def _other_weeks(value: Weekday, reference: dt.date) -> Iterator[DayCandidate]:
    when = resolve(Weekday(day=value.day), reference, None)
    if when is None or not dt.date.min + _A_WEEK < when.start < dt.date.max - _A_WEEK:
        return
    yield from _candidate(when, "the latest such day")
    for days, why in ((-_A_WEEK, "a week before: only with “last”"), (_A_WEEK, "to come: not yet happened")):
        yield DayCandidate(start=when.start + days, end=when.end + days, why=why)


def _candidate(when: When | None, why: str) -> Iterator[DayCandidate]:
    if when is not None:
        yield DayCandidate(start=when.start, end=when.end, why=why)
