"""Which figures count all of a class, and which only some of it."""

from __future__ import annotations

import pytest

from tests.incidents.stories import Story
from tollbook.incidents.figures import is_toll
from tollbook.model import Casualty


@pytest.mark.parametrize(
    ("number", "victims", "all_of_them"),
    [
        ("27", "members of the security forces", True),
        ("more than 50", "soldiers", True),
        ("14", "wounded civilians", True),
        ("nine", "of the guests", False),
        ("three", "of them children", False),
        ("three", "more people", False),
    ],
)
def test_only_words_for_some_make_a_figure_partial(number: str, victims: str, all_of_them: bool) -> None:
    """ "Of the" right after the number takes some of the people; further on it only says who they are."""
    story = Story().sentence(f"They killed {number} {victims} on Thursday.")
    (claim,) = story.casualty("c1", number, victims, "unknown", value=9).claims
    assert isinstance(claim, Casualty)
    assert is_toll(claim) == all_of_them
