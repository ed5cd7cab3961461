"""A report all in capitals is read as if it were written in small letters, and quoted as it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest

from tollbook.model import Casualty
from tollbook.reading import report_of_text
from tollbook.road import Reading, Road

TEXT = (
    "San Salvador, 12 March (Own) -- Gunmen killed three peasants and wounded at least five others in the town of "
    "Usulutan on Sunday, police said.\n\nThe army accused the FMLN of the attack. A spokesman of the guerrillas denied "
    "it on Monday and said that nobody knew who had thrown the grenades."
)


@pytest.fixture(scope="module")
def road() -> Road:
    return Road()


@pytest.fixture(scope="module")
def shouted(road: Road) -> Reading:
    return read(road, TEXT.upper())


def read(road: Road, text: str) -> Reading:
    return road.travel(report_of_text(text, published=dt.date(1989, 3, 14)))


def spans(told: Any) -> Iterator[dict[str, Any]]:
    """Everything in a reading that says where it stands."""
    if isinstance(told, dict):
        if isinstance(told.get("start"), int) and isinstance(told.get("end"), int) and told.get("text"):
            yield told
        for value in told.values():
            yield from spans(value)
    elif isinstance(told, list):
        for value in told:
            yield from spans(value)


def test_a_report_in_capitals_gives_the_claims_of_the_same_report_in_small_letters(
    road: Road, shouted: Reading
) -> None:
    """Effects and figures stand at the same places."""

    def told(reading: Reading) -> list[Any]:
        return [
            (claim.effect, claim.count.value, claim.count.start)
            for claim in reading.claims
            if isinstance(claim, Casualty)
        ]

    assert told(shouted) == told(read(road, TEXT))
    assert len(told(shouted)) >= 2


def test_every_offset_of_a_report_in_capitals_quotes_it_as_it_is(shouted: Reading) -> None:
    """In claims and in incidents."""
    found = list(spans(shouted.to_dict()))
    assert found
    assert all(TEXT.upper()[span["start"] : span["end"]] == span["text"] for span in found)


def test_a_report_in_capitals_is_reconciled_again_to_the_same_reading(road: Road, shouted: Reading) -> None:
    """Its claims are stored in capitals."""
    assert road.reconcile(shouted.report, shouted.claims) == shouted


def test_a_claim_of_a_report_in_capitals_is_explained(road: Road, shouted: Reading) -> None:
    """As it was read: in small letters."""
    assert road.explain(shouted, shouted.claims[0].id) is not None
