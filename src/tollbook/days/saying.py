"""Time words that name no day, said plainly."""

from __future__ import annotations

from tollbook.days.time_values import Century, Clock, DayPart, Duration, Length, Old, Recurring, Relative, Time, Told
from tollbook.model import TimeKind

_NONE = "names no day"
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_TENSES = {"past": "some time past", "present": "the present", "future": "some time to come"}


def kind_of(value: Time) -> TimeKind:
    """What sort of time it is."""
    match value:
        case Duration():
            return "duration"
        case Recurring():
            return "set"
        case Relative() | Told():
            return "reference"
        case DayPart() | Clock():
            return "hour"
        case Old() | Century():
            return "era"


def say(value: Time) -> str:
    """What it is, in words."""
    match value:
        case Duration():
            return f"a duration of {_counted(value.amount, value.unit)}; {_NONE}"
        case Recurring():
            often = value.unit if value.every == 1 else _counted(value.every, value.unit)
            return f"again and again, every {often}; names no one day"
        case Relative():
            return f"{_TENSES[value.tense]}, as the text speaks; {_NONE}"
        case Told():
            return f"a time that only what is told beside it could fix; {_NONE}"
        case DayPart():
            return f"a time of day ({value.part}); the day is told by other words"
        case Clock():
            return f"a time of day ({value.hour:02}:{value.minute:02}); the day is told by other words"
        case Century():
            return f"the century from {100 * value.number - 99} to {100 * value.number}; {_NONE}"
        case Old():
            return f"{_old(value)}; {_NONE}"


def _counted(amount: float | None, unit: Length | str) -> str:
    many = "centuries" if unit == "century" else f"{unit}s"
    if amount is None:
        return f"{many}, how many is not said"
    number = _WORDS[int(amount) - 1] if amount == int(amount) and 1 <= amount <= len(_WORDS) else f"{amount:g}"
    return f"{number} {unit if amount == 1 else many}"


def _old(value: Old) -> str:
    era = "before Christ" if value.before else "after Christ"
    if value.span is not None:
        return f"the {value.span} from {value.year + (99 if value.span == 'century' else 9)} to {value.year} {era}"
    if value.month is not None:
        day = f"{value.day} " if value.day is not None else ""
        return f"{day}{_MONTHS[value.month - 1]} of the year {value.year} {era}"
    season = f"the {value.season} of " if value.season is not None else ""
    return f"{season}the year {value.year} {era}"
