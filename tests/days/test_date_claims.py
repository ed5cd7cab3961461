"""Claims with their days: which day words tell of the event, which only of who spoke."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from unittest import mock

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tollbook.days import date_claims
from tollbook.model import (
    ActorWords,
    Attack,
    Casualty,
    Claim,
    Count,
    Effect,
    Marks,
    ReaderVersion,
    Report,
    Responsibility,
    Scope,
    Span,
    Victims,
    When,
)

SUNDAY = dt.date(2026, 2, 1)
READER = ReaderVersion(name="hand", version="1")


def sentences(text: str) -> tuple[Span, ...]:
    return tuple(Span.of(text, *match.span()) for match in re.finditer(r"[^\s][^.\n]*(?:\.|$|(?=\n))", text))


def killed(
    text: str, words: str, value: int | None, nth: int = 0, scope: Scope = "incident", part_of: str | None = None
) -> Casualty:
    """The claim that `words`, at their `nth` place in the text, were killed."""
    start = [match.start() for match in re.finditer(re.escape(words), text)][nth]
    sentence = next((s for s in sentences(text) if s.start <= start < s.end), Span.of(text, 0, len(text)))
    return Casualty(
        id=f"c{start}",
        evidence=sentence,
        confidence=1.0,
        reader=READER,
        effect="killed",
        count=Count(
            text=words,
            start=start,
            end=start + len(words),
            value=value,
            bound="exact" if value is not None else "vague",
        ),
        victims=Victims(),
        scope=scope,
        part_of=part_of,
    )


def date(
    text: str, claims: Sequence[Claim], published: dt.date | None = SUNDAY, marks: Marks | None = None
) -> list[str | None]:
    """The days of each claim, as text."""
    report = Report(id="r", text=text, digest="", published=published)
    dated = date_claims(report, claims, marks or Marks(sentences=sentences(text)))
    return [None if c.when is None else f"{c.when.start}/{c.when.end}" for c in dated]


def test_the_day_of_the_event_is_told_apart_from_the_day_of_the_statement() -> None:
    text = "The minister said on Sunday that 31 people had died in raids on Friday and Saturday."
    assert date(text, [killed(text, "31", 31)]) == ["2026-01-30/2026-01-31"]


def test_a_statement_s_day_alone_does_not_date_the_event() -> None:
    text = "The ministry said on Saturday that five soldiers were killed in the north."
    assert date(text, [killed(text, "five", 5)]) == [None]


def test_the_day_by_which_they_were_counted_is_not_the_day_on_which_they_died() -> None:
    text = (
        "Raiders struck two barracks in Kandar on Friday and Saturday.\n\nThe attackers came on motorcycles. "
        "Five soldiers had died in the raids by Sunday."
    )
    assert date(text, [killed(text, "Five", 5)]) in (["2026-01-30/2026-01-31"], [None])
    text = "The toll of the raids rose to five on Sunday."
    assert date(text, [killed(text, "five", 5)]) == [None]


def test_a_stretch_that_the_report_names_by_its_days_is_those_days() -> None:
    text = "Five died in two days of fighting.\n\nRaiders struck two barracks on Thursday and Friday, killing four."
    assert date(text, [killed(text, "Five", 5)]) == ["2026-01-29/2026-01-30"]


def test_a_time_of_day_without_its_day_is_on_the_day_of_the_statement() -> None:
    text = "A hospital source said on Saturday that shells fired at dawn on the old town killed five people."
    assert date(text, [killed(text, "five", 5)]) == ["2026-01-31/2026-01-31"]


def test_that_day_is_the_day_told_before_and_not_the_total_s_range() -> None:
    text = (
        "The governor said on Sunday that 145 fighters had died in attacks on Friday and Saturday. "
        "The attacks hit barracks and a bank on Saturday. "
        "Nearly 90 fighters were killed on that day alone, the army said."
    )
    whole = killed(text, "145", 145)
    part = killed(text, "Nearly 90", 90, part_of=whole.id)
    assert date(text, [whole, part]) == ["2026-01-30/2026-01-31", "2026-01-31/2026-01-31"]


def test_a_headline_takes_the_day_of_the_event_that_it_announces() -> None:
    text = "Market blast kills 12\n\nA bomb exploded in a market on Tuesday, killing 12 people."
    assert date(text, [killed(text, "12", 12), killed(text, "12", 12, nth=1)]) == ["2026-01-27/2026-01-27"] * 2


def test_a_day_carries_on_to_the_sentence_that_follows() -> None:
    text = "A bomb exploded in a market on Tuesday, killing 12 people. Another 40 people were killed under its roof."
    assert date(text, [killed(text, "12", 12), killed(text, "40", 40)])[1] == "2026-01-27/2026-01-27"


def test_a_part_has_the_days_of_its_whole() -> None:
    text = "A bomb exploded in a market on Tuesday, killing 12 people, including three children."
    whole = killed(text, "12", 12)
    assert date(text, [whole, killed(text, "three", 3, part_of=whole.id)]) == ["2026-01-27/2026-01-27"] * 2


def test_a_total_since_a_day_ends_on_the_publication_day() -> None:
    text = "At least 70 people have been killed in the shelling since Wednesday."
    assert date(text, [killed(text, "At least 70", 70, scope="aggregate")]) == ["2026-01-28/2026-02-01"]


def test_the_last_hours_of_a_statement_end_on_the_day_of_the_statement() -> None:
    text = "Shelling has killed 14 people in the past 24 hours, the monitor said on Saturday."
    assert date(text, [killed(text, "14", 14)]) == ["2026-01-30/2026-01-31"]


def test_where_no_day_word_stands_the_publication_day_is_not_taken_instead() -> None:
    text = "A bomb killed 12 people in a market."
    assert date(text, [killed(text, "12", 12)]) == [None]


def test_a_date_at_the_head_states_publication_and_dates_no_event() -> None:
    text = "1 February 2026\n\nA bomb killed 12 people in a market."
    assert date(text, [killed(text, "12", 12)]) == [None]


def test_without_a_publication_day_the_head_of_the_text_is_the_reference() -> None:
    text = "Sunday, February 1, 2026\n\nA bomb exploded in a market on Tuesday, killing 12 people."
    assert date(text, [killed(text, "12", 12)], None) == ["2026-01-27/2026-01-27"]
    bare = "A bomb exploded in a market on Tuesday, killing 12 people."
    assert date(bare, [killed(bare, "12", 12)], None) == [None]


def test_a_dateline_is_the_reference_for_what_follows_it() -> None:
    text = "KABUL, Afghanistan (Jan. 29) - A joint force killed 12 insurgents in a raid yesterday."
    assert date(text, [killed(text, "12", 12)]) == ["2026-01-28/2026-01-28"]


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("Morning update Jan. 29, 2026\nFor release\n\n", "2026-01-28"),
        ("KHOST, Afghanistan (Jan. 29)\n", "2026-01-28"),
        ("January 29 - ", "2026-01-28"),
        ("Jan 29: Patrols in the east\n\n", "2026-01-28"),
        ("Raid in the hills\n\n09-07-2025 ", "2025-07-08"),
        ("Some of the raids of the year:\n\n* Dec 12, 2025 - Gunmen came by night.\n\n", "2026-01-31"),
    ],
)
def test_what_opens_a_dispatch_states_its_day_and_what_opens_an_item_of_a_list_does_not(head: str, day: str) -> None:
    """A date in figures that lies far from the day on record either way has its day first, as nearly all write it."""
    text = f"{head}A joint force killed 12 insurgents in a raid yesterday."
    assert date(text, [killed(text, "12", 12, nth=text.count("12") - 1)]) == [f"{day}/{day}"]


def test_a_day_that_owns_the_violence_behind_it_is_no_statement_s() -> None:
    text = "The ministry said Wednesday night's raid killed 12 people."
    assert date(text, [killed(text, "12", 12)]) == ["2026-01-28/2026-01-28"]


def test_the_words_that_the_reader_linked_turn_a_doubtful_choice() -> None:
    text = "After a raid on Monday and a blast on Thursday in the same town, 12 people were dead."
    claim = killed(text, "12", 12)
    for words, day in (("Monday", "2026-01-26"), ("Thursday", "2026-01-29")):
        start = text.index(words)
        marks = Marks(sentences=sentences(text), when={claim.id: Span.of(text, start, start + len(words))})
        assert date(text, [claim], marks=marks) == [f"{day}/{day}"]


def test_a_text_in_small_letters_has_sentences_too() -> None:
    text = (
        "a mob attacked a village on wednesday and 14 persons were killed there. " + "the police came late again. " * 12
    ) + "on friday another mob attacked a train and 22 persons were killed."
    claims = [killed(text, "14", 14), killed(text, "22", 22)]
    whole = (Span.of(text, 0, len(text)),)
    assert date(text, claims, marks=Marks(sentences=whole)) == ["2026-01-28/2026-01-28", "2026-01-30/2026-01-30"]


def test_words_quote_the_day_words_and_are_none_where_the_days_follow() -> None:
    text = "Market blast kills 12\n\nA bomb exploded in a market on Tuesday, killing 12 people."
    report = Report(id="r", text=text, digest="", published=SUNDAY)
    first, second = date_claims(
        report, [killed(text, "12", 12), killed(text, "12", 12, nth=1)], Marks(sentences=sentences(text))
    )
    assert first.when is not None
    assert first.when.words is None
    assert second.when is not None
    assert second.when.words == Span.of(text, text.index("Tuesday"), text.index("Tuesday") + len("Tuesday"))


def test_who_did_it_is_dated_by_the_casualties_told_before() -> None:
    text = (
        "A bomb exploded in a market on Tuesday, killing 12 people.\n\nThe mayor visited the town on Thursday.\n\n"
        "The Red Dawn Front claimed responsibility for the attack."
    )
    start = text.index("The Red Dawn Front")
    claim = Responsibility(
        id="r1",
        evidence=Span.of(text, start, len(text)),
        confidence=1.0,
        reader=READER,
        actor=ActorWords(text="The Red Dawn Front", start=start, end=start + 18),
        stance="claimed",
    )
    assert date(text, [killed(text, "12", 12), claim])[1] == "2026-01-27/2026-01-27"


def test_no_claims_are_no_claims() -> None:
    assert date("On Tuesday.", []) == []


WORDS = st.sampled_from(
    "killed 12 people on Tuesday and Friday said the army . \n attack last week since 2011 that day earlier two days a "
    "overnight May 3 2017 ( Feb. 3 ) - KABUL, published however while 24 hours past in the war began statement".split(
        " "
    )
)
TEXTS = st.one_of(st.lists(WORDS, min_size=1, max_size=60).map(" ".join), st.text(min_size=1, max_size=120))


EFFECTS: list[Effect] = ["killed", "injured", "detained"]
SCOPES: list[Scope] = ["incident", "aggregate"]


@st.composite
def reports(draw: st.DrawFn) -> tuple[Report, list[Claim], Marks]:
    """Any text, with claims and links anywhere in it."""
    text = draw(TEXTS)
    spans = draw(st.lists(st.tuples(st.integers(0, len(text) - 1), st.integers(1, 20)), min_size=1, max_size=6))
    quoted = [Span.of(text, start, min(len(text), start + length)) for start, length in spans]
    claims: list[Claim] = []
    for index, span in enumerate(quoted):
        name = f"c{index}"
        if index % 3 == 0:
            count = Count(
                text=span.text,
                start=span.start,
                end=span.end,
                value=draw(st.one_of(st.none(), st.integers(0, 20_000))),
                bound="exact",
            )
            claims.append(
                Casualty(
                    id=name,
                    evidence=span,
                    confidence=1.0,
                    reader=READER,
                    effect=draw(st.sampled_from(EFFECTS)),
                    count=count,
                    victims=Victims(),
                    scope=draw(st.sampled_from(SCOPES)),
                    part_of=draw(st.sampled_from([None, "c0", "c3", "c9"])),
                )
            )
        elif index % 3 == 1:
            claims.append(
                Responsibility(id=name, evidence=span, confidence=1.0, reader=READER, actor=None, stance="unclaimed")
            )
        else:
            claims.append(Attack(id=name, evidence=span, confidence=1.0, reader=READER, type="other", trigger=span))
    marks = Marks(
        sentences=draw(st.sampled_from([(), sentences(text)])),
        when=draw(st.sampled_from([{}, {"c0": quoted[-1], "c1": quoted[0]}])),
    )
    published = draw(st.one_of(st.none(), st.dates()))
    return Report(id="r", text=text, digest="", published=published), claims, marks


@settings(deadline=None)
@given(reports())
def test_any_report_keeps_its_claims_and_quotes_its_day_words(given: tuple[Report, list[Claim], Marks]) -> None:
    report, claims, marks = given
    dated = date_claims(report, claims, marks)
    assert [msgspec.structs.replace(claim, when=None, basis={}) for claim in dated] == claims
    for claim in dated:
        when: When | None = claim.when
        if when is not None:
            assert when.start <= when.end
            assert when.words is None or report.text[when.words.start : when.words.end] == when.words.text != ""


@settings(deadline=None, max_examples=30)
@given(reports())
def test_days_do_not_depend_on_the_clock_on_the_wall(given: tuple[Report, list[Claim], Marks]) -> None:
    with mock.patch("time.time", side_effect=AssertionError("the clock was read")):
        once = date_claims(*given)
    assert once == date_claims(*given)


@pytest.mark.parametrize("many", [400])
def test_a_long_report_with_many_days_and_claims_is_dated_in_time(many: int) -> None:
    text = " ".join(f"Raids on Tuesday killed {n} people." for n in range(100, 100 + many))
    claims = [killed(text, str(n), n) for n in range(100, 100 + many, 4)]
    assert date(text, claims) == ["2026-01-27/2026-01-27"] * len(claims)
