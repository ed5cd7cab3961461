"""The reader reads claims with their exact words, and never more than the text says."""

from __future__ import annotations

from functools import cache
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tollbook.claims import Reader
from tollbook.model import Attack, Block, Casualty, Extraction, Report, Responsibility, digest_of


@cache
def reader() -> Reader:
    return Reader.load()


def read(text: str, *blocks: Block) -> Extraction:
    return reader().read(Report(id="t", text=text, digest=digest_of(text.encode()), blocks=blocks))


def casualties(text: str) -> list[Casualty]:
    return [claim for claim in read(text).claims if isinstance(claim, Casualty)]


def responsibilities(text: str) -> list[tuple[str | None, str, str]]:
    return [
        (claim.actor.text if claim.actor else None, claim.stance, claim.relation)
        for claim in read(text).claims
        if isinstance(claim, Responsibility)
    ]


def spans_of(value: Any) -> list[dict[str, Any]]:
    """Every {"text", "start", "end"} in a claim."""
    if isinstance(value, dict):
        own = [value] if {"text", "start", "end"} <= value.keys() and value["start"] is not None else []
        return own + [span for part in value.values() for span in spans_of(part)]
    if isinstance(value, list):
        return [span for part in value for span in spans_of(part)]
    return []


TOLD = (
    "Twelve soldiers were killed and 30 others were wounded when gunmen attacked an army post near the river "
    "town on Tuesday, the defence ministry said. "
    "Rebels kidnapped 42 villagers, including three children. "
    "Police said that at least 145 militants had died. "
    "The Baloch Liberation Army (BLA) claimed responsibility for the attack. "
    "The government blamed a neighbouring state, which denied the accusation."
)


def test_each_effect_has_its_figure_and_class() -> None:
    found = {(claim.effect, claim.count.text, claim.victims.victim_class) for claim in casualties(TOLD)}
    assert ("killed", "Twelve", "security_forces") in found
    assert ("abducted", "42", "civilian") in found
    assert ("killed", "at least 145", "militant") in found
    assert any(effect == "injured" and words == "30" for effect, words, _ in found)


def test_every_span_quotes_the_report_exactly() -> None:
    extraction = read(TOLD)
    spans = spans_of(msgspec.to_builtins(list(extraction.claims))) + spans_of(msgspec.to_builtins(extraction.marks))
    assert len(spans) > 20
    assert all(TOLD[span["start"] : span["end"]] == span["text"] for span in spans)


def test_a_part_names_its_whole() -> None:
    claims = {claim.count.text: claim for claim in casualties("The blast killed 12 people, including three children.")}
    assert claims["three"].part_of == claims["12"].id


def test_ids_are_unique_and_confidences_are_shares() -> None:
    claims = read(TOLD).claims
    assert len({claim.id for claim in claims}) == len(claims)
    assert all(0 <= claim.confidence <= 1 for claim in claims)
    assert {claim.reader.name for claim in claims} == {"tollbook"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("No group claimed responsibility for the bombing.", (None, "unclaimed", "perpetrator")),
        ("There was no immediate claim of responsibility.", (None, "unclaimed", "perpetrator")),
        (
            "The Harvest Moon Brigade claimed responsibility for the ambush.",
            ("Harvest Moon Brigade", "claimed", "perpetrator"),
        ),
        (
            "Responsibility for the ambush was claimed by the Harvest Moon Brigade.",
            ("Harvest Moon Brigade", "claimed", "perpetrator"),
        ),
        ("The minister said that the attacks were Indian-sponsored.", ("Indian", "blamed", "sponsor")),
        ("India rejected the allegations.", ("India", "denied", "perpetrator")),
    ],
)
def test_set_phrases_of_responsibility_are_read(text: str, expected: tuple[str | None, str, str]) -> None:
    assert expected in responsibilities(text)


def test_who_counts_the_dead_is_not_blamed_for_them() -> None:
    text = "Nearly 90 of the fighters were killed on Friday, by the count of the Freeland army."
    assert [stance for _, stance, _ in responsibilities(text)] == []


def test_a_name_with_support_in_it_sponsors_nothing() -> None:
    text = "The army accused the Rapid Support Forces (RSF) of carrying out the attack."
    assert [(stance, relation) for _, stance, relation in responsibilities(text)] == [("blamed", "perpetrator")]


def test_a_denial_takes_over_what_was_alleged() -> None:
    text = "The army said the raids were Indian-sponsored. India denied the accusation."
    assert ("India", "denied", "sponsor") in responsibilities(text)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("At least 12 people died in the shelling yesterday.", None),
        ("According to figures from the health ministry, 12 people were killed.", "health ministry"),
        ("A report issued by the Example Rights Network said raids had killed 200 people.", "Example Rights Network"),
        ("The army said rebels shelled the market, while police said three people were killed.", "police"),
        (
            "“They killed 12 people at the school. Nine children were wounded,” Dara Example, spokesman for the "
            "provincial government, told reporters.",
            "Dara Example",
        ),
    ],
)  # fmt: skip
def test_whoever_issued_or_said_it_is_the_speaker(text: str, speaker: str | None) -> None:
    named = {None if claim.speaker is None else claim.speaker.name for claim in casualties(text)}
    assert named == {speaker}


