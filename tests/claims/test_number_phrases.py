"""Whatever way a number of people is put into words reads back; numbers of other things are no people."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tollbook.claims import Reader
from tollbook.claims.figures import Figure, figure_at
from tollbook.claims.heads import is_numeral, is_quantifier
from tollbook.claims.measures import counts_nobody, is_whole_of
from tollbook.claims.words import words_of
from tollbook.model import Casualty, Report, digest_of


class Told(NamedTuple):
    """A phrase for a number of people, and what it says."""

    phrase: str
    value: int | None
    bound: str
    high: int | None = None


UNITS = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen""".split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def spelled(number: int) -> str:
    """A number below a million in words: 123 is "one hundred and twenty-three"."""
    if number < 20:
        return UNITS[number]
    if number < 100:
        return TENS[number // 10 - 2] + (f"-{UNITS[number % 10]}" if number % 10 else "")
    scale, name = (1000, "thousand") if number >= 1000 else (100, "hundred")
    rest = number % scale
    joint = " and " if rest < 100 else " "
    return f"{spelled(number // scale)} {name}" + (f"{joint}{spelled(rest)}" if rest else "")


def written(number: int) -> st.SearchStrategy[str]:
    """A number in digits, with separators, or in words."""
    ways = [str(number), f"{number:,}"]
    return st.sampled_from([*ways, spelled(number)] if number < 1_000_000 else ways)


NUMBERS = st.one_of(st.integers(2, 99), st.integers(100, 1_899), st.integers(2_100, 999_999))
BEFORE = {
    "exact": ("", "all ", "another ", "a further ", "the other "),
    "at_least": ("at least ", "no fewer than ", "not less than ", "a minimum of ", "at the very least "),
    "more_than": ("more than ", "over ", "upwards of ", "well over ", "slightly more than "),
    "at_most": ("up to ", "as many as ", "no more than ", "at most "),
    "fewer_than": ("nearly ", "almost ", "fewer than ", "just under ", "approaching "),
    "about": ("about ", "some ", "around ", "an estimated ", "roughly ", "perhaps "),
}
BEHIND = {
    "at_least": (" or more", " at least", " and counting"),
    "about": ("-odd", " or so"),
    "at_most": (" or fewer", " at most"),
    "more_than": ("-plus",),
}
SETS = {"both": 2, "a couple of": 2, "a pair of": 2, "a trio of": 3, "a quartet of": 4}
SCALES = {"dozen": 12, "score": 20, "hundred": 100, "thousand": 1_000, "lakh": 100_000, "million": 1_000_000}
SHARES = {"half a {}": 0.5, "a {}": 1, "one and a half {}": 1.5, "two {}": 2, "three and a half {}": 3.5, "six {}": 6}


@st.composite
def hedged(draw: st.DrawFn) -> Told:
    """A number with a hedge before or behind it, or none."""
    number = draw(NUMBERS)
    how = draw(written(number))
    if draw(st.booleans()):
        bound = draw(st.sampled_from(sorted(BEHIND)))
        return Told(how + draw(st.sampled_from(BEHIND[bound])), number, bound)
    bound = draw(st.sampled_from(sorted(BEFORE)))
    return Told(draw(st.sampled_from(BEFORE[bound])) + how, number, bound)


@st.composite
def ranged(draw: st.DrawFn) -> Told:
    """From one number to another."""
    low = draw(st.integers(2, 900))
    high = draw(st.integers(low + 1, 2 * low))
    ways = ("between {} and {}", "{} to {}", "{}-{}", "at least {}, possibly {}", "{}, and perhaps as many as {},")
    return Told(draw(st.sampled_from(ways)).format(low, high), low, "range", high)


@st.composite
def scaled(draw: st.DrawFn) -> Told:
    """So many dozens, scores, thousands or millions."""
    name = draw(st.sampled_from(sorted(SCALES)))
    if draw(st.booleans()) and SCALES[name] >= 1_000:
        tenths = draw(st.integers(11, 99).filter(lambda number: number % 10))
        return Told(f"{tenths / 10} {name}", tenths * SCALES[name] // 10, "exact")
    share = draw(st.sampled_from(sorted(SHARES)))
    return Told(share.format(name), round(SHARES[share] * SCALES[name]), "exact")


@st.composite
def set_of_people(draw: st.DrawFn) -> Told:
    """Words that hold their number, and groups that carry theirs."""
    size = draw(st.integers(3, 19))
    groups = ("a family of {}", "a group of {}", "a {}-member family", "all {} of the", "every one of the {}")
    told = SETS | {group.format(how): size for group in groups for how in (size, UNITS[size])}
    told |= {"not one": 0, "not a single": 0, "none of the": 0, "no": 0, "another": 1, "one more": 1}
    words = draw(st.sampled_from(sorted(told)))
    return Told(words, told[words], "exact")


@st.composite
def vague(draw: st.DrawFn) -> Told:
    """Words that give no number."""
    words = """dozens of,scores of,hundreds of,tens of thousands of,several,many,a handful of,several dozen,
    a few hundred,a couple of hundred,half of the,two thirds of the,a quarter of the,most of the""".split(",")
    return Told(draw(st.sampled_from(words)).strip(), None, "vague")


CARRIERS = {*SCALES, "quarter", "thirds", "single"}


def figures_of(sentence: str, phrase: str) -> list[Figure]:
    """The figures that the words of `phrase` carry in a sentence, whichever of its number words is pointed at."""
    spans = words_of(sentence)
    words = [sentence[start:end] for start, end in spans]
    begin = sentence.index(phrase)
    inside = [i for i, (start, end) in enumerate(spans) if begin <= start and end <= begin + len(phrase)]
    carriers = [i for i in inside if is_numeral(words[i]) or is_quantifier(words[i]) or words[i].lower() in CARRIERS]
    return [figure for i in carriers if (figure := figure_at(words, i)) is not None]


FRAMES = (
    "Police said {} people were killed in the raid.",
    "The bombing killed {} people, a minister said.",
    "In the end {} people had been injured, and nobody knew why.",
    "{} people were killed when the market was shelled.",
)


@pytest.mark.parametrize("kind", [hedged(), ranged(), scaled(), set_of_people(), vague()], ids=str)
@settings(max_examples=200)
@given(data=st.data())
def test_a_number_in_words_reads_back(kind: st.SearchStrategy[Told], data: st.DataObject) -> None:
    """Each word of a phrase that can carry its count gives the value and the bound that were put into words."""
    told = data.draw(kind)
    phrase = told.phrase
    figures = figures_of(data.draw(st.sampled_from(FRAMES)).format(phrase), phrase)
    assert figures
    assert {(one.value, one.bound, one.value_high) for one in figures} == {(told.value, told.bound, told.high)}


MONTHS = "January May June August September December".split()
ELSEWHERE = st.one_of(
    st.integers(2, 109).map(lambda n: f"by men aged {n}"),
    st.integers(2, 109).map(lambda n: f"near a {n}-year-old mosque"),
    st.tuples(st.integers(12, 50), st.integers(12, 50)).map(lambda ns: "by men aged {} and {}".format(*ns)),
    st.tuples(st.integers(1, 31), st.sampled_from(MONTHS)).map(lambda day: "on {} {}".format(*day)),
    st.tuples(st.sampled_from(MONTHS), st.integers(1, 31)).map(lambda day: "on {} {}".format(*day)),
    st.integers(1900, 2099).map(lambda year: f"in {year}"),
    st.tuples(st.sampled_from(MONTHS), st.integers(1900, 2099)).map(lambda day: "in {} {}".format(*day)),
    st.tuples(st.integers(2, 999), st.sampled_from(["km", "miles", "metres", "nautical miles", "kilometres"])).map(
        lambda far: "{} {} from the border".format(*far)
    ),
    st.integers(1, 12).map(lambda hour: f"at {hour} pm"),
    st.tuples(st.integers(2, 999), st.sampled_from(["hours", "days", "weeks", "minutes"])).map(
        lambda time: "{} {} after the truce".format(*time)
    ),
    st.tuples(st.sampled_from(["$", "€", "£"]), st.integers(2, 999_999)).map(lambda sum_: "for {}{:,}".format(*sum_)),
    st.tuples(st.integers(2, 99), st.sampled_from(["dollars", "million rupees", "million euros", "naira"])).map(
        lambda sum_: "for {} {}".format(*sum_)
    ),
    st.tuples(st.integers(2, 99), st.sampled_from(["kg", "tonnes", "kilograms", "pounds"])).map(
        lambda weight: "with {} {} of explosives".format(*weight)
    ),
    st.tuples(st.sampled_from(["Unit", "Sector", "Highway", "Brigade", "No."]), st.integers(1, 999)).map(
        lambda name: "at {} {}".format(*name)
    ),
    st.tuples(st.integers(1, 19), st.sampled_from(["Brigade", "Airborne Division", "Punjab Regiment"])).map(
        lambda name: "by {} {}".format(*name)
    ),
    st.sampled_from(["with AK-47 rifles", "by a Mi-17 helicopter", "since 9/11", "1.5 km away", "in his 30s"]),
)


@given(ELSEWHERE, st.sampled_from(["", "nearly ", "at least "]))
def test_ages_days_distances_sums_and_names_count_nobody(words: str, hedge: str) -> None:
    """The grammar alone tells such a number from a count."""
    sentence = f"Gunmen attacked the town {words}, police said."
    found = figures_of(sentence, words)
    tokens = [sentence[start:end] for start, end in words_of(sentence)]
    assert all(counts_nobody(tokens, figure.first, figure.last) for figure in found)


@given(NUMBERS, st.sampled_from(["people", "soldiers", "others", "children", "foot soldiers", "in all", "dead"]))
def test_a_number_of_people_counts_them(number: int, noun: str) -> None:
    """What the grammar puts aside, it never takes from people."""
    for sentence in (
        f"The raid killed {number:,} {noun}.",
        f"In May {number:,} {noun} were killed.",
        f"Fire aged 12 and {number:,} {noun} died.",
    ):
        words = [sentence[start:end] for start, end in words_of(sentence)]
        carrier = len(words) - 1 - words[::-1].index(f"{number:,}")  # the last of them: the age may be the same number
        figure = figure_at(words, carrier)
        assert figure is not None
        assert not counts_nobody(words, figure.first, figure.last)


@pytest.mark.parametrize(
    ("words", "whole"),
    [
        ("two of the 12", True),
        ("half of the 12", True),
        ("half the 12", True),
        ("two thirds of their 12", True),
        ("three out of 12", True),
        ("none of the 12", True),
        ("60 percent of the 12", True),
        ("all of the 12", False),
        ("every one of the 12", False),
        ("a total of 12", False),
        ("the death of 12", False),
        ("a group of 12", False),
        ("12", False),
    ],
)
def test_the_whole_of_a_share_is_known(words: str, whole: bool) -> None:
    assert is_whole_of(words.split(), len(words.split()) - 1) is whole


@cache
def reader() -> Reader:
    return Reader.load()


def counts(text: str) -> list[tuple[int | None, str]]:
    """The counts of the casualties that a text tells of, with their effects."""
    claims = reader().read(Report(id="t", text=text, digest=digest_of(text.encode()))).claims
    return [(claim.count.value, claim.effect) for claim in claims if isinstance(claim, Casualty)]


THINGS = st.tuples(
    st.integers(2, 300),
    st.sampled_from(
        ["rounds", "vehicles", "armoured vehicles", "houses", "mortar shells", "rifles", "rockets", "shops"]
    ),
).map(lambda things: "{} {}".format(*things))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ELSEWHERE, THINGS)
def test_no_other_number_of_a_sentence_is_read_as_its_dead(words: str, things: str) -> None:
    """Beside two who were killed, no age, day, distance, sum, name or thing is counted."""
    assert set(counts(f"Two people were killed {words}, police said.")) <= {(2, "killed")}
    assert set(counts(f"The attackers destroyed {things} and killed two people.")) <= {(2, "killed")}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(hedged(), ranged()))
def test_a_hedged_number_is_read_as_its_sentence_tells_it(told: Told) -> None:
    """Whatever the model makes of a rare phrase, no number of dead gets another value than the grammar reads."""
    read = counts(f"The bombing killed {told.phrase} people in the town, police said.")
    assert set(read) <= {(told.value, "killed")}
