"""Who goes by a name, whom else it may mean, and why."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.actors.conftest import report_of, said
from tollbook.actors import by_id, look_up, recognise
from tollbook.actors.choice import Told, weigh
from tollbook.actors.lexicon import lexicon


def told(name: str, country: str | None = None, day: str | None = None) -> str | None:
    """The id that a name gets."""
    actor = look_up(name, country, None if day is None else dt.date.fromisoformat(day)).actor
    return None if actor is None else actor.id


@pytest.mark.parametrize(
    ("name", "country", "id_"),
    [
        ("BRA", "PK", "ucdp:289"),
        ("BRA", "PG", "ucdp:328"),
        ("BRA", None, None),
        ("UPDF", "UG", "state:UG:military"),
        ("UPDF", "BD", "group:updf"),
        ("ELN", "CO", "ucdp:744"),
        ("Ansar al-Sharia", "LY", "ucdp:7046"),
        ("Ansar al-Sharia", "YE", "group:ansar-sharia-ye"),
        ("Frontier Corps", None, "state:PK:paramilitary"),
        ("Rangers", "PK", "state:PK:paramilitary"),
        ("the junta", "MM", "state:MM:military"),
        ("gunmen", "NG", "role:NG:armed_group"),
        ("bandits", "NG", "role:NG:gang"),
        ("Taliban fighters", None, "ucdp:303"),
        ("ucdp:3", None, "state:US"),
        ("RSF", "SD", "group:rsf-sudan"),
        ("M23/AFC", "CD", "group:afc"),
        ("BLA", "MM", None),
    ],
)
def test_a_country_settles_who_is_meant(name: str, country: str | None, id_: str | None) -> None:
    assert told(name, country) == id_


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("In Quetta, Pakistan, BRA said that it had struck. Pakistan mourned.", "ucdp:289"),
        ("On Bougainville in Papua New Guinea, BRA said that it had struck.", "ucdp:328"),
        ("In Lisbon, Portugal, BRA said that it had struck.", None),
    ],
)
def test_an_acronym_that_collides_follows_the_report_s_country(text: str, id_: str | None) -> None:
    (claim,) = recognise(report_of(text), [said(text, "BRA")])
    assert claim.speaker is not None
    assert (None if claim.speaker.actor is None else claim.speaker.actor.id) == id_


def test_the_year_settles_what_the_country_leaves_open() -> None:
    registry = lexicon().registry
    names = registry.names["bra"]
    passed = {one.entry.id: one.why_not for one in weigh(names, registry.actors, Told(year=1995, asked=True))}
    assert passed == {"ucdp:328": "", "ucdp:289": "not known to be active in 1995"}
    assert told("BRA", day="1995-05-01") == "ucdp:328"
    assert told("BRA", day="2015-05-01") == "ucdp:289"


def test_everybody_who_goes_by_the_name_is_shown_with_the_reason() -> None:
    found = look_up("BRA", "PK")
    assert [(one.actor.id, one.passed_over) for one in found.candidates] == [
        ("ucdp:289", None),
        ("ucdp:328", "not active in PK"),
    ]
    assert {name.written: name.source for name in found.names}["Baloch Republican Army"] == "ucdp"


def test_links_and_times_are_shown() -> None:
    (one,) = look_up("Majeed Brigade").candidates
    assert (one.parent, one.since, one.countries) == ("ucdp:287", 2011, ("PK",))
    (one,) = look_up("M23").candidates
    assert one.actor.armed == "rebel"


def test_a_misspelt_name_is_nobody_and_brings_names_like_it() -> None:
    found = look_up("Boko Harram")
    assert found.actor is None
    assert "Boko Haram" in found.near


@pytest.mark.parametrize(
    ("id_", "armed", "side"),
    [
        ("role:NG:gang", "gang", "role:NG:armed_group"),
        ("role:NG:rebel", "rebel", "role:NG:armed_group"),
        ("role:NG:armed_group", "unknown", "role:NG:armed_group"),
        ("role:peacekeeper", "peacekeeper", None),
        ("state:PK:police", "state_force", "state:PK"),
        ("state:PK", None, "state:PK"),
        ("group:pyu-saw-htee", "militia", "state:MM"),
        ("body:monusco", "peacekeeper", None),
        ("monitor:hrw", None, None),
    ],
)
def test_what_somebody_is_armed_as_and_on_which_side(id_: str, armed: str | None, side: str | None) -> None:
    actor = by_id(id_)
    assert actor is not None
    assert (actor.armed, actor.side) == (armed, side)


def test_peacekeepers_are_no_army_of_the_country_in_which_they_stand() -> None:
    text = "In Goma, Congo, peacekeepers said that nine people had died; the DR Congo mourned."
    (claim,) = recognise(report_of(text), [said(text, "peacekeepers")])
    assert claim.speaker is not None
    assert claim.speaker.actor is not None
    assert claim.speaker.actor.id == "role:peacekeeper"


@pytest.mark.parametrize("sentence", ["Opponents of the Syrian president said so.", "Critics of Hamas said so."])
def test_whoever_is_against_somebody_does_not_speak_for_him(sentence: str) -> None:
    text = f"In Syria, nine people died. {sentence}"
    (claim,) = recognise(report_of(text), [said(text, sentence.removesuffix(" said so."))])
    assert claim.speaker is not None
    assert claim.speaker.actor is None


@settings(max_examples=200, deadline=None)
@given(
    name=st.text(max_size=60) | st.sampled_from(["BRA", "Taliban ", "state:", "ucdp:", "role::", "’s", "the Saudis"]),
    country=st.none() | st.sampled_from(["PK", "ZZ", "", "pk"]),
    day=st.none() | st.dates(),
)
def test_any_string_has_an_answer(name: str, country: str | None, day: dt.date | None) -> None:
    found = look_up(name, country, day)
    assert found.why
    assert found.actor is None or by_id(found.actor.id) == found.actor
    assert not found.near or found.actor is None
