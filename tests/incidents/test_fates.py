"""Who was hurt and has died counts among the dead alone, and people told of one by one are counted each once."""

from __future__ import annotations

import msgspec
import pytest

from tests.incidents.across.tellings import joined, told
from tests.incidents.stories import Story, days, place
from tollbook.incidents.fates import counts_all_shot
from tollbook.model import Casualty, Effect
from tollbook.model.person import person_of

FRIDAY = days("2031-03-07")
LARKFIELD = place("Larkfield", 10.0, 20.0)


def best(story: Story) -> dict[Effect, int | None]:
    """The best figure for people of all classes, by effect."""
    return {
        one.effect: one.best
        for one in story.only().estimates
        if one.profile == "tollbook" and one.victim_class == "all"
    }


def test_who_was_found_wounded_and_died_is_not_counted_among_the_injured() -> None:
    story = Story(FRIDAY, LARKFIELD)
    story.sentence("A boy was found with a wound.").casualty("c1", "A boy", "A boy", value=1, effect="injured")
    story.sentence("The boy died on Friday.").casualty("c2", "The boy", "The boy", value=1)
    assert best(story) == {"killed": 1}


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("A woman was hurt in the leg.", "A woman"),
        ("A second boy was hurt.", "A second boy"),
        ("Another was hurt.", "Another"),
        ("A boy, 16, was also hurt.", "A boy"),
    ],
)
def test_who_is_somebody_else_stays_among_the_injured(sentence: str, words: str) -> None:
    story = Story(FRIDAY, LARKFIELD)
    story.sentence("A boy, 9, died on Friday.").casualty("c1", "A boy", "A boy", value=1)
    story.sentence(sentence).casualty("c2", words, words, value=1, effect="injured")
    assert best(story) == {"killed": 1, "injured": 1}


def test_who_dies_in_a_later_report_is_no_longer_injured() -> None:
    first = Story(FRIDAY, LARKFIELD).sentence("Tam Orrin was shot.")
    first.casualty("c1", "Tam Orrin", "Tam Orrin", value=1, effect="injured")
    later = Story(FRIDAY, LARKFIELD).sentence("Orrin died in hospital.")
    later.casualty("c1", "Orrin", "Orrin", value=1)
    whole = joined(told(first, "Harbour Gazette", "2031-03-07"), told(later, "River Post", "2031-03-09"))
    found = {
        one.effect: one.best
        for one in whole.incident.estimates
        if one.victim_class == "all" and one.profile == "tollbook"
    }
    assert found == {"killed": 1}


@pytest.mark.parametrize(
    ("first", "dead", "second", "shot", "injured"),
    [
        ("One man died.", "One", "Four people were shot in a bar.", "Four", 3),
        ("A man died.", "A man", "Two people were shot in a bar.", "Two", 1),
        ("Two men died.", "Two", "Two people were shot in a bar.", "Two", None),
        ("Two men died.", "Two", "Three people were wounded.", "Three", 3),
        ("Two men died.", "Two", "Three others were shot.", "Three", 3),
    ],
)
def test_a_figure_for_all_who_were_shot_has_the_dead_among_them(
    first: str, dead: str, second: str, shot: str, injured: int | None
) -> None:
    numbers = {"A man": 1, "One": 1, "Two": 2, "Three": 3, "Four": 4}
    story = Story(FRIDAY, LARKFIELD)
    story.sentence(first).casualty("c1", dead, "men" if dead == "Two" else "man", value=numbers[dead])
    who = "others" if "others" in second else "people" if "people" in second else None
    story.sentence(second).casualty("c2", shot, who, value=numbers[shot], effect="injured")
    assert best(story).get("injured") == injured


def test_those_shot_beside_the_dead_are_all_injured() -> None:
    story = Story(FRIDAY, LARKFIELD).sentence("He killed two men and shot three people.")
    story.casualty("c1", "two", "men", value=2).casualty("c2", "three", "people", value=3, effect="injured")
    assert best(story) == {"killed": 2, "injured": 3}


