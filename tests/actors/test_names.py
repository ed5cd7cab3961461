"""Registered names: exact, by any usual spelling, and never by accident."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tollbook.model import Actor

Ask = Callable[..., Actor | None]


@pytest.mark.parametrize(
    ("words", "id_", "kind"),
    [
        ("The Baloch Liberation Army (BLA)", "ucdp:287", "armed_group"),
        ("Balochistan Liberation Army", "ucdp:287", "armed_group"),
        ("Islamic State fighters", "ucdp:234", "armed_group"),
        ("the so-called Islamic State group", "ucdp:234", "armed_group"),
        ("Daesh", "ucdp:234", "armed_group"),
        ("al-Shabab", "ucdp:717", "armed_group"),
        ("Al Shabaab", "ucdp:717", "armed_group"),
        ("Hizbollah", "ucdp:366", "armed_group"),
        ("Boko Haram militants", "ucdp:1051", "armed_group"),
        ("the Lord’s Resistance Army", "ucdp:488", "armed_group"),
        ("Sendero Luminoso", "ucdp:750", "armed_group"),
        ("a Taliban commander", "ucdp:303", "armed_group"),
        ("the Tehreek-e-Taliban Pakistan", "ucdp:356", "armed_group"),
        ("the Rapid Support Forces", "group:rsf-sudan", "armed_group"),
        ("Syrian Observatory for Human Rights", "monitor:sohr", "monitor"),
        ("the White Helmets", "monitor:white-helmets", "monitor"),
        ("the U.N. human rights office", "body:ohchr", "intergovernmental"),
        ("UNICEF", "body:unicef", "intergovernmental"),
        ("Gaza’s health ministry", "health:gaza", "health"),
        ("the Hamas-run health ministry", "health:gaza", "health"),
        ("an Agence France-Presse photographer", "media:afp", "media"),
        ("NATO", "coalition:nato", "military"),
    ],
)
def test_a_group_or_body_is_known_by_its_usual_names(speaks: Ask, words: str, id_: str, kind: str) -> None:
    text = f"Sudan, Pakistan: {words} said that nine people had died."
    found = speaks(text, words)
    assert found is not None
    assert (found.id, found.kind) == (id_, kind)


@pytest.mark.parametrize(
    ("country", "words", "id_"),
    [
        ("Sudan", "the paramilitary Rapid Support Forces", "group:rsf-sudan"),
        ("Nigeria", "ISWAP fighters", "group:iswap"),
        ("DR Congo", "the AFC/M23", "group:afc"),
        ("DR Congo", "M23 rebels", "ucdp:1160"),
        ("DR Congo", "ADF rebels", "ucdp:489"),
        ("Australia", "the ADF", "state:AU:military"),
        ("Pakistan", "TTP militants", "ucdp:356"),
        ("Pakistan", "Jamaat-ul-Ahrar", "ucdp:5928"),
        ("Pakistan", "BLF fighters", "ucdp:1166"),
        ("Pakistan", "BRAS", "ucdp:7542"),
        ("Pakistan", "the Majeed Brigade", "group:majeed-brigade"),
        ("Pakistan", "Frontier Corps personnel", "state:PK:paramilitary"),
        ("Pakistan", "the Rangers", "state:PK:paramilitary"),
        ("Mali", "JNIM jihadists", "ucdp:6716"),
        ("Mali", "Africa Corps", "group:africa-corps"),
        ("Mali", "Wagner mercenaries", "group:wagner"),
        ("Yemen", "Ansar Allah", "ucdp:1091"),
        ("Haiti", "Viv Ansanm", "group:viv-ansanm"),
        ("Mexico", "CJNG gunmen", "ucdp:1151"),
        ("Brazil", "the Red Command", "ucdp:772"),
        ("India", "Maoist rebels", "ucdp:195"),
        ("Nepal", "Maoist rebels", "ucdp:258"),
        ("Myanmar", "PDF fighters", "group:pdf-myanmar"),
        ("Iraq", "the Popular Mobilization Forces", "state:IQ:paramilitary"),
        ("Canada", "the Rangers", None),
        ("Canada", "Los Lobos", None),
    ],
)
def test_current_groups_and_forces_are_known_in_their_countries(
    acts: Ask, country: str, words: str, id_: str | None
) -> None:
    found = acts(f"In {country}, nine people died. {words} did it, {country} said.", words)
    assert (None if found is None else found.id) == id_


def test_an_armed_group_stands_on_its_own_side_and_a_monitor_on_none(speaks: Ask) -> None:
    text = "Hamas said one thing and Amnesty International another."
    hamas, amnesty = speaks(text, "Hamas"), speaks(text, "Amnesty International")
    assert hamas is not None
    assert amnesty is not None
    assert (hamas.side, amnesty.side) == ("ucdp:209", None)


def test_an_acronym_that_several_groups_share_follows_the_report_s_country(acts: Ask) -> None:
    colombian, peruvian = "The ELN attacked a post in Colombia.", "The ELN attacked a post in Peru, Peru said."
    assert [acts(text, "ELN") for text in (colombian, "The ELN attacked.")][1] is None
    found = acts(colombian, "ELN")
    assert found is not None
    assert found.id == "ucdp:744"
    other = acts(peruvian, "ELN")
    assert other is None or other.id != "ucdp:744"


@pytest.mark.parametrize(
    "words",
    ["us", "who", "it", "the people", "a man", "is", "her lawyer", "initial reports", "the children", "Bishop Nobody"],
)
def test_words_that_name_nobody_give_nobody(speaks: Ask, words: str) -> None:
    assert speaks(f"In Syria {words} said that the WHO and the US had left Damascus.", words) is None


def test_a_group_is_not_the_one_it_is_set_against_or_backed_by(acts: Ask) -> None:
    text = "An anti-Taliban militia and Russian-backed gunmen fired in Kabul, Afghanistan."
    militia, gunmen = acts(text, "An anti-Taliban militia"), acts(text, "Russian-backed gunmen")
    assert militia is not None
    assert gunmen is not None
    assert (militia.id, gunmen.id) == ("role:AF:militia", "role:AF:armed_group")


def test_a_text_without_capitals_is_read_all_the_same(acts: Ask) -> None:
    text = "srinagar, india: police in india blamed the lashkar-e-taiba for the blast, and india asked for help."
    found = acts(text, "the lashkar-e-taiba")
    assert found is not None
    assert found.id == "ucdp:1070"


def test_a_text_in_capitals_reads_us_as_the_pronoun(speaks: Ask) -> None:
    assert speaks("THE REBELS TOLD US ON MONDAY THAT THEY WOULD LEAVE.", "US") is None


def test_of_several_actors_the_first_is_taken(speaks: Ask) -> None:
    text = "The Syrian Observatory for Human Rights and rebels said six had died in Syria."
    found = speaks(text, "The Syrian Observatory for Human Rights and rebels")
    assert found is not None
    assert found.id == "monitor:sohr"


def test_a_possessive_that_lost_its_apostrophe_is_read(acts: Ask) -> None:
    text = "Assads forces shelled a suburb, and Syrias government said nothing."
    forces, government = acts(text, "Assads forces"), acts(text, "Syrias government")
    assert forces is not None
    assert government is not None
    assert (forces.id, government.id) == ("state:SY:military", "state:SY")
