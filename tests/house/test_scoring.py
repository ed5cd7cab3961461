"""The scorer that judges readings of the examples judges rightly itself."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.claims import calibration_error
from benchmarks.scoring import b_cubed, compare, same_class, same_days, same_figure, same_place, same_speaker

EXPECTED = Path(__file__).parents[2] / "examples" / "expected"
CASUALTY = (same_figure, same_class, same_speaker, same_days)


def reading(stem: str) -> Any:
    """A reading that is as expected."""
    return json.loads((EXPECTED / f"{stem}.json").read_text("utf-8"))


@pytest.mark.parametrize("stem", sorted(path.stem for path in EXPECTED.glob("*.json")))
def test_a_perfect_reading_scores_one(stem: str) -> None:
    """Every claim of an expectation pairs with itself, and agrees in every slot."""
    same = compare(reading(stem), reading(stem))
    assert (same.casualty.f1(*CASUALTY), same.responsibility.f1(), same.attack.f1()) == (1, 1, 1)


def test_an_empty_reading_scores_nothing() -> None:
    """What is not read is missed."""
    agreement = compare(reading("denial"), reading("denial") | {"claims": []})
    assert agreement.casualty.f1() == agreement.responsibility.f1() == agreement.attack.f1() == 0
    assert len(agreement.casualty.missed) == 7


def test_what_is_read_too_much_costs_as_what_is_missed() -> None:
    """Four claims right and four spurious: precision one half, recall one, F1 two thirds."""
    gold, doubled = reading("army-statement"), reading("army-statement")
    killed = [claim for claim in gold["claims"] if claim["kind"] == "casualty"]
    doubled["claims"] += copy.deepcopy(killed)
    agreement = compare(gold, doubled)
    assert len(agreement.casualty.spurious) == len(killed)
    assert agreement.casualty.f1() == pytest.approx(2 / 3)


@pytest.mark.parametrize(("bound", "same"), [("more_than", True), ("exact", False), ("at_most", False)])
def test_a_bound_is_right_when_the_truth_lies_on_its_side(bound: str, same: bool) -> None:
    """ "At least 14" and "more than 14" let the truth lie above; "14" and "up to 14" do not."""
    gold, read = reading("wire-dispatch"), reading("wire-dispatch")
    for claim in read["claims"]:
        if claim["kind"] == "casualty" and claim["count"]["bound"] == "at_least":
            claim["count"]["bound"] = bound
    assert (compare(gold, read).casualty.f1(same_figure) == 1) is same


def test_hypothetical_claims_and_other_causes_do_not_count() -> None:
    """Neither the accident nor a drill is held for or against a reading."""
    gold, read = reading("police-blotter"), reading("police-blotter")
    read["claims"] = [claim for claim in read["claims"] if claim["cause"] == "violence"]
    read["claims"].append(copy.deepcopy(read["claims"][0]) | {"polarity": "hypothetical"})
    agreement = compare(gold, read)
    assert agreement.casualty.f1() == 1


def test_places_are_the_same_within_a_hundred_miles() -> None:
    """By distance where both have coordinates, else by country, and nothing is like nothing only."""
    here: dict[str, Any] = {"where": {"lat": 30.0, "lon": 67.0, "country": "PK"}}
    near: dict[str, Any] = {"where": {"lat": 31.0, "lon": 67.0, "country": "AF"}}
    far: dict[str, Any] = {"where": {"lat": 33.0, "lon": 67.0, "country": "PK"}}
    bare: dict[str, Any] = {"where": {"lat": None, "lon": None, "country": "PK"}}
    assert same_place(here, near)
    assert not same_place(here, far)
    assert same_place(here, bare)
    assert not same_place(here, {"where": None})
    assert same_place({"where": None}, {"where": None})


def test_incidents_brought_together_are_scored_by_b_cubed() -> None:
    """Two incidents of two claims each read as one: precision one half, recall one."""
    assert b_cubed([("a", "x"), ("a", "x"), ("b", "x"), ("b", "x")]) == pytest.approx(2 / 3)
    assert b_cubed([("a", "x"), ("b", "y")]) == 1


def test_the_calibration_error_is_the_distance_of_saying_and_being() -> None:
    """Ten claims of 0.9, five of them right, are off by 0.4; none at all are off by nothing."""
    assert calibration_error([(0.9, place < 5) for place in range(10)]) == pytest.approx(0.4)
    assert calibration_error([]) == 0
