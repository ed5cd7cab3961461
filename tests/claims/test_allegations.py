"""Set phrases of responsibility are read: denials, claims, and that nobody claimed."""

from __future__ import annotations

from functools import cache

import pytest

from tollbook.claims import Reader
from tollbook.model import Report, Responsibility, digest_of


@cache
def reader() -> Reader:
    return Reader.load()


def read(text: str) -> set[tuple[str | None, str]]:
    """Every actor of a text with its stance."""
    claims = reader().read(Report(id="t", text=text, digest=digest_of(text.encode()))).claims
    return {
        (claim.actor.text if claim.actor else None, claim.stance)
        for claim in claims
        if isinstance(claim, Responsibility)
    }


def stances(text: str) -> set[str]:
    return {stance for _, stance in read(text)}


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("The minister denied that Freeland was behind the bombing.", "Freeland"),
        ("Freeland denied that its warplanes had hit the hospital.", "its warplanes"),
        ("The ministry denied reports that it had carried out a strike on the village.", "ministry"),
        ("The government says the rebels used chlorine, which the rebels deny.", "rebels"),
        ("Freeland has repeatedly denied using chemical weapons.", "Freeland"),
        ("The militia denied being behind the killing.", "militia"),
        ("The military denied that any of its aircraft were operating in the area.", "its aircraft"),
        ("Accusations that the army had shelled the camp were denied by Freeland.", "army"),
        ("The army said its forces did not take part in the raid.", "its forces"),
        ("The air force said its aircraft had hurt nobody.", "its aircraft"),
        ("The Freeland military said its planes conducted no strikes in the area.", "its planes"),
        ("The army said none of its soldiers took part in the killings.", "its soldiers"),
        ("The president said the army had never used such weapons.", "army"),
        ("Officials called the allegations against its forces fabricated.", "its forces"),
        ("The president said the claims that troops had shelled the hospital were lies.", "troops"),
        ("The Harvest Front insists it was not its doing.", "Harvest Front"),
        ("The party dissociated its members from the attack.", "party"),
        ("The two men pleaded not guilty to murder.", "two men"),
    ],
)
def test_what_a_denial_denies_is_denied_by_whom_it_accuses(text: str, actor: str) -> None:
    assert read(text) == {(actor, "denied")}


def test_who_is_blamed_and_denies_it_in_one_sentence_is_both() -> None:
    assert read("Witnesses blamed the Harvest Front, which denied any responsibility.") == {
        ("Harvest Front", "blamed"),
        ("Harvest Front", "denied"),
    }
    assert read("The rebels accused the army of shelling the market, a charge the army has rejected.") == {
        ("army", "blamed"),
        ("army", "denied"),
    }


def test_who_gives_an_accusation_its_name_denies_it_not_who_made_it() -> None:
    text = "Residents blamed herders, a charge that the herders' association called baseless."
    claims = reader().read(Report(id="t", text=text, digest=digest_of(text.encode()))).claims
    denial = next(claim for claim in claims if isinstance(claim, Responsibility) and claim.stance == "denied")
    assert denial.speaker is not None
    assert denial.speaker.text == "the herders' association"


def test_a_phrase_does_not_reach_over_its_article() -> None:
    text = "The army killed six men. Villagers accused soldiers of the massacre, an allegation the military rejected."
    assert ("military", "denied") in read(text)


@pytest.mark.parametrize(
    "text",
    [
        "The Harvest Front neither confirmed nor denied the attack.",
        "The militia denied that anyone was killed.",
        "The army denied that 20 of its soldiers were killed.",
        "The army denied that it had lost the town.",
        "The suspect was denied bail.",
        "The court dismissed the charges against the officer.",
        "The opposition rejected the peace plan.",
    ],
)
def test_what_accuses_nobody_is_no_denial(text: str) -> None:
    assert "denied" not in stances(text)


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Freeland says it kills 180 militants.", "Freeland"),
        ("The Harvest Front said it had launched 20 rockets at the town.", "Harvest Front"),
        ("The militia said it renewed its bombardment of the town.", "militia"),
        ("The rebel command said its fighters had downed a helicopter.", "rebel command"),
        ("The Harvest Front said it was behind the attack.", "Harvest Front"),
        ("The group claimed to have executed the hostage.", "group"),
        ("The Harvest Front claimed the beheading of the hostage.", "Harvest Front"),
        ("The Freeland army acknowledged killing ten villagers.", "Freeland army"),
        ("The Harvest Front released a video claiming the attack.", "Harvest Front"),
        ("The attack was claimed by the Red Front.", "Red Front"),
        ("A group calling itself the Red Front said it planted the bomb.", "Red Front"),
        ("The army said in a communique that the garrison killed 40 rebels.", "garrison"),
        ("The Turkish defence ministry said Turkish forces neutralised 12 militants.", "Turkish forces"),
        ("Police said officers shot dead two robbers.", "officers"),
    ],
)
def test_who_tells_of_its_own_deed_claims_it(text: str, actor: str) -> None:
    assert read(text) == {(actor, "claimed")}


@pytest.mark.parametrize(
    "text",
    [
        "The blast claimed 20 lives.",
        "The army claims the operation was a success.",
        "The Observatory said regime forces killed ten people.",
        "The Freeland army denied that its soldiers carried out the killings.",
        "The Harvest Front rejected accusations that it had killed the priest.",
        "“They kidnapped 42 people from the school,” the Freeland government said.",
    ],
)
def test_what_others_did_or_is_denied_is_not_claimed(text: str) -> None:
    assert "claimed" not in stances(text)


@pytest.mark.parametrize(
    "text",
    [
        "Nobody has claimed the attack.",
        "No group has adopted the bombing.",
        "No claim has been made for the bombing.",
        "The bombing went unclaimed.",
        "The attack has not been claimed by any group.",
        "The army has not claimed responsibility for the strike.",
        "Neither the army nor the rebels have claimed the raid.",
        "No militant outfit has come forward to claim the attack.",
        "No organisation immediately said it had carried out the attack.",
        "Nobody has owned up to the murder.",
    ],
)
def test_that_nobody_claimed_is_read(text: str) -> None:
    assert read(text) == {(None, "unclaimed")}
