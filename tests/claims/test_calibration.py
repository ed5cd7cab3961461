"""Every claim says how sure it is and what it rests on."""

from __future__ import annotations

from functools import cache

import pytest

from tollbook.claims.calibration import at_least, head_of, probability
from tollbook.claims.weights import WEIGHTS
from tollbook.model import Casualty, Claim, Responsibility
from tollbook.reading import report_of_text
from tollbook.road import Reading, Road

TEXT = (
    "Twelve soldiers were killed and 30 others were wounded when gunmen attacked an army post near the river town of "
    "Niono on Tuesday 3 June 2025, the defence ministry said. Rebels kidnapped 42 villagers, including three children. "
    "The Baloch Liberation Army (BLA) claimed responsibility for the attack."
)


@cache
def reading() -> Reading:
    return Road().travel(report_of_text(TEXT))


@pytest.mark.parametrize("claim", reading().claims, ids=lambda claim: claim.id)
def test_every_slot_has_a_probability_and_a_basis(claim: Claim) -> None:
    """The same slots have both, and every probability is one."""
    assert set(claim.basis) == {"claim", *claim.confidences}
    assert {"speaker", "when", "where"} <= claim.confidences.keys()
    assert all(0 < sure < 1 for sure in (claim.confidence, *claim.confidences.values()))


def test_every_slot_is_calibrated() -> None:
    """No slot is left at the even odds of one that no weights were learnt for."""
    assert {head_of(claim, slot) for claim in reading().claims for slot in claim.basis} <= WEIGHTS.keys()


def test_the_words_of_a_slot_are_those_that_made_it() -> None:
    """The figure, the verb of its effect and the noun of its class, each with the rule that read it."""
    killed = next(claim for claim in reading().claims if isinstance(claim, Casualty) and claim.effect == "killed")
    words = {slot: basis.words.text for slot, basis in killed.basis.items() if basis.words is not None}
    assert (words["value"], words["effect"], words["class"]) == ("Twelve", "killed", "soldiers")
    assert killed.basis["effect"].by == "participle behind the count"
    assert killed.basis["class"].by == "noun of that class"


def test_a_set_phrase_says_so() -> None:
    """Who claims is read by rule, and the rule's word is named."""
    claimed = next(claim for claim in reading().claims if isinstance(claim, Responsibility))
    assert claimed.basis["stance"].by == "set phrase"


def test_a_surer_model_is_a_surer_claim() -> None:
    """The probability grows with the raw score of the head that found the claim."""
    for kind in ("casualty", "responsibility", "attack"):
        assert WEIGHTS[f"{kind}:claim"].get("score", 0.0) >= 0, kind


def test_a_slot_without_weights_is_even(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is claimed where nothing was learnt."""
    claim = reading().claims[0]
    monkeypatch.delitem(WEIGHTS, head_of(claim, "claim"))
    assert probability(claim, "claim") == 0.5


def test_min_confidence_leaves_out_the_doubtful() -> None:
    """What is left is as sure as asked, and a part whose whole is gone stands alone."""
    claims = reading().claims
    whole = next(claim for claim in claims if isinstance(claim, Casualty) and claim.part_of is not None).part_of
    least = sorted(claim.confidence for claim in claims)[len(claims) // 2]
    kept = Road(min_confidence=least).travel(report_of_text(TEXT)).claims
    assert {claim.id for claim in kept} == {claim.id for claim in claims if claim.confidence >= least}
    without = at_least([claim for claim in claims if claim.id != whole], 0.0)
    assert all(claim.part_of is None for claim in without if isinstance(claim, Casualty))


def test_the_reader_s_version_tells_what_was_left_out() -> None:
    """A book must not take a reading with a floor for one without."""
    assert Road(min_confidence=0.8).reader.version != Road().reader.version
