"""Persons by their titles, and words that point back."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.actors.conftest import accused, report_of
from tollbook.actors import recognise
from tollbook.model import Actor, Responsibility, Speaker

Ask = Callable[..., Actor | None]


@pytest.mark.parametrize(
    ("sentence", "id_"),
    [
        ("Chief minister Nemo Ficta said so.", "role:PK:government"),
        ("The chief minister, Nemo Ficta, said so.", "role:PK:government"),
        ("Nemo Ficta, a police spokesman, said so.", "role:PK:police"),
        ("Nemo Ficta, 34, a resident of Quetta, said so.", "role:PK:witness"),
        ("India’s foreign ministry spokesperson Nemo Ficta said so.", "state:IN"),
        ("Maj. Gen. Nemo Ficta, a spokesman for the Syrian army, said so.", "state:SY:military"),
        ("Nemo Ficta of the Syrian Observatory for Human Rights said so.", "monitor:sohr"),
        ("Nemo Ficta (director of Human Rights Watch) said so.", "monitor:hrw"),
    ],
)
def test_a_person_is_what_the_report_calls_that_person(speaks: Ask, sentence: str, id_: str) -> None:
    text = f"In Quetta, Pakistan, a bomb went off; Pakistan mourned. {sentence} “Nine died,” Ficta said."
    found = speaks(text, "Ficta said", name="Nemo Ficta")
    assert found is not None
    assert found.id == id_


@pytest.mark.parametrize(
    "sentence",
    [
        "They fought the Syrian army, Nemo Ficta said.",
        "Nemo Ficta met the police.",
        "It was Monday when Nemo Ficta spoke.",
        "They fled from Syrian terrorists, Nemo Ficta said.",
        "Damascus lost a former minister, Nemo Ficta.",
        "Chess Society President Nemo Ficta spoke.",
    ],
)
def test_words_that_only_stand_near_a_name_are_no_title(speaks: Ask, sentence: str) -> None:
    assert speaks(f"In Syria, {sentence}", "Nemo Ficta") is None


def test_a_person_is_also_what_another_mention_of_the_same_name_says(speaks: Ask) -> None:
    text = "A rebel spokesman said in Syria that Syria was calm."
    found = speaks(text, "A rebel spokesman", name="Nemo Ficta")
    assert found is not None
    assert found.id == "role:SY:rebel"


def test_the_group_is_the_only_one_that_was_named_before(acts: Ask) -> None:
    one = "Boko Haram raided a town. The group took hostages."
    two = "Boko Haram and Hamas met. The group took hostages."
    found = acts(one, "The group")
    assert found is not None
    assert found.id == "ucdp:1051"
    assert acts(two, "The group") is None


def test_a_pronoun_that_claims_is_the_speaker_at_the_same_words() -> None:
    text = "Al-Shabaab spoke. It claimed the attack."
    start = text.index("It")
    speaker = Speaker(text="It", start=start, end=start + 2, name="Al-Shabaab")
    (claim,) = recognise(report_of(text), [accused(text, "It", stance="claimed", speaker=speaker)])
    assert isinstance(claim, Responsibility)
    assert claim.actor is not None
    assert claim.actor.actor is not None
    assert claim.actor.actor.id == "ucdp:717"
