"""Which accounts are worth comparing: those that share enough keys.

Two accounts are compared where at least `ENOUGH` keys of one are asked for by the other. A key that holds two things
which accounts of one incident have in common (days and a place, days and a figure, a week of publication and a place, a
rare name and a month, runs of words and a week) is filed twice and so suffices alone; a rare word of the account does
not, two of them do. Every key holds some days, weeks or months. So the accounts that are compared are about as many as
are told of one place in a few days, however large the book and however common a word in it. The relation is symmetric,
and follows from the two accounts alone: it is of no matter which came first.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from tollbook.incidents.across.sketch import Days, Sketch
from tollbook.incidents.across.words import rareness

ENOUGH = 2
"""So many keys of one account must be asked for by the other."""

_DAYS = 1
"""Days by which two accounts of one incident may differ, where they share a place."""

_SHORT = 7
"""Days of a span that are keys one by one; of a longer one the first and the last are."""

_WEEK, _MONTH, _SEASON = 7, 32, 256
"""Days of publication that make one key, with a place, a rare name, and a rare word."""

_PLACES, _NAMES = 4, 6
_RARE = 6.5
"""From this rareness on a name is a key with the month: about one report in 650."""

_LARGE = 4
"""From this figure on it is a key with the days and the country."""


def filed_keys(sketch: Sketch) -> tuple[str, ...]:
    """The keys under which an account is filed."""
    return tuple(sorted(set(_keys(sketch, 0))))


def asked_keys(sketch: Sketch) -> tuple[str, ...]:
    """The keys under which accounts of the same incident may be filed."""
    return tuple(sorted(set(_keys(sketch, 1))))


def _keys(sketch: Sketch, reach: int) -> Iterator[str]:
    """The keys of an account; those beside them too, where `reach` is 1."""
    head = sketch.kind[0]
    enough = (_of_days, _of_weeks, _of_names, _of_copies)
    for key in chain.from_iterable(keys(sketch, reach) for keys in enough):
        yield f"{head}1{key}"
        yield f"{head}2{key}"
    for key in _of_words(sketch, reach):
        yield f"{head}{key}"


def _of_days(sketch: Sketch, reach: int) -> Iterator[str]:
    days = {day for span in sketch.days for day in _keyed_days(span)}
    if reach:
        days = {day + step for day in days for step in range(-_DAYS, _DAYS + 1)}
    for day in days:
        for place in _places(sketch):
            yield f"d{day}|{place}"
        for figure in _large(sketch):
            yield f"d{day}|{figure}"


def _keyed_days(span: Days) -> Iterator[int]:
    first, last = span
    if last - first < _SHORT:
        yield from range(first, last + 1)
    else:
        yield from (first, last)


def _places(sketch: Sketch) -> list[str]:
    return [point.place or point.name for point in sketch.points[:_PLACES] if point.precision != "country"]


def _large(sketch: Sketch) -> set[str]:
    countries = {point.country for point in sketch.points[:_PLACES]} or {None}
    return {
        f"{country}|{figure.effect}|{figure.value}"
        for figure in sketch.figures
        if figure.value is not None and figure.value >= _LARGE
        for country in countries
    }


def _of_weeks(sketch: Sketch, reach: int) -> Iterator[str]:
    if sketch.published is None:
        return
    week = sketch.published // _WEEK
    for beside in range(week - reach, week + reach + 1):
        for place in _places(sketch):
            yield f"w{beside}|{place}"


def _of_names(sketch: Sketch, reach: int) -> Iterator[str]:
    if sketch.published is None:
        return
    rare = sorted((number for number in sketch.names if rareness(number) >= _RARE), key=lambda n: (-rareness(n), n))
    month = sketch.published // _MONTH
    for beside in range(month - reach, month + reach + 1):
        for number in rare[:_NAMES]:
            yield f"n{beside}|{number:x}"


def _of_copies(sketch: Sketch, reach: int) -> Iterator[str]:
    week = None if sketch.published is None else sketch.published // _WEEK
    for beside in (week,) if week is None else range(week - reach, week + reach + 1):
        for one, other in zip(sketch.copies[::2], sketch.copies[1::2], strict=True):
            yield f"c{beside}|{one:x}{other:x}"


def _of_words(sketch: Sketch, reach: int) -> Iterator[str]:
    season = None if sketch.published is None else sketch.published // _SEASON
    for beside in (season,) if season is None else range(season - reach, season + reach + 1):
        for number in sketch.marks:
            yield f"r{beside}|{number:x}"
