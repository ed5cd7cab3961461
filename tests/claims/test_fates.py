"""Who was shot is hurt unless a death is told of, wherever the report tells it."""

from __future__ import annotations

import pytest

from tests.claims.test_reader import casualties


def read(text: str) -> set[tuple[str, str]]:
    """The effects of the killed and the injured that are read, with the words of their counts."""
    found = casualties(text)
    return {(claim.effect, claim.count.text) for claim in found if claim.count.value and claim.polarity == "asserted"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "Four people were shot outside a bar in Larkfield on Sunday, police said. They were taken to a hospital "
            "in stable condition. Detectives are looking for the gunman.",
            "Four",
        ),
        (
            "Toddler shot by stray bullet\n\nA toddler was shot in the leg by a stray bullet on Elm Road, police said. "
            "The girl is expected to recover.",
            "A toddler",
        ),
        (
            "A mechanic was shot in the arm on Tuesday during a robbery, police said. The gunman fled on foot and "
            "has not been arrested.",
            "A mechanic",
        ),
    ],
)
def test_who_was_shot_is_hurt_where_no_death_is_told(text: str, words: str) -> None:
    found = read(text)
    assert ("injured", words) in found
    assert all(effect == "injured" for effect, _ in found)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "Homicide detectives are investigating the murder of Tam Orrin, 31. A man was shot in the chest at Elm Road"
            " on Tuesday. He was pronounced dead at the scene, the coroner said.",
            "A man",
        ),
        (
            "Two men found dead in a car\n\nOfficers who were called to Quarry Lane after reports of gunshots found "
            "two men shot inside a car. Both were pronounced dead at the scene, and the coroner will do autopsies.",
            "two",
        ),
    ],
)
def test_who_was_shot_is_dead_where_the_next_sentences_tell_of_the_death(text: str, words: str) -> None:
    assert ("killed", words) in read(text)


def test_where_one_death_is_told_another_who_was_shot_is_hurt() -> None:
    found = read(
        "A boy, 9, was killed and his mother was shot in a drive-by shooting on Elm Road, police said. The boy died at "
        "the scene of the shooting. Police have not found the gunman who shot the 34-year-old woman."
    )
    assert ("killed", "A boy") in found
    assert {effect for effect, words in found if "woman" in words or "mother" in words} <= {"injured"}


def test_in_a_report_of_other_violence_the_reader_judges_by_the_sentence() -> None:
    found = read("A bomb blast killed 12 people in Taru. Troops shot dead three militants who had fired rockets.")
    assert found == {("killed", "12"), ("killed", "three")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Six people were shot, one fatally, at a party on Friday, police said.", ("killed", "one")),
        ("The gunman fired through the door, mortally wounding a clerk, police said.", ("killed", "a clerk")),
        ("Two guards were fatally wounded in the raid on Friday, police said.", ("killed", "Two")),
        ("Three hunters were deceased when the rescuers came, police said.", ("killed", "Three")),
    ],
)
def test_words_of_a_fatal_wound_name_a_death(text: str, expected: tuple[str, str]) -> None:
    assert expected in read(text)


@pytest.mark.parametrize(
    "text",
    [
        "A boy was nearly killed in the shooting on Friday, police said.",
        "The two other passengers were not injured in the shooting, police said.",
        "A quick decision saved the life of an infant after the shooting, police said.",
    ],
)
def test_who_was_spared_is_not_read(text: str) -> None:
    assert not read(text)


@pytest.mark.parametrize(
    ("text", "doer", "victim"),
    [
        ("Father accidentally shoots his son while he cleans a gun, police say", "Father", "his son"),
        ("Boy, 6, fatally shoots brother at a home in Larkfield, police say", "Boy", "brother"),
        ("A teenager shot his uncle in the arm on Friday, police said.", "A teenager", "his uncle"),
    ],
)
def test_who_shoots_another_is_not_shot(text: str, doer: str, victim: str) -> None:
    words = {words for _, words in read(text)}
    assert doer not in words
    assert victim in words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A baker was shot dead in the market on Friday, police said.", "A baker"),
        ("Two bakers were shot and killed in the market on Friday, police said.", "Two"),
        ("A baker was fatally shot in the market on Friday, police said.", "A baker"),
        ("Gunmen fatally shot two bakers in the market on Friday, police said.", "two"),
        ("A baker was shot and pronounced dead at the scene, police said.", "A baker"),
        ("Police are investigating the fatal shooting of a baker in the market.", "a baker"),
    ],
)
def test_a_blow_that_killed_is_told_in_many_ways(text: str, expected: str) -> None:
    assert ("killed", expected) in read(text)


@pytest.mark.parametrize(
    ("text", "nobody"),
    [
        ("A teenager charged in the killing of a clerk appeared in court, police said.", "A teenager"),
        ("He was accused of trying to kill a second clerk in the shop, police said.", "a second clerk"),
        ("A police dog was shot in the raid on Friday, police said.", "A police dog"),
        ("A boy shoots and kills his sister in Larkfield, police say", "A boy"),
    ],
)
def test_whom_the_words_do_not_harm_is_not_counted(text: str, nobody: str) -> None:
    assert nobody not in {words for _, words in read(text)}


def test_what_the_whole_report_told_is_said_to_be_so() -> None:
    (claim,) = casualties("A mechanic was shot in the arm on Tuesday during a robbery, police said. The gunman fled.")
    assert (claim.effect, claim.basis["effect"].by) == ("injured", "what the report tells of a death")
