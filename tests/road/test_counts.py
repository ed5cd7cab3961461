"""The whole road reads numbers of people as English tells them."""

from __future__ import annotations

from functools import cache

import pytest

from tollbook.model import Casualty
from tollbook.reading import report_of_text
from tollbook.road import Reading, Road


@cache
def road() -> Road:
    return Road()


@cache
def read(text: str) -> Reading:
    return road().travel(report_of_text(text))


def best(text: str, effect: str, victim_class: str = "all") -> set[int | None]:
    """The best estimates for an effect and class, over all incidents of a text."""
    return {
        estimate.best
        for incident in read(text).incidents
        for estimate in incident.estimates
        if (estimate.profile, estimate.effect, estimate.victim_class) == ("tollbook", effect, victim_class)
    }


def values(text: str) -> list[tuple[str, int | None]]:
    """The figures of a text in order."""
    return [(claim.effect, claim.count.value) for claim in read(text).claims if isinstance(claim, Casualty)]


@pytest.mark.parametrize(
    ("text", "effect", "victim_class", "number"),
    [
        ("A mother and her two children were killed in the shelling.", "killed", "civilian", 3),
        ("Shelling killed a mother and her two children.", "killed", "civilian", 3),
        ("A teacher and six of his pupils were killed in the attack.", "killed", "civilian", 7),
        ("Gunmen shot dead two brothers and their father.", "killed", "civilian", 3),
        ("A husband and wife were killed by gunmen in their car.", "killed", "civilian", 2),
        ("A family of five was killed when a shell hit their house.", "killed", "civilian", 5),
        ("The pilot and co-pilot were killed when rebels shot down the helicopter.", "killed", "all", 2),
        ("The helicopter was shot down and all 18 on board died.", "killed", "all", 18),
        ("All 18 on board were killed when rebels shot down the plane.", "killed", "all", 18),
        ("Both soldiers were killed in the ambush.", "killed", "security_forces", 2),
        ("A trio of journalists were abducted by gunmen.", "abducted", "civilian", 3),
        ("A couple were shot dead in their home by gunmen.", "killed", "all", 2),
        ("A score of people were killed in the bombing.", "killed", "all", 20),
        ("Half a dozen soldiers were killed in the ambush.", "killed", "security_forces", 6),
        ("Two dozen people were killed and scores wounded in the blast.", "killed", "all", 24),
        ("1.2 million people were displaced by the fighting.", "displaced", "all", 1_200_000),
        ("No fewer than 12 soldiers were killed in the ambush.", "killed", "security_forces", 12),
        ("Not a single soldier was killed in the attack.", "killed", "security_forces", 0),
        ("None of the 40 passengers was hurt in the attack.", "injured", "all", 0),
        ("Six people, four of them children, were killed in the strike.", "killed", "all", 6),
        ("One more died overnight, bringing the toll from the bombing to 14.", "killed", "all", 14),
        ("One more soldier died overnight, bringing the death toll to 14.", "killed", "all", 14),
    ],
)
def test_people_are_added_up_as_a_reader_adds_them(text: str, effect: str, victim_class: str, number: int) -> None:
    assert best(text, effect, victim_class) == {number}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("One more died overnight, bringing the toll from the bombing to 14.", [("killed", 1), ("killed", 14)]),
        ("Half of the 40 passengers were killed when gunmen opened fire on the bus.", [("killed", None)]),
        ("At least 12, possibly 20, villagers were killed in the raid.", [("killed", 12)]),
        ("The 27-year-old was killed in the attack.", [("killed", 1)]),
        ("Gunmen fired 200 rounds and killed a policeman.", [("killed", 1)]),
        ("Two officers of Unit 731 were killed by rebels on Highway 5.", [("killed", 2)]),
        ("Militants destroyed 12 vehicles, stole $50,000 and killed two soldiers.", [("killed", 2)]),
        ("Twelve hospital workers were killed in the shelling.", [("killed", 12)]),
    ],
)
def test_only_the_numbers_of_people_are_figures(text: str, told: list[tuple[str, int | None]]) -> None:
    assert values(text) == told


def test_a_number_that_may_be_higher_is_a_range() -> None:
    """ "At least 12, possibly 20" is one figure, from 12 to 20, and not two to be added."""
    claims = [
        claim
        for claim in read("At least 12, possibly 20, villagers were killed in the raid.").claims
        if isinstance(claim, Casualty)
    ]
    assert [(claim.count.bound, claim.count.value, claim.count.value_high) for claim in claims] == [("range", 12, 20)]


def test_the_month_of_may_is_no_doubt() -> None:
    """People killed "in May" were killed; people who "may" be killed were not."""
    polarities = [
        [claim.polarity for claim in read(text).claims if isinstance(claim, Casualty)]
        for text in ("In May 80 people were killed in the bombing.", "The army said that 80 people may be killed.")
    ]
    assert polarities[0] == ["asserted"]
    assert "asserted" not in polarities[1]