def test_what_is_said_of_the_same_dead_keeps_its_speaker() -> None:
    text = (
        "Shelling killed 40 people in Example Town, said the Example Observatory. Among those killed were 12 children."
    )
    assert [claim.speaker and claim.speaker.name for claim in casualties(text)] == ["Example Observatory"] * 2


def test_a_definite_noun_takes_up_a_body_and_no_other_speaker() -> None:
    text = (
        "Hospital staff said on Monday that 14 people had died in the blast. The army said it had killed five gunmen."
        "\n\nThe Ministry of Health said 15 people had died. The ministry added that 30 had been wounded."
    )
    named = [claim.speaker and claim.speaker.name for claim in casualties(text)]
    assert named == ["Hospital staff", "army", "Ministry of Health", "Ministry of Health"]


def test_a_pronoun_speaker_is_named() -> None:
    text = "Chief minister Dara Example arrived on Sunday. “Nine soldiers have been killed,” he told reporters."
    speakers = [claim.speaker for claim in casualties(text)]
    assert [speaker.name for speaker in speakers if speaker] == ["Dara Example"]


def test_a_silent_block_holds_no_claims() -> None:
    appeal = "Donate now: 31 people were killed in Quetta."
    text = f"{appeal}\n\nNothing else happened."
    assert casualties(text)
    assert not read(text, Block(kind="appeal", start=0, end=len(appeal))).claims


@pytest.mark.parametrize(
    "text",
    [
        "The finance minister said that 31 companies had applied for 145 licences.",
        "The home side won 3-1 before a crowd of 12,000.",
        "The museum opened in 1984 and has 40 rooms.",
    ],
)
def test_peaceful_numbers_are_no_victims(text: str) -> None:
    assert not casualties(text)


def test_the_dead_of_a_mishap_are_not_the_dead_of_violence() -> None:
    text = (
        "Bus plunges into ravine, 12 killed\n\nAt least 12 people were killed when a bus skidded off a mountain road "
        "near Quetta, police said. Twenty others were injured.\n\nSeparately, two policemen were shot dead by gunmen."
    )
    assert [claim.cause for claim in casualties(text)] == ["other", "other", "other", "violence"]


@pytest.mark.parametrize(
    "text",
    [
        "Two soldiers died on Tuesday when their truck overturned near Kasur, police said. Three others were hurt.",
        "Nine people died when a bus carrying troops fell into a ravine.",
        "Four rebels drowned and six died of heart attacks.",
    ],
)
def test_fighters_die_in_mishaps_too(text: str) -> None:
    assert {claim.cause for claim in casualties(text)} == {"other"}


def test_an_attack_has_its_type_and_trigger() -> None:
    claims = [claim for claim in read(TOLD).claims if isinstance(claim, Attack)]
    assert any(claim.trigger.text.startswith("attack") for claim in claims)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.text(max_size=400), st.text("abAB 12,.\n“”'’-()", max_size=400)))
def test_no_text_breaks_the_reader(text: str) -> None:
    """Whatever comes, spans quote exactly and the marks cover the text's words."""
    extraction = read(text)
    for span in spans_of(msgspec.to_builtins(list(extraction.claims))) + spans_of(
        msgspec.to_builtins(extraction.marks)
    ):
        assert text[span["start"] : span["end"]] == span["text"]


@pytest.mark.parametrize(
    ("text", "count", "effect"),
    [
        ("The blast in the market hurt more than 40 people, nine of them critically, medics said.", "nine", "injured"),
        ("Police raided a house in Oldtown. 5 suspected members of the cell were arrested.", "5", "detained"),
        ("Gunmen fired on a bus near Oldtown on Monday. 4 dead, 11 inj.", "11", "injured"),
    ],
)
def test_the_words_beside_a_count_name_its_effect(text: str, count: str, effect: str) -> None:
    assert (effect, count) in {(claim.effect, claim.count.text) for claim in casualties(text)}


def test_who_only_suffered_has_not_done_it() -> None:
    """Soldiers of whom an army says that they were killed claim nothing."""
    text = "The army said 29 soldiers were killed when their convoy was ambushed near Oldtown on Monday."
    assert "soldiers" not in " ".join(actor or "" for actor, _, _ in responsibilities(text))


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("On Saturday the police will practise for an attack with 50 casualties.", "hypothetical"),
        ("The drill simulated a bombing that kills 50.", "hypothetical"),
        ("Two soldiers were hurt during a drill near Kidal.", "asserted"),
    ],
)
def test_the_casualties_of_an_exercise_are_none(text: str, polarity: str) -> None:
    """What is practised has not happened, but at an exercise people are hurt in earnest."""
    assert [claim.polarity for claim in casualties(text)] == [polarity]


def test_a_number_that_another_replaces_is_denied() -> None:
    """A correction asserts one number and takes the other back."""
    found = casualties("Seven soldiers were killed in Boni, Mali, not nine as first reported.")
    assert [(claim.count.text, claim.polarity) for claim in found] == [("Seven", "asserted"), ("nine", "denied")]


def test_the_time_by_which_nobody_claims_it_claims_nothing() -> None:
    """Of two words behind "by", only those that name somebody name who did it."""
    assert responsibilities(
        "Two soldiers died. No group had claimed responsibility by the time the lights went out."
    ) == [(None, "unclaimed", "perpetrator")]
