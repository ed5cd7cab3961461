"""What holds of any accounts whatever of one incident."""

from __future__ import annotations

import random
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.incidents.across.tellings import ALL, NOTHING_SHARED, dispatch, told
from tests.incidents.stories import Story
from tollbook.incidents.across import join
from tollbook.model import ActorKind, Bound, Effect, Joined, Told, VictimClass

OUTLETS = ("Gazette", "Herald", "Post", "Bell", "Sun")
SPEAKERS: tuple[tuple[str, ActorKind] | None, ...] = (
    None, ("the Taru hospital", "health"), ("the Qand army", "military"), ("Ila Ment", "government"),
    ("the Red Banner", "armed_group"), ("residents", "witness"),
)  # fmt: skip
EFFECTS: tuple[Effect, ...] = ("killed", "killed", "injured")
CLASSES: tuple[VictimClass, ...] = ("unknown", "civilian", "militant", "security_forces")
BOUNDS: tuple[Bound, ...] = ("exact", "exact", "at_least", "about", "fewer_than", "vague")


@st.composite
def accounts(draw: st.DrawFn) -> list[Told]:
    found = []
    for number in range(draw(st.integers(1, 5))):
        story = Story()
        for claim in range(draw(st.integers(1, 3))):
            by = draw(st.sampled_from(SPEAKERS))
            bound, value = draw(st.sampled_from(BOUNDS)), draw(st.integers(0, 40))
            words = f"{value} people"
            story.sentence(
                f"{words} {claim}, said somebody.", by=by[0] if by else None, kind=by[1] if by else None,
                side="state:QQ" if by and by[1] in ("military", "government") else None,
            )  # fmt: skip
            story.casualty(
                f"c{claim}", str(value), "people", draw(st.sampled_from(CLASSES)),
                value=None if bound == "vague" else value, bound=bound, effect=draw(st.sampled_from(EFFECTS)),
            )  # fmt: skip
        day = draw(st.integers(1, 4))
        at = f"T{draw(st.integers(10, 20))}:00+00:00" if draw(st.booleans()) else ""
        found.append(told(story, f"{draw(st.sampled_from(OUTLETS))} {number}", f"2031-03-{day:02}{at}"))
    return found


@settings(max_examples=60, deadline=None)
@given(accounts(), st.integers(0, 1000))
def test_the_order_of_arrival_is_of_no_matter(told_of: list[Told], seed: int) -> None:
    shuffled = random.Random(seed).sample(told_of, len(told_of))
    assert join(shuffled, NOTHING_SHARED, ALL) == join(told_of, NOTHING_SHARED, ALL)


@settings(max_examples=60, deadline=None)
@given(accounts())
def test_ranges_are_ranges_and_what_nobody_gives_is_not_there(told_of: list[Told]) -> None:
    found = join(told_of, NOTHING_SHARED, ALL)
    for one in found.incident.estimates:
        values = [value for value in (one.low, one.best, one.high) if value is not None]
        assert values == sorted(values), one
        if one.high == 0:
            assert any(statement.count.value in (0, 1) for statement in found.statements)
        assert set(one.claims) <= set(found.incident.claims)
        assert one.steps


@settings(max_examples=40, deadline=None)
@given(accounts(), st.integers(0, 4))
def test_a_copy_of_a_dispatch_changes_no_estimate(told_of: list[Told], which: int) -> None:
    original = told_of[which % len(told_of)]
    story = Story()
    story.text, story.claims = original.report.text, list(original.claims)
    copy = told(story, "Copyist", "2031-03-09")
    alone = join(told_of, dispatch(original), ALL)
    together = join([*told_of, copy], dispatch(original, copy), ALL)
    assert _estimates(together) == _estimates(alone)
    assert len(together.statements) == len(alone.statements)


def _estimates(found: Joined) -> Sequence[object]:
    return [
        (one.effect, one.victim_class, one.profile, one.low, one.best, one.high) for one in found.incident.estimates
    ]


@settings(max_examples=40, deadline=None)
@given(accounts())
def test_every_sentence_stands_without_the_names_of_claims(told_of: list[Told]) -> None:
    found = join(told_of, NOTHING_SHARED, ALL)
    names = [claim.id for claim in found.claims]
    for one in found.incident.estimates:
        for step in one.steps:
            assert not any(name in step.sentence for name in names), step.sentence
