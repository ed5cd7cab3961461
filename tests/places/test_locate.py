"""The place of each claim."""

from __future__ import annotations

import time
from types import ModuleType

import msgspec

from tollbook.model import Block, Marks, Where
from tollbook.places import locate


def where_of(words: ModuleType, text: str, number: str, *names: str, scope: str = "incident") -> Where | None:
    """The place found for the claim that hangs on a number."""
    claim = words.killed(text, number, scope)
    (located,) = locate(words.report_of(text), [claim], words.marks(text, *names))
    where: Where | None = located.where
    return where


def name_of(where: Where | None) -> str | None:
    """The canonical name of a place."""
    return where.name if where else None


def test_the_place_of_the_claims_own_sentence_comes_first(words: ModuleType) -> None:
    """Each of two claims takes the place of its own sentence."""
    text = "A bomb killed 7 people in Mosul, Iraq. A day before, a mine killed 12 people in Basra."
    assert name_of(where_of(words, text, "7", "Mosul", "Basra")) == "Mosul"
    assert name_of(where_of(words, text, "12", "Mosul", "Basra")) == "Basrah"


def test_a_place_carries_on_to_the_sentences_that_follow(words: ModuleType) -> None:
    """A sentence without a place speaks of the one before."""
    text = "A bomb went off in a market in Mosul, Iraq. The blast killed 31 people."
    assert name_of(where_of(words, text, "31", "Mosul")) == "Mosul"


def test_a_headline_takes_over_the_narrower_place_that_follows(words: ModuleType) -> None:
    """Where the headline names only the country, the town of the lead is its place."""
    text = "Car bomb kills 16 in Somalia\nThe bomb went off near a cafe in Kismayo, police said."
    assert name_of(where_of(words, text, "16", "Kismayo")) == "Kismayo"


def test_a_speakers_seat_is_not_the_place_of_the_event(words: ModuleType) -> None:
    """Officials in a capital speak of an event elsewhere."""
    text = "An air strike hit a camp near Kunduz, Afghanistan. It killed 9 fighters, officials in Washington said."
    assert name_of(where_of(words, text, "9", "Kunduz", "Washington")) == "Kunduz"


def test_a_dateline_is_not_the_place_of_the_event(words: ModuleType) -> None:
    """The dateline tells where the report was filed."""
    text = "NAIROBI, Kenya (AP) - Gunmen killed 14 people in Mogadishu, Somalia."
    assert name_of(where_of(words, text, "14", "NAIROBI", "Mogadishu")) == "Mogadishu"


def test_the_name_of_a_people_alone_says_no_place(words: ModuleType) -> None:
    """Soldiers of a state fall abroad too: where the report names no place at all, none is guessed."""
    assert where_of(words, "Rebels shot 5 Syrian soldiers.", "5") is None


def test_a_total_takes_the_country_and_not_the_last_town(words: ModuleType) -> None:
    """A total over a war stands for the country that it is about."""
    text = "A shell hit Homs. Over 220,000 people have been killed in Syria since 2011."
    where = where_of(words, text, "220,000", "Homs", scope="aggregate")
    assert where is not None
    assert (where.country, where.precision) == ("SY", "country")


def test_the_sharper_of_two_nested_places_is_taken(words: ModuleType) -> None:
    """Of a province and a town inside it, the town is the place."""
    text = "Militants killed 8 policemen in Balochistan province of Pakistan, in the town of Mastung."
    assert name_of(where_of(words, text, "8", "Balochistan province", "Mastung")) == "Mastung"


def test_a_report_without_a_place_leaves_the_slot_empty(words: ModuleType) -> None:
    """No place in the words: None, never a guess."""
    text = "The blast killed 3 people, the ministry said."
    assert where_of(words, text, "3") is None


def test_silent_blocks_give_no_place(words: ModuleType) -> None:
    """An appeal for money names no place of an event."""
    text = "Help us to report from Paris in France.\nThe blast killed 3 people in Kano, Nigeria."
    report = msgspec.structs.replace(
        words.report_of(text), blocks=(Block(kind="appeal", start=0, end=text.index("\n")),)
    )
    (claim,) = locate(report, [words.killed(text, "3")], words.marks(text, "Paris", "Kano"))
    assert name_of(claim.where) == "Kano"


def test_claims_keep_everything_but_their_place(words: ModuleType) -> None:
    """Locating changes no other slot and keeps the order of the claims."""
    text = "A bomb killed 7 people in Mosul, Iraq. It wounded 12 others there."
    claims = [words.killed(text, "7"), words.killed(text, "12")]
    located = locate(words.report_of(text), claims, words.marks(text, "Mosul"))
    assert [msgspec.structs.replace(claim, where=None) for claim in located] == claims
    assert locate(words.report_of(text), [], Marks(sentences=())) == ()


