"""The records' values in plain English: one wording, shared by every face."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from tollbook.model import Actor, AttackType, Bound, Count, PlacePrecision, VictimClass, When, Where

UNKNOWN = "–"
"""What stands where nothing is known: never a zero."""

_VICTIMS: dict[VictimClass, str] = {
    "civilian": "civilians",
    "security_forces": "security forces",
    "militant": "militants",
    "unknown": "people",
}

_CLASSES: dict[VictimClass | Literal["all"], str] = {
    "civilian": "civilians",
    "security_forces": "security forces",
    "militant": "militants",
    "unknown": "class unknown",
    "all": "all classes",
}

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip

_BOUNDS: dict[Bound, str] = {
    "exact": "{}",
    "at_least": "at least {}",
    "more_than": "more than {}",
    "at_most": "at most {}",
    "fewer_than": "fewer than {}",
    "about": "about {}",
}

_PRECISION: dict[PlacePrecision, str] = {
    "exact": "exact site",
    "settlement": "settlement",
    "district": "district",
    "province": "province",
    "country": "country",
}


def number(value: int | None) -> str:
    """A number of people, in groups of three; an en dash where it is unknown."""
    return UNKNOWN if value is None else f"{value:,}"


def figure(count: Count) -> str:
    """The figure with its bound in words: "at least 31", "30 to 40", or "no number" where the words name none."""
    if count.value is None:
        return "no number"
    if count.bound == "range":
        return f"{number(count.value)} to {number(count.value_high)}"
    return _BOUNDS.get(count.bound, "{}").format(number(count.value))


def hedge(count: Count) -> str:
    """What the words say about the number, before it: "at least", "" where it is exact or a range."""
    return _BOUNDS.get(count.bound, "{}").removesuffix("{}").strip()


def victims(of_class: VictimClass) -> str:
    """The victims of one claim, by their class: "civilians"; "people" where the class is unknown."""
    return _VICTIMS[of_class]


def victim_class(name: VictimClass | Literal["all"]) -> str:
    """The name of a victim class as a row's heading: "class unknown" where it is, "all classes" for the whole."""
    return _CLASSES[name]


def attack(attack_type: AttackType) -> str:
    """The attack type in words."""
    return "other violence" if attack_type == "other" else attack_type.replace("_", " ")


def precision(where: Where) -> str:
    """How precisely the place is known, in a word."""
    return UNKNOWN if where.precision is None else _PRECISION[where.precision]


def place(where: Where) -> str:
    """The name of the place; the report's own words where the gazetteer does not know it."""
    return where.name or where.text


def actor(words: str, known: Actor | None) -> str:
    """The registered name of an actor; the report's own words where the registry does not know it."""
    return words if known is None else known.name


def day(value: dt.date) -> str:
    """A day as "31 January 2026", in English whatever the machine's locale."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def days(when: When | None) -> str:
    """The days on which something happened, no more precise than they are known."""
    if when is None:
        return "days unknown"
    if when.precision == "year" and when.start.year == when.end.year:
        return str(when.start.year)
    if when.precision == "month" and (when.start.year, when.start.month) == (when.end.year, when.end.month):
        return f"{_MONTHS[when.start.month - 1]} {when.start.year}"
    return span_of_days(when.start, when.end)


def span_of_days(start: dt.date, end: dt.date) -> str:
    """A first and a last day, with the month and the year said once where they are the same."""
    if start == end:
        return day(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{end.day} {_MONTHS[end.month - 1]} {end.year}"
    if start.year == end.year:
        return f"{start.day} {_MONTHS[start.month - 1]} – {day(end)}"
    return f"{day(start)} – {day(end)}"


def coordinates(where: Where) -> str:
    """The centre of the place in degrees, to two decimals (about a kilometre); an en dash where it is unknown."""
    if where.lat is None or where.lon is None:
        return UNKNOWN
    north, east = ("N" if where.lat >= 0 else "S"), ("E" if where.lon >= 0 else "W")
    return f"{abs(where.lat):.2f}° {north}, {abs(where.lon):.2f}° {east}"


def listing(words: list[str]) -> str:
    """Words joined as English joins them: "a", "a and b", "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"
