"""Time words that name no day are read as what they are, and never reach a claim."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.days.counting import amount_of
from tollbook.days.grammar import find_phrases
from tollbook.days.telling import tell_days
from tollbook.days.time_values import Duration, Old, Time
from tollbook.days.times import find_times
from tollbook.days.timex import timex
from tollbook.model import Report

# A sentence, the words that are read in it, and their value in TIMEX's form ("-": they fix no time).
TABLE = """
# durations
The siege of Varn lasted three months. | three months | P3M
A two-year siege emptied the fort. | two-year | P2Y
The bridge stayed shut for several weeks. | several weeks | PXW
It rained for the next six days. | the next six days | P6D
They held out for more than two and a half years. | more than two and a half years | P2.5Y
The town had waited half a century. | half a century | P.5CE
The march took about eighteen hours. | about eighteen hours | PT18H
The guards were away for ten minutes. | ten minutes | PT10M
A months-long drought followed. | A months-long | PXM
A year-long truce was signed. | A year-long | P1Y
The first three weeks were quiet. | The first three weeks | P3W
The camp stood for twenty-five years. | twenty-five years | P25Y
The port was closed for a hundred days. | a hundred days | P100D
The raids went on for years. | years | PXY
Two bloody weeks ended with a truce. | Two bloody weeks | P2W
It took almost a decade to rebuild. | almost a decade | P1DE
The feud has run for two centuries. | two centuries | P2CE
The talks took a fortnight. | a fortnight | P2W
They were held for a couple of days. | a couple of days | P2D
The driver, eighteen years old, fled. | eighteen years old | P18Y
The driver, aged 22, fled. | 22 | P22Y
The strike lasted all week. | all week | P1W
Food ran out within a few days. | a few days | PXD
The patrol waited an hour. | an hour | PT1H
They walked for another seven months. | another seven months | P7M
The clinic worked for 1,000 days. | 1,000 days | P1000D
# past, present, future
The mill is now a barracks. | now | PRESENT_REF
The road is currently closed. | currently | PRESENT_REF
The current harvest is poor. | current | PRESENT_REF
For the time being nobody leaves. | the time being | PRESENT_REF
Few boats sail these days. | these days | PRESENT_REF
At this time nobody is missing. | this time | PRESENT_REF
The former mayor was there. | former | PAST_REF
Rebels recently left the hills. | recently | PAST_REF
Such raids were rare in the past. | the past | PAST_REF
Floods have grown in recent years. | recent years | PAST_REF
A few weeks later the dam broke. | A few weeks later | FUTURE_REF
Several months earlier a truce had failed. | Several months earlier | PAST_REF
No talks are planned in the near future. | the near future | FUTURE_REF
# sets
The wells are tested every day. | every day | XXXX-XX-XX
Boats leave weekly. | weekly | XXXX-WXX
The fair is held annually. | annually | XXXX
The daily patrol was late. | daily | XXXX-XX-XX
Each winter the pass is shut. | Each winter | XXXX-WI
The council meets every month. | every month | XXXX-XX
A census is taken every ten years. | every ten years | XXXX
The market opens twice a week. | twice a week | XXXX-WXX
# years of old and centuries
The walls fell in 480 BC. | 480 BC | BC0480
The walls fell in 146 B.C. and were rebuilt. | 146 B.C. | BC0146
A fleet sailed in the spring of 481 BC. | the spring of 481 BC | BC0481-SP
A fleet sailed in August 480 BC. | August 480 BC | BC0480-08
A fleet sailed on 12 August 480 BC. | 12 August 480 BC | BC0480-08-12
The tombs are of the 5th century BC. | the 5th century BC | BC04
The league broke up in the 470s BC. | the 470s BC | BC047
The city burned in AD 70. | AD 70 | 0070
The keep is of the sixteenth century. | the sixteenth century | 15
The keep is of the early 19th century. | the early 19th century | 18
# times of day, and what the story alone tells
They came at night. | night | XXXX-XX-XXTNI
They came at dawn. | dawn | XXXX-XX-XXTMO
The siren went at 5:34 am. | 5:34 am | XXXX-XX-XXT05:34
The siren went at 19:05, they said. | 19:05 | XXXX-XX-XXT19:05
The siren went at 12 p.m. exactly. | 12 p.m. | XXXX-XX-XXT12:00
Nobody lived there at that time. | that time | -
During this period the ford was dry. | this period | -
At the same time a second gate fell. | the same time | -
The gate fell on the second day. | the second day | -
Three hours later the gate fell. | Three hours later | -
"""
ROWS = [
    tuple(cell.strip() for cell in line.split("|"))
    for line in TABLE.strip().split("\n")
    if line and not line.startswith("#")
]
NO_DAY = [row for row in ROWS if not row[1].startswith(("August", "12 August", "the spring of"))]


def test_there_are_sixty_phrases() -> None:
    assert len(ROWS) >= 60


@pytest.mark.parametrize(("text", "words", "value"), ROWS)
def test_time_words_are_read_with_their_extent_and_their_value(text: str, words: str, value: str) -> None:
    read = [(text[phrase.start : phrase.end], timex(phrase.value, None) or "-") for phrase in find_times(text)]
    assert read == [(words, value)]


@pytest.mark.parametrize(("text", "words", "value"), NO_DAY)
def test_no_claim_sees_them(text: str, words: str, value: str) -> None:
    assert find_phrases(text) == []


@pytest.mark.parametrize(
    ("text", "value", "days"),
    [
        ("The dam broke in the spring of 1776.", "1776-SP", "1776-03-01/1776-05-31"),
        ("The dam broke that winter.", "2025-WI", "2025-12-01/2026-02-01"),
        ("The dam broke in late summer.", "2025-SU", "2025-06-01/2025-08-31"),
        ("His 1995 book says so.", "1995", "1995-01-01/1995-12-31"),
        ("In the sixties nobody knew.", "196", "1960-01-01/1969-12-31"),
        ("It was hit in the early 1990s.", "199", "1990-01-01/1999-12-31"),
        ("It was hit in the past two weeks.", "P2W", "2026-01-18/2026-02-01"),
        ("It was hit in early May 2025.", "2025-05", "2025-05-01/2025-05-10"),
        ("It was hit in May 2025.", "2025-05", "2025-05-01/2025-05-31"),
        ("It was hit on 3 May 2025.", "2025-05-03", "2025-05-03/2025-05-03"),
        ("It was hit last week.", "2026-W04", "2026-01-19/2026-01-25"),
        ("It was hit two years ago.", "2024", "2024-01-01/2024-12-31"),
        ("It was hit between 3 and 5 May 2025.", "2025-05-03/2025-05-05", "2025-05-03/2025-05-05"),
    ],
)
def test_what_names_days_is_told_with_them_and_its_value(text: str, value: str, days: str) -> None:
    (row,) = tell_days(Report(id="r", text=text, digest="", published=dt.date(2026, 2, 1)))
    assert (row.kind, row.timex, f"{row.first}/{row.last}") == ("day", value, days)


@pytest.mark.parametrize(
    ("text", "kind", "why"),
    [
        ("It lasted three months.", "duration", "a duration of three months; names no day"),
        ("It lasted some weeks.", "duration", "a duration of weeks, how many is not said; names no day"),
        ("It lasted half a century.", "duration", "a duration of 0.5 centuries; names no day"),
        ("It rains every two years.", "set", "again and again, every two years; names no one day"),
        ("It rains each winter.", "set", "again and again, every winter; names no one day"),
        ("It is now dry.", "reference", "the present, as the text speaks; names no day"),
        ("At that time it was dry.", "reference", "a time that only what is told beside it could fix; names no day"),
        ("It fell in 480 BC.", "era", "the year 480 before Christ; names no day"),
        ("It fell in June 479 BC.", "era", "June of the year 479 before Christ; names no day"),
        ("It is of the 5th century BC.", "era", "the century from 500 to 401 before Christ; names no day"),
        ("It is of the 16th century.", "era", "the century from 1501 to 1600; names no day"),
        ("It came at 5:34 am.", "hour", "a time of day (05:34); the day is told by other words"),
    ],
)
def test_what_names_no_day_is_told_plainly(text: str, kind: str, why: str) -> None:
    (row,) = tell_days(Report(id="r", text=text, digest="", published=dt.date(2026, 2, 1)))
    assert (row.kind, row.why, row.first, row.last, row.candidates) == (kind, why, None, None, ())


def test_a_day_to_come_is_listed_and_not_told() -> None:
    """Nothing lies after the day on which a text speaks."""
    for words in ("tomorrow", "next year"):
        (row,) = tell_days(Report(id="r", text=f"It opens {words}.", digest="", published=dt.date(2026, 2, 1)))
        assert (row.kind, row.first, row.why) == ("day", None, "they name a day to come")


@pytest.mark.parametrize(
    "text",
    [
        "Three quarters of the harvest burned.",
        "About 1800 shells fell.",
        "The troops went into their quarters.",
        "They asked, and then they left.",
        "Prices rose by 1.5%.",
        "He has a second house.",
        "Snow may fall and roads may close.",
    ],
)
def test_what_tells_no_time_is_left_alone(text: str) -> None:
    assert find_times(text) == []


WORDS = st.sampled_from(
    "a an the of in at for two ten few several next last past every each old BC AD century 480 1943 spring winter day "
    "days week months year years hour time period now former future half and later before ago May 12 12:30 p.m. - , . "
    "twenty-five hundred".split()
)


@given(st.lists(WORDS, max_size=30).map(" ".join))
def test_phrases_stand_in_order_apart_and_no_day_is_lost(text: str) -> None:
    phrases = find_times(text)
    assert all(one.end <= other.start for one, other in pairwise(phrases))
    spans = {place for phrase in phrases for place in range(phrase.start, phrase.end)}
    for day in find_phrases(text):
        assert day.start in spans or day.end - 1 in spans


@given(st.lists(WORDS, max_size=20).map(" ".join), st.dates())
def test_what_names_no_day_has_none(text: str, published: dt.date) -> None:
    for row in tell_days(Report(id="r", text=text, digest="", published=published)):
        assert row.kind == "day" or row.first is None


@given(st.integers(1, 999), st.sampled_from([("days", "D"), ("weeks", "W"), ("months", "M"), ("years", "Y")]))
def test_a_figure_and_a_unit_are_that_long(many: int, unit: tuple[str, str]) -> None:
    (phrase,) = find_times(f"It lasted {many} {unit[0]} in all.")
    assert timex(phrase.value, None) == f"P{many}{unit[1]}"


@given(st.integers(1, 9999))
def test_a_year_before_christ_is_itself(year: int) -> None:
    (phrase,) = find_times(f"It fell in {year} BC.")
    assert isinstance(phrase.value, Old)
    assert (phrase.value.year, phrase.value.before) == (year, True)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("a", 1), ("two", 2), ("twenty-five", 25), ("two hundred and fifty", 250), ("a hundred", 100), ("half a", 0.5),
        ("two and a half", 2.5), ("1,000", 1000), ("2.5", 2.5), ("two dozen", 24), ("a couple of", 2), ("a single", 1),
        ("three thousand", 3000), ("some", None),
    ],
)  # fmt: skip
def test_numbers_of_spans(words: str, value: float | None) -> None:
    assert amount_of(words) == value


@pytest.mark.parametrize(
    "piece", ["a ", "the next ", "two ", "480 ", "more than ", "years ", "every ", "and a half ", "12:"]
)
def test_a_long_text_of_such_words_is_read_in_no_time(piece: str) -> None:
    find_times(piece * (60_000 // len(piece)))


def test_a_duration_is_a_time_and_no_day() -> None:
    assert isinstance(Duration(unit="day", amount=1), Time)
