"""A decision holds on to words."""

from __future__ import annotations

import msgspec

from tests.review.claims import REPORT, by_id, claims, handle, span
from tollbook.model import Claim, Count, Responsibility
from tollbook.review import handle_of, resolve


def found(name: str, among: tuple[Claim, ...]) -> str | None:
    claim = resolve(handle(name), REPORT.digest, among)
    return None if claim is None else claim.id


def moved(name: str, words: str, **more: object) -> tuple[Claim, ...]:
    """The claims, all ids changed, and the figure of one read on other words."""
    changed = []
    for claim in claims():
        now = msgspec.structs.replace(claim, id=f"x{claim.id}")
        if claim.id == name:
            now = msgspec.structs.replace(now, count=Count(**span(words), value=7, bound="exact"), **more)
        changed.append(now)
    return tuple(changed)


def test_every_claim_is_found_by_its_handle() -> None:
    """In the reading that it was made of, a handle finds its own claim."""
    assert [found(claim.id, claims()) for claim in claims()] == [claim.id for claim in claims()]


def test_ids_are_of_no_matter() -> None:
    """A reader that numbers its claims otherwise changes nothing."""
    assert found("c2", moved("c3", "7")) == "xc2"


def test_a_figure_read_on_fewer_words_is_still_held() -> None:
    """ "7" is the figure that was "at least 7"."""
    assert found("c3", moved("c3", "7")) == "xc3"


def test_another_effect_is_another_claim() -> None:
    """A decision on the injured is never applied to the dead."""
    assert found("c3", moved("c3", "at least 7", effect="killed")) is None


def test_words_that_nobody_reads_any_more_are_lost() -> None:
    """Nothing is put in the place of a claim that is gone."""
    assert found("c3", tuple(claim for claim in claims() if claim.id != "c3")) is None


def test_nobody_is_never_taken_for_somebody() -> None:
    """A decision on "nobody has claimed it" does not fall on a claim that names someone in the same words."""
    named = msgspec.structs.replace(
        by_id()["r2"],
        id="r9",
        stance="claimed",
        actor=by_id()["r1"].actor,  # type: ignore[union-attr]
    )
    assert found("r2", (named,)) is None


def test_two_stances_on_one_actor_are_told_apart() -> None:
    """ "X denied it" and "X was blamed" on the same words are two claims, and each is held."""
    one = by_id()["r1"]
    assert isinstance(one, Responsibility)
    other = msgspec.structs.replace(one, id="r9", stance="blamed")
    assert found("r1", (other, one)) == "r1"
    twin = msgspec.structs.replace(one, id="r8")
    assert found("r1", (twin, one)) is None


def test_alike_overlaps_are_not_guessed() -> None:
    """Where two figures overlap the words alike, neither is taken."""
    one = by_id()["c3"]
    words = span("at least 7")
    left = msgspec.structs.replace(
        one, id="l", count=Count(text="at least", start=words["start"], end=words["start"] + 8, value=1, bound="exact")
    )
    half = words["start"] + 2
    right = msgspec.structs.replace(
        one, id="r", count=Count(text=" least 7", start=half, end=half + 8, value=1, bound="exact")
    )
    assert resolve(handle_of(REPORT.digest, one), REPORT.digest, (left, right)) is None
