"""The value of time words as TIMEX2 and TIMEX3 write it: "P3M", "1943-SP", "PAST_REF", "BC0480"."""

from __future__ import annotations

from tollbook.days.time_values import (
    Century,
    Clock,
    Cycle,
    DayPart,
    Duration,
    Length,
    Old,
    PartOfDay,
    Recurring,
    Relative,
    Time,
    Told,
)
from tollbook.days.values import Calendar, Decade, Lasting, Season, SeasonName, Shift, Value
from tollbook.model import When


def timex(value: Value | Time, when: When | None) -> str:
    """The value of the words: `when` is the days that they mean. Empty where the words fix no time."""
    match value:
        case Duration():
            return _duration(value.unit, value.amount)
        case Lasting(nights=False):
            return _duration(value.unit if value.unit != "weekend" else "week", value.amount)
        case Recurring():
            return _CYCLES[value.unit]
        case Relative():
            return f"{value.tense.upper()}_REF"
        case Old():
            return _old(value)
        case Century():
            return f"{value.number - 1:02}"
        case DayPart():
            return f"XXXX-XX-XXT{_PARTS[value.part]}"
        case Clock():
            return f"XXXX-XX-XXT{value.hour:02}:{value.minute:02}"
        case Told():
            return ""
    return _days(value, when) if when is not None else ""


_LETTERS: dict[Length, str] = {
    "minute": "TM", "hour": "TH", "day": "D", "night": "D", "week": "W", "month": "M", "year": "Y",
    "decade": "DE", "century": "CE",
}  # fmt: skip
_CYCLES: dict[Cycle, str] = {
    "hour": "XXXX-XX-XXTXX", "day": "XXXX-XX-XX", "night": "XXXX-XX-XXTNI", "week": "XXXX-WXX", "month": "XXXX-XX",
    "quarter": "XXXX-QX", "year": "XXXX", "spring": "XXXX-SP", "summer": "XXXX-SU", "autumn": "XXXX-FA",
    "winter": "XXXX-WI",
}  # fmt: skip
_PARTS: dict[PartOfDay, str] = {"morning": "MO", "noon": "12", "afternoon": "AF", "evening": "EV", "night": "NI"}
_SEASONS: dict[SeasonName, str] = {"spring": "SP", "summer": "SU", "autumn": "FA", "winter": "WI"}


def _duration(unit: Length, amount: float | None) -> str:
    letters = _LETTERS[unit]
    number = "X" if amount is None else f"{amount:g}".removeprefix("0" if amount < 1 else "")
    return f"P{'T' if letters[0] == 'T' else ''}{number}{letters.removeprefix('T')}"


def _old(value: Old) -> str:
    """TIMEX2 counts the tens and the hundreds of a year before Christ as it does those of our era."""
    year = f"{value.year:04}"
    shown = {"century": year[:2], "decade": year[:3], None: year}[value.span]
    if value.month is not None:
        shown += f"-{value.month:02}" + (f"-{value.day:02}" if value.day is not None else "")
    elif value.season is not None:
        shown += f"-{_SEASONS[value.season]}"
    return ("BC" if value.before else "") + shown


def _days(value: Value, when: When) -> str:
    match value:
        case Season():
            return f"{when.start.year:04}-{_SEASONS[value.name]}"
        case Decade():
            return f"{when.start.year:04}"[:3]
        case Shift(unit="week"):
            year, week, _ = when.start.isocalendar()
            return f"{year:04}-W{week:02}"
        case Shift(unit="weekend"):
            year, week, _ = when.start.isocalendar()
            return f"{year:04}-W{week:02}-WE"
        case Calendar(day=None, month=None) | Shift(unit="year"):
            return f"{when.start.year:04}"
        case Calendar(day=None) | Shift(unit="month"):
            return f"{when.start.year:04}-{when.start.month:02}"
    if when.start == when.end:
        return when.start.isoformat()
    if when.precision == "year":
        return f"{when.start.year:04}"
    if when.precision == "month":
        return f"{when.start.year:04}-{when.start.month:02}"
    return f"{when.start.isoformat()}/{when.end.isoformat()}"