def test_a_long_hostile_text_is_read_in_time(words: ModuleType) -> None:
    """Text made to trip the patterns costs time in proportion to its length."""
    text = "in the " * 4000 + "of the a-b " * 4000 + "A " * 4000 + "killed 3 people"
    began = time.perf_counter()
    locate(words.report_of(text), [words.killed(text, "3")], words.marks(text))
    assert time.perf_counter() - began < 10


def test_coordinates_in_a_claims_sentence_are_its_place(words: ModuleType) -> None:
    """Printed coordinates are exact, named after the settlement nearest to them; those in another country are not."""
    text = "A mine killed 4 people in Mosul, Iraq, at 36°24'43\"N 43°1'16\"E."
    where = where_of(words, text, "4", "Mosul")
    assert where is not None
    assert (where.country, where.precision, where.lat, where.lon) == ("IQ", "exact", 36.41194, 43.02111)
    assert where.text == "36°24'43\"N 43°1'16\"E"
    assert text[where.start : where.end] == where.text
    abroad = "A mine killed 4 people in Mosul, Iraq, says a ship at 48°51'N 2°21'E."
    assert name_of(where_of(words, abroad, "4", "Mosul")) == "Mosul"


def test_a_claim_beside_a_town_lies_beside_it(words: ModuleType) -> None:
    """So many kilometres from a town is a point of its own, reckoned from the town."""
    text = "A mine killed 4 people 30 km south of Mosul, Iraq."
    where = where_of(words, text, "4", "Mosul")
    assert where is not None
    assert where.name == "30 km south of Mosul"
    assert where.lat is not None
    assert round(36.335 - where.lat, 2) == 0.27
    assert where.precision == "district"


def test_a_part_of_a_country_is_placed_in_that_part(words: ModuleType) -> None:
    """ "Northern Nigeria" lies north of the country's centre, as precise as a province; the country alone is one."""
    north = where_of(words, "Raids in northern Nigeria killed 14 people.", "14", "Nigeria")
    south = where_of(words, "Raids in the south-eastern part of Nigeria killed 14 people.", "14", "Nigeria")
    whole = where_of(words, "Raids in Nigeria killed 14 people.", "14", "Nigeria")
    assert north is not None
    assert south is not None
    assert whole is not None
    assert (north.precision, south.precision, whole.precision) == ("province", "province", "country")
    assert north.name == "northern Nigeria"
    assert north.lat is not None
    assert south.lat is not None
    assert whole.lat is not None
    assert north.lat > whole.lat > south.lat


def test_a_country_whose_name_holds_a_direction_has_no_part_by_it(words: ModuleType) -> None:
    """ "South Sudan" is a country, not the south of one."""
    where = where_of(words, "Raids in South Sudan killed 14 people.", "14", "South Sudan")
    assert where is not None
    assert (where.precision, where.country) == ("country", "SS")


def test_an_unknown_village_lies_in_the_one_country_of_the_report(words: ModuleType) -> None:
    """Its words stay, its country is told, and no coordinates are made up."""
    text = "A mine killed 14 people in the village of Qwertzal. Days before, shells fell on Mosul and Kirkuk."
    where = where_of(words, text, "14", "Qwertzal", "Mosul", "Kirkuk")
    assert where is not None
    assert (where.text, where.name, where.country, where.lat) == ("Qwertzal", None, "IQ", None)


def test_no_place_is_taken_from_behind_a_turn_to_another_event(words: ModuleType) -> None:
    """What happened elsewhere, told later, is not the place of what came before."""
    text = "Gunmen killed 14 people near Mosul.\nFour men were hurt. In a separate attack, a bomb went off in Basra."
    assert name_of(where_of(words, text, "Four", "Mosul", "Basra")) == "Mosul"


def test_a_link_does_not_lead_out_of_a_sentence_that_opens_with_its_place(words: ModuleType) -> None:
    """A sentence that opens "In Mosul" says where all that follows was, whatever the next sentence names."""
    text = "In Mosul, Iraq, 7 people were killed when gunmen raided a market. The army fought near Kirkuk, Iraq."
    marks = words.marks(text, "Mosul", "Kirkuk")
    claim = words.killed(text, "7", "incident")
    (kirkuk,) = (place for place in marks.places if place.text == "Kirkuk")
    marks = msgspec.structs.replace(marks, where={claim.id: kirkuk})
    (located,) = locate(words.report_of(text), [claim], marks)
    assert name_of(located.where) == "Mosul"


def test_what_happened_in_a_list_of_towns_happened_in_none_of_them_alone(words: ModuleType) -> None:
    """The place of a wave is the province that holds its towns."""
    text = "In attacks on Mosul, Kirkuk, Tikrit and Basra, in Iraq, on Friday, 30 people were killed."
    assert name_of(where_of(words, text, "30", "Mosul", "Kirkuk", "Tikrit", "Basra", "Iraq")) == "Iraq"
