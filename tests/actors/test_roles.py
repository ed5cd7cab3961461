"""Countries with role nouns, and role nouns alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tollbook.model import Actor

Ask = Callable[..., Actor | None]

KARACHI = "Karachi, Pakistan. A bomb went off in Pakistan on Monday. {} said that four people had died in Pakistan."


@pytest.mark.parametrize(
    ("words", "id_"),
    [
        ("Pakistan’s army", "state:PK:military"),
        ("the Pakistani military", "state:PK:military"),
        ("Syrian government forces", "state:SY:military"),
        ("Syrian regime forces backed by Russian jets", "state:SY:military"),
        ("Russian warplanes", "state:RU:military"),
        ("Afghan and coalition forces", "state:AF:military"),
        ("the Israeli army", "state:IL:military"),
        ("the IDF spokesman for Israel", "state:IL:military"),
        ("Myanmar’s junta", "state:MM:military"),
        ("the Russian Defence Ministry", "state:RU:military"),
        ("the Kremlin", "state:RU"),
        ("Damascus", "state:SY"),
        ("India’s foreign ministry spokesperson", "state:IN"),
        ("the White House", "state:US"),
        ("Haitian police", "state:HT:police"),
        ("the US ambassador to the United Nations", "state:US"),
        ("authorities in Qatar", "state:QA"),
        ("Syrian rebels near Damascus", "ucdp:4456"),
        ("Iraqi militants", "role:IQ:armed_group"),
        ("Kenyan doctors", "role:KE:health"),
    ],
)
def test_a_country_and_a_role_noun_give_that_state_s_force_or_government(speaks: Ask, words: str, id_: str) -> None:
    found = speaks(f"On Monday {words} said that four people had died.", words)
    assert found is not None
    assert found.id == id_


@pytest.mark.parametrize(
    ("words", "id_", "side"),
    [
        ("police", "role:PK:police", "state:PK"),
        ("the army", "role:PK:military", "state:PK"),
        ("officials", "role:PK:government", "state:PK"),
        ("a chief minister", "role:PK:government", "state:PK"),
        ("residents", "role:PK:witness", None),
        ("witnesses", "role:PK:witness", None),
        ("doctors at a hospital", "role:PK:health", None),
        ("a hospital spokesman", "role:PK:health", None),
        ("activists", "role:PK:witness", None),
        ("a source at the city police command", "role:PK:police", "state:PK"),
        ("a human rights group", "role:PK:monitor", None),
        ("state television", "role:PK:media", None),
        ("the militants", "role:PK:armed_group", "role:PK:armed_group"),
    ],
)
def test_a_role_noun_alone_takes_the_report_s_country(speaks: Ask, words: str, id_: str, side: str | None) -> None:
    found = speaks(KARACHI.format(words), words)
    assert found is not None
    assert (found.id, found.side) == (id_, side)


@pytest.mark.parametrize(("words", "kind"), [("police", "police"), ("the army", "military"), ("witnesses", "witness")])
def test_without_a_clear_country_the_role_still_gives_the_kind(speaks: Ask, words: str, kind: str) -> None:
    found = speaks(f"France and Spain spoke; {words} said that nothing was known.", words)
    assert found is not None
    assert (found.id, found.kind, found.country, found.side) == (f"role:{kind}", kind, None, None)


def test_an_army_is_not_lent_the_country_in_which_it_may_only_stand(speaks: Ask) -> None:
    text = "Syria, Syria and Syria: troops in Iraq said that they would leave."
    found = speaks(text, "troops in Iraq")
    assert found is not None
    assert (found.kind, found.country) == ("military", None)


def test_the_place_of_the_claim_lends_its_country(speaks: Ask) -> None:
    text = "A bomb went off. Police said that two people had died."
    found = speaks(text, "Police", place="KE")
    assert found is not None
    assert found.id == "role:KE:police"


@pytest.mark.parametrize("words", ["a former army chief", "a retired police officer", "an ex-policeman"])
def test_who_was_something_speaks_for_it_no_longer(speaks: Ask, words: str) -> None:
    assert speaks(KARACHI.format(words), words) is None


@pytest.mark.parametrize("words", ["police brutality", "two Chinese nationals", "a Syrian teacher"])
def test_a_role_or_country_that_is_not_the_head_names_nobody(acts: Ask, words: str) -> None:
    assert acts(f"In Syria they blamed {words} for it.", words) is None


@pytest.mark.parametrize(
    ("country", "id_"),
    [("Syria", "coalition:against-is"), ("Afghanistan", "coalition:isaf"), ("Yemen", "coalition:yemen")],
)
def test_the_coalition_is_the_one_that_fights_in_the_report_s_country(speaks: Ask, country: str, id_: str) -> None:
    text = f"Strikes hit {country} again. Coalition forces said that no civilian in {country} had died."
    found = speaks(text, "Coalition forces")
    assert found is not None
    assert found.id == id_


def test_a_coalition_of_rebel_groups_is_none_of_states(acts: Ask) -> None:
    text = "In Syria a coalition of groups took two villages, Syria said."
    assert acts(text, "a coalition of groups") is None


def test_an_unregistered_band_is_an_armed_group_and_no_army(acts: Ask) -> None:
    found = acts("In Syria the Popular Resistance Brigades fired, Syria said.", "the Popular Resistance Brigades")
    assert found is not None
    assert found.kind == "armed_group"


def test_a_bare_sponsor_is_the_state(acts: Ask) -> None:
    text = "Pakistan called the raids Indian-sponsored."
    sponsor, perpetrator = acts(text, "Indian-sponsored", relation="sponsor"), acts(text, "Indian-sponsored")
    assert sponsor is not None
    assert (sponsor.id, perpetrator) == ("state:IN", None)


def test_a_word_that_needs_company_counts_only_in_it(speaks: Ask) -> None:
    alone, kept = "Jordan police said so.", "In Amman, Jordan police said so."
    first, second = speaks(alone, "Jordan police"), speaks(kept, "Jordan police")
    assert first is not None
    assert second is not None
    assert (first.country, second.id) == (None, "state:JO:police")


def test_a_place_in_a_territory_that_the_registry_does_not_keep_lends_nothing(speaks: Ask) -> None:
    found = speaks("A bomb went off. Police said that two people had died.", "Police", place="AQ")
    assert found is not None
    assert found.id == "role:police"
