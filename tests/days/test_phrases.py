"""Own phrases: right nearly always, and where no day can be told, none is told."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.days.phrases import Told, table
from tollbook.days.telling import tell_days
from tollbook.model import DayWords, Report, When

ROWS = table()


def tell(
    text: str, published: dt.date | None, country: str | None = None, told: When | None = None
) -> tuple[DayWords, ...]:
    """The day words of a text."""
    return tell_days(Report(id="r", text=text, digest="", published=published), country=country, told=told)


def meant(row: Told) -> tuple[str, str]:
    """The days of the first phrase of a row and their precision."""
    told = None
    if row.told is not None:
        day = dt.date.fromisoformat(row.told)
        told = When(start=day, end=day, precision="day")
    for words in tell(row.text, row.published, country=row.country, told=told):
        if words.first is not None and words.last is not None:
            days = words.first.isoformat()
            return days if words.first == words.last else f"{days}/{words.last.isoformat()}", str(words.precision)
    return "-", ""


def test_there_are_two_hundred_phrases() -> None:
    assert len(ROWS) >= 200


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.text} {row.published}")
def test_a_phrase_means_the_days_that_a_reader_takes_it_for(row: Told) -> None:
    assert meant(row) == (row.days, row.precision)


def test_the_phrases_cover_every_precision() -> None:
    assert set(Counter(row.precision for row in ROWS)) == {"", "hour", "day", "range", "week", "month", "year"}


DAYS = st.dates(min_value=dt.date(1990, 1, 1), max_value=dt.date(2060, 12, 31))
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@given(DAYS, st.sampled_from(WEEKDAYS), st.sampled_from(["on {}", "late on {}", "last {}", "{} night", "{} last week"]))
def test_a_day_of_the_week_is_that_day_within_a_fortnight_of_publication(
    published: dt.date, day: str, frame: str
) -> None:
    (words,) = tell(f"It was hit {frame.format(day)}.", published)
    assert words.first is not None
    assert words.first == words.last
    assert words.first.strftime("%A") == day
    assert 0 <= (published - words.first).days < 14


@given(DAYS, st.integers(2, 12), st.sampled_from(["day", "week", "month", "year"]))
def test_so_long_ago_is_neither_sooner_nor_later(published: dt.date, many: int, unit: str) -> None:
    (words,) = tell(f"It was hit {many} {unit}s ago.", published)
    length = {"day": 1, "week": 7, "month": 31, "year": 366}[unit]
    assert words.first is not None
    assert words.last is not None
    assert (published - words.last).days <= length * many
    assert (published - words.first).days >= (many - 1) * {"day": 1, "week": 7, "month": 28, "year": 365}[unit]


@given(DAYS, DAYS)
def test_a_full_date_is_itself_whenever_it_is_published(day: dt.date, published: dt.date) -> None:
    (words,) = tell(f"It was hit on {day.day} {day:%B} {day.year}, they said.", published)
    assert (words.first, words.last) == ((day, day) if day <= published else (None, None))


@given(st.text(max_size=200), st.one_of(st.none(), st.dates()), st.sampled_from([None, "US", "PK", "xx"]))
def test_any_text_is_told_without_a_crash_and_never_after_its_publication(
    text: str, published: dt.date | None, country: str | None
) -> None:
    for words in tell(text, published, country=country):
        assert text[words.start : words.end] == words.text
        assert (words.first is None) == (words.last is None) == (words.precision is None)
        assert words.first is None or words.last is None or words.first <= words.last
