"""What a side says of its own forces is a claim, what others say of them an accusation."""

from __future__ import annotations

import msgspec
import pytest

from tests.actors.conftest import accused, report_of
from tollbook.actors import recognise, with_admissions
from tollbook.model import Basis, Claim, Responsibility, Speaker

TEXT = "The {speaker} said {doer} struck a depot near the border."


def stance_of(speaker: str, doer: str, by: str = "model") -> str:
    text = TEXT.format(speaker=speaker, doer=doer)
    at = text.index(speaker)
    claim: Claim = msgspec.structs.replace(
        accused(text, doer),
        speaker=Speaker(text=speaker, start=at, end=at + len(speaker), name=speaker),
        stance="blamed",
        basis={"stance": Basis(by=by)},
    )
    settled = with_admissions(recognise(report_of(text), [claim]))[0]
    assert isinstance(settled, Responsibility)
    return settled.stance


@pytest.mark.parametrize(
    ("speaker", "doer", "stance"),
    [
        ("Russian defence ministry", "Russian jets", "claimed"),
        ("Pakistani army", "Pakistani troops", "claimed"),
        ("Pakistani army", "Indian troops", "blamed"),
        ("Syrian Observatory for Human Rights", "Syrian troops", "blamed"),
    ],
)
def test_forces_blamed_by_their_own_side_are_owned(speaker: str, doer: str, stance: str) -> None:
    assert stance_of(speaker, doer) == stance


def test_an_accusation_in_so_many_words_stays_one() -> None:
    assert stance_of("Pakistani army", "Pakistani troops", by="accused") == "blamed"
