"""Numbers and hedges are read as a person reads them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.claims.figures import figure_at
from tollbook.claims.heads import count_word
from tollbook.claims.numerals import value_of
from tollbook.claims.words import words_of


def figure_of(phrase: str, carrier: str) -> tuple[int | None, str, int | None, str]:
    words = [phrase[start:end] for start, end in words_of(phrase)]
    figure = figure_at(words, words.index(carrier))
    assert figure is not None
    return figure.value, figure.bound, figure.value_high, " ".join(words[figure.first : figure.last])


@pytest.mark.parametrize(
    ("phrase", "carrier", "value", "bound", "high", "quoted"),
    [
        ("At least 31 civilians died", "31", 31, "at_least", None, "At least 31"),
        ("no fewer than twelve people", "twelve", 12, "at_least", None, "no fewer than twelve"),
        ("more than 1,200 people", "1,200", 1200, "more_than", None, "more than 1,200"),
        ("nearly 100 militants", "100", 100, "fewer_than", None, "nearly 100"),
        ("almost 200 dead", "200", 200, "fewer_than", None, "almost 200"),
        ("up to 40 fighters", "40", 40, "at_most", None, "up to 40"),
        ("about a dozen men", "dozen", 12, "about", None, "about a dozen"),
        ("some 300 families", "300", 300, "about", None, "some 300"),
        ("two dozen houses", "dozen", 24, "exact", None, "two dozen"),
        ("one hundred and twenty-three people", "hundred", 123, "exact", None, "one hundred and twenty - three"),
        ("1.2 million people fled", "1.2", 1_200_000, "exact", None, "1.2 million"),
        ("between 30 and 40 villagers", "30", 30, "range", 40, "between 30 and 40"),
        ("30 to 40 villagers", "40", 30, "range", 40, "30 to 40"),
        ("30-odd men", "30", 30, "about", None, "30 - odd"),
        ("12 or more soldiers", "12", 12, "at_least", None, "12 or more"),
        ("70 people at least", "70", 70, "at_least", None, "70 people at least"),
        ("dozens were hurt", "dozens", None, "vague", None, "dozens"),
        ("tens of thousands fled", "thousands", None, "vague", None, "tens of thousands"),
        ("several hundred people", "hundred", None, "vague", None, "several hundred"),
        ("several people", "several", None, "vague", None, "several"),
        ("No one was hurt", "No", 0, "exact", None, "No one"),
        ("both brothers died", "both", 2, "exact", None, "both"),
        ("the toll has gone up to 488", "488", 488, "exact", None, "488"),
        ("the toll rose from 58 to 60", "60", 60, "exact", None, "60"),
        ("put the toll in the 20s", "20s", 20, "range", 29, "in the 20s"),
        ("57 per cent of them", "57", None, "vague", None, "57"),
        ("1 000 civilians", "000", 1000, "exact", None, "1 000"),
        ("two and a half thousand dead", "thousand", 2500, "exact", None, "two and a half thousand"),
        ("a quarter of a million victims", "million", 250_000, "exact", None, "a quarter of a million"),
        ("not a single soldier", "single", 0, "exact", None, "not a single"),
        ("at least 12, possibly 20, died", "20", 12, "range", 20, "at least 12 , possibly 20"),
        ("estimates ranging from 30 to 40", "30", 30, "range", 40, "30 to 40"),
        ("a family of five", "family", 5, "exact", None, "five"),
        ("a toll of at least 12", "toll", 12, "at_least", None, "at least 12"),
        ("Dara Example, 24, was shot", "24", 1, "exact", None, "Dara Example , 24"),
        ("In Oldtown, 24, including two women", "24", 24, "exact", None, "24"),
    ],
)
def test_a_figure_keeps_its_hedge(
    phrase: str, carrier: str, value: int | None, bound: str, high: int | None, quoted: str
) -> None:
    assert figure_of(phrase, carrier) == (value, bound, high, quoted)


HEDGES = {
    "at least": "at_least",
    "more than": "more_than",
    "up to": "at_most",
    "almost": "fewer_than",
    "about": "about",
}


@given(st.integers(1, 999_999), st.sampled_from([None, *HEDGES]), st.booleans())
def test_a_number_that_is_written_out_reads_back(value: int, hedge: str | None, commas: bool) -> None:
    """Whatever the value, the separators and the hedge, the figure says what was written."""
    number = f"{value:,}" if commas else str(value)
    phrase = f"police said {hedge + ' ' if hedge else ''}{number} people were killed"
    read, bound, high, quoted = figure_of(phrase, number)
    assert (read, high) == (value, None)
    # Fewer than one is none, which "almost 1" does not say.
    assert bound == ("about" if (hedge, value) == ("almost", 1) else HEDGES[hedge] if hedge else "exact")
    assert quoted == (f"{hedge} {number}" if hedge else number)


SMALL = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


@given(st.integers(1, 9), st.integers(0, 7), st.integers(1, 9))
def test_numbers_in_words_read_back(hundreds: int, ten: int, unit: int) -> None:
    words = f"{SMALL[hundreds]} hundred and {TENS[ten]}-{SMALL[unit]}".replace("-", " - ").split()
    assert value_of(words) == hundreds * 100 + (ten + 2) * 10 + unit


@given(
    st.lists(
        st.sampled_from("at least 31 - to and of dozen hundred a between 40 1,2,3 no both s 20s %".split()), min_size=1
    )
)
def test_no_string_of_number_words_breaks_the_grammar(words: list[str]) -> None:
    for index in range(len(words)):
        figure = figure_at(words, index)
        if figure is not None:
            assert 0 <= figure.first < figure.last <= len(words)
            assert (figure.value is None) == (figure.bound == "vague")
            assert (figure.value_high is not None) == (figure.bound == "range")
            assert figure.value_high is None or (figure.value or 0) <= figure.value_high


@pytest.mark.parametrize(
    ("phrase", "carrier"),
    [
        ("Dara Example, 34", "Example"),
        ("a 27-year-old man", "man"),
        ("constable Example (30)", "Example"),
        ("a woman in her 30s", "woman"),
        ("an active rebel leader", "leader"),
        ("the wife of a doctor", "wife"),
        ("at least 12", "12"),
    ],
)
def test_an_age_does_not_count_people(phrase: str, carrier: str) -> None:
    words = [phrase[start:end] for start, end in words_of(phrase)]
    assert words[count_word(words)] == carrier