def test_each_step_says_who_is_counted_where() -> None:
    story = Story(FRIDAY, LARKFIELD).sentence("One man died.").casualty("c1", "One", "man", value=1)
    story.sentence("Four people were shot.").casualty("c2", "Four", "people", value=4, effect="injured")
    steps = [
        step.sentence
        for one in story.only().estimates
        if one.effect == "injured" and one.profile == "tollbook" and one.victim_class == "all"
        for step in one.steps
    ]
    assert any("counts all who were shot: 4 less the 1 dead = 3" in sentence for sentence in steps)


def test_people_told_of_one_by_one_are_counted_each_once() -> None:
    story = Story(FRIDAY, LARKFIELD)
    for number, (sentence, words) in enumerate(
        [
            ("Tam Orrin, 38, was found dead in the yard.", "Tam Orrin"),
            ("The body of Ila Ment, 36, lay in the hall.", "Ila Ment"),
            ("Orrin died of a blow.", "Orrin"),
            ("A boy died in the kitchen.", "A boy"),
        ]
    ):
        story.sentence(sentence).casualty(f"c{number}", words, words, "civilian", value=1)
    assert best(story) == {"killed": 3}


def test_one_person_has_one_class() -> None:
    story = Story(FRIDAY, LARKFIELD)
    story.sentence("A deputy was shot.").casualty("c1", "A deputy", "A deputy", "security_forces", value=1)
    story.sentence("The deputy died.").casualty("c2", "The deputy", "The deputy", "civilian", value=1)
    assert best(story) == {"killed": 1}


@pytest.mark.parametrize(
    ("one", "two", "apart"),
    [
        ("a 9-year-old boy", "a woman", True),
        ("a 9-year-old boy", "the boy", False),
        ("a 9-year-old boy", "a 16-year-old boy", True),
        ("her father", "a man", False),
        ("Tam Orrin", "Ila Ment", True),
        ("Tam Orrin", "Orrin", False),
        ("an officer", "the suspect", True),
        ("Juvenile", "Tam Orrin", False),
    ],
)
def test_what_sets_two_people_apart(one: str, two: str, apart: bool) -> None:
    assert person_of(one).apart(person_of(two)) == person_of(two).apart(person_of(one)) == apart


@pytest.mark.parametrize(
    ("sentence", "number", "all_shot"),
    [
        ("Four people were shot in a bar.", "Four", True),
        ("Officers found five gunshot victims.", "five", True),
        ("Four people were wounded in a shooting.", "Four", False),
        ("Four other people were shot.", "Four", False),
        ("Four people were shot and are in stable condition.", "Four", False),
    ],
)
def test_which_figures_count_all_who_were_shot(sentence: str, number: str, all_shot: bool) -> None:
    who = "other people" if "other" in sentence else "people" if "people" in sentence else None
    story = Story(FRIDAY, LARKFIELD).sentence(sentence)
    story.casualty("c1", number, who, value=4, effect="injured")
    claim = story.claims[0]
    assert isinstance(claim, Casualty)
    assert counts_all_shot(claim) == all_shot


def test_a_figure_that_is_likelier_wrong_than_right_yields_to_surer_ones() -> None:
    story = Story(FRIDAY, LARKFIELD)
    story.sentence("A boy died on Friday.").casualty("c1", "A boy", "A boy", value=1)
    story.sentence("Eight people live there.").casualty("c2", "Eight", "people", value=8)
    doubtful = story.claims[-1]
    story.claims[-1] = msgspec.structs.replace(doubtful, confidence=0.3)
    assert best(story) == {"killed": 1}
    story.claims[-1] = msgspec.structs.replace(doubtful, confidence=0.6)
    assert best(story) == {"killed": 8}


def test_the_other_three_are_not_all() -> None:
    story = Story(FRIDAY, LARKFIELD)
    story.sentence("The other three are in a stable condition.").casualty(
        "c1", "three", None, value=3, effect="injured"
    )
    story.sentence("Five people were hurt.").casualty("c2", "Five", "people", value=5, effect="injured")
    assert best(story) == {"injured": 5}


def test_an_apposition_behind_a_dash_names_one_person() -> None:
    story = Story(FRIDAY, LARKFIELD).sentence("The murder of Ila Ment – a rising star – was solved.")
    story.casualty("c1", "Ila Ment", "Ila Ment", value=1).casualty("c2", "a rising star", "a rising star", value=1)
    assert best(story) == {"killed": 1}
