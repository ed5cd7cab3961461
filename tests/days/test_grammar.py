"""Day words: what is found, and which days it means."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.days.grammar import find_phrases
from tollbook.days.resolve import resolve
from tollbook.model import When

SUNDAY = dt.date(2026, 2, 1)


def read(text: str, reference: dt.date | None = SUNDAY, event: When | None = None) -> list[tuple[str, str, str]]:
    """The phrases of `text` with the days that they mean."""
    found: list[tuple[str, str, str]] = []
    for phrase in find_phrases(text):
        when = resolve(phrase.value, reference, event)
        days = "none" if when is None else f"{when.start}/{when.end}" if when.start != when.end else str(when.start)
        found.append((text[phrase.start : phrase.end], days, when.precision if when else ""))
    return found


@pytest.mark.parametrize(
    ("text", "words", "days", "precision"),
    [
        ("It hit the town on Tuesday.", "Tuesday", "2026-01-27", "day"),
        ("It hit the town on Sunday.", "Sunday", "2026-02-01", "day"),
        ("the town hit last Saturday", "last Saturday", "2026-01-24", "day"),
        ("the town hit last Tuesday", "last Tuesday", "2026-01-27", "day"),
        ("Wednesday's attack", "Wednesday's", "2026-01-28", "day"),
        ("the wednesdays attack", "wednesdays", "2026-01-28", "day"),
        ("late on Friday night", "Friday night", "2026-01-30", "day"),
        ("on Friday and Saturday", "Friday and Saturday", "2026-01-30/2026-01-31", "range"),
        ("from Monday to Wednesday", "Monday to Wednesday", "2026-01-26/2026-01-28", "range"),
        ("shelled overnight", "overnight", "2026-01-31/2026-02-01", "range"),
        ("shelled overnight Friday", "overnight Friday", "2026-01-30/2026-01-31", "range"),
        ("killed this morning", "this morning", "2026-02-01", "day"),
        ("killed yesterday", "yesterday", "2026-01-31", "day"),
        ("killed last week", "last week", "2026-01-19/2026-01-25", "range"),
        ("killed earlier this month", "this month", "2026-02-01", "month"),
        ("killed last month", "last month", "2026-01-01/2026-01-31", "month"),
        ("killed over the weekend", "the weekend", "2026-01-31/2026-02-01", "range"),
        ("killed in the last 24 hours", "last 24 hours", "2026-01-31/2026-02-01", "range"),
        ("killed in the past two days", "past two days", "2026-01-31/2026-02-01", "range"),
        ("killed in the past week", "past week", "2026-01-25/2026-02-01", "range"),
        ("killed three days ago", "three days ago", "2026-01-29", "day"),
        ("killed three years ago", "three years ago", "2023-01-01/2023-12-31", "year"),
        ("killed in May", "May", "2025-05-01/2025-05-31", "month"),
        ("killed in mid-August", "mid-August", "2025-08-10/2025-08-20", "range"),
        ("killed in March 2011", "March 2011", "2011-03-01/2011-03-31", "month"),
        ("killed in 2014", "2014", "2014-01-01/2014-12-31", "year"),
        ("the 1980 killings", "1980", "1980-01-01/1980-12-31", "year"),
        ("killed on May 3", "May 3", "2025-05-03", "day"),
        ("killed on 3 May 2017", "3 May 2017", "2017-05-03", "day"),
        ("killed on Wednesday, May 3, 2017", "Wednesday, May 3, 2017", "2017-05-03", "day"),
        ("killed on 27-09-2013", "27-09-2013", "2013-09-27", "day"),
        ("killed on 28.05.2017", "28.05.2017", "2017-05-28", "day"),
        ("killed on 2013/09/27", "2013/09/27", "2013-09-27", "day"),
        ("killed between 25 and 27 January", "25 and 27 January", "2026-01-25/2026-01-27", "range"),
        ("killed from 3 to 5 June", "3 to 5 June", "2025-06-03/2025-06-05", "range"),
        ("between April 26 and May 4", "April 26 and May 4", "2025-04-26/2025-05-04", "range"),
        ("killed since Saturday", "since Saturday", "2026-01-31/2026-02-01", "range"),
        ("killed since 2011", "since 2011", "2011-01-01/2026-02-01", "range"),
        ("since the war began in March 2011", None, "2011-03-01/2026-02-01", "range"),
        ("since the army began its push nearly two weeks ago", None, "2026-01-18/2026-02-01", "range"),
        ("executed since mid-December", "since mid-December", "2025-12-15/2026-02-01", "range"),
        ("killed on Christmas Eve", "Christmas Eve", "2025-12-24", "day"),
        ("a trial in the 1990s", "1990s", "1990-01-01/1999-12-31", "range"),
    ],
)
def test_day_words_mean_the_days_that_a_reader_takes_them_for(
    text: str, words: str | None, days: str, precision: str
) -> None:
    assert read(text) == [(words or text, days, precision)]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("killed that day", "2026-01-28"),
        ("killed on that day alone", "2026-01-28"),
        ("killed the same day", "2026-01-28"),
        ("killed the previous day", "2026-01-27"),
        ("killed two days earlier", "2026-01-26"),
        ("killed the following day", "2026-01-29"),
        ("killed two days later", "2026-01-30"),
        ("killed since then", "2026-01-28/2026-02-01"),
    ],
)
def test_words_that_hang_on_an_event_count_from_it_and_mean_nothing_without_it(text: str, days: str) -> None:
    event = When(start=dt.date(2026, 1, 28), end=dt.date(2026, 1, 28), precision="day")
    assert [found[1] for found in read(text, event=event)] == [days]
    assert [found[1] for found in read(text)] == ["none"]


@pytest.mark.parametrize(
    "text",
    [
        "They may march again, and many marched.",
        "It killed 2003 people and wounded 1500.",
        "about 3.5 million in 2,014 towns",
        "the 45-year-old, who was jailed for 18 years",
        "a decade of war, day after day",
        "version 10.2.2.7 of the file",
    ],
)
def test_figures_and_verbs_that_look_like_days_are_none(text: str) -> None:
    assert all(days == "none" for _, days, _ in read(text))


def test_a_date_in_figures_that_can_be_read_two_ways_is_told_only_by_a_near_publication() -> None:
    assert read("on 03/05/2017") == [("03/05/2017", "none", "")]
    assert read("on 03/05/2017", dt.date(2017, 5, 4))[0][1] == "2017-05-03"
    assert read("on 03/05/2017", dt.date(2017, 3, 6))[0][1] == "2017-03-05"


def test_a_day_without_its_year_that_comes_soon_is_an_appointment_and_no_past_event() -> None:
    assert read("due in court on February 20") == [("February 20", "none", "")]


def test_without_a_reference_only_words_that_name_their_year_resolve() -> None:
    text = "on Tuesday, last week, on May 3, in 2014, on 3 May 2017, since 2011"
    assert [days for _, days, _ in read(text, None)] == [
        "none", "none", "none", "2014-01-01/2014-12-31", "2017-05-03", "none",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["on 30 February 2020", "on 31.04.2019", "on 99-99-2013", "on 0 May 0"])
def test_a_day_that_no_calendar_has_is_unknown(text: str) -> None:
    assert [found for found in read(text) if found[2] == "day"] == []


PIECES = st.sampled_from(
    (
        "on in since last the past two days ago earlier Friday and Saturday to May 3 , 2017 27-09-2013 . overnight "
        "week yesterday that day alone between mid- late 1990s a month later year 24 hours Christmas Eve march \n ' s –"
    ).split(" ")
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=25).map(" ".join), st.lists(PIECES).map("".join))
DAYS = st.one_of(st.none(), st.dates())


@given(TEXTS, DAYS, st.dates())
def test_any_text_gives_phrases_in_order_and_days_that_are_in_order(
    text: str, reference: dt.date | None, told: dt.date
) -> None:
    event = When(start=told, end=told, precision="day")
    position = 0
    for phrase in find_phrases(text):
        assert position <= phrase.start < phrase.end <= len(text)
        position = phrase.end
        when = resolve(phrase.value, reference, event)
        if when is not None:
            assert when.start <= when.end
            assert when.precision != "day" or when.start == when.end
            assert reference is None or when.end <= reference or when == event


@pytest.mark.parametrize("piece", ["since ", "May ", "the last ", "1 ", "Friday and ", "2000-", " ", "a day after "])
def test_hostile_repetition_is_read_in_time(piece: str) -> None:
    find_phrases(piece * (60_000 // len(piece)))
