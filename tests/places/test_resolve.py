"""Which place a name means, by the report's own words."""

from __future__ import annotations

import math
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tollbook.model import Report, Span, Where, digest_of
from tollbook.places import places_of


def resolve(words: ModuleType, text: str, *names: str, outlet: str | None = None) -> dict[str, Where]:
    """Each name with the place found for it."""
    found = places_of(words.report_of(text, outlet), [words.span(text, name) for name in names])
    return {name: where for name, where in zip(names, found, strict=True) if where is not None}


def kilometres(where: Where, lat: float, lon: float) -> float:
    """Distance of a resolved place from a point, on a flat map; near enough below 200 km."""
    assert where.lat is not None
    assert where.lon is not None
    return 111.2 * math.hypot(where.lat - lat, (where.lon - lon) * math.cos(math.radians(lat)))


@pytest.mark.parametrize(
    ("name", "lat", "lon"),
    [("Quetta", 30.18, 67.0), ("Gwadar", 25.12, 62.33), ("Mastung", 29.8, 66.84), ("Noshki", 29.55, 66.02)],
)
def test_towns_of_balochistan_lie_where_they_are(words: ModuleType, name: str, lat: float, lon: float) -> None:
    """Towns that a report lists stand within 15 km of the truth, in whichever usual spelling."""
    text = (
        "Fighting broke out at a dozen sites in Balochistan, Pakistan, among them Quetta, Gwadar, Mastung and Noshki."
    )
    where = resolve(words, text, "Quetta", "Gwadar", "Mastung", "Noshki")[name]
    assert where.country == "PK"
    assert where.precision == "settlement"
    assert kilometres(where, lat, lon) < 15


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("A barn burnt down in Paris, Texas, the sheriff said.", "Paris", "US"),
        ("A bomb went off in Tripoli. The Lebanese army closed the roads to Beirut and Sidon.", "Tripoli", "LB"),
        ("A bomb went off in Tripoli. The Libyan army closed the roads to Benghazi.", "Tripoli", "LY"),
        ("Rebels left Hyderabad for Karachi, police in Sindh province of Pakistan said.", "Hyderabad", "PK"),
        ("The storm hit Atlanta and Savannah in Georgia, and Macon.", "Georgia", "US"),
        ("Troops crossed into Georgia near Tbilisi.", "Georgia", "GE"),
    ],
)
def test_namesakes_are_told_apart_by_the_report(words: ModuleType, text: str, name: str, country: str) -> None:
    """The wider place beside a name, and the countries that the report speaks of, decide between namesakes."""
    marked = [word for word in ("Beirut", "Sidon", "Benghazi", "Karachi", "Sindh province", "Texas", "Atlanta",
                                "Savannah", "Macon", "Tbilisi") if word in text and word != name]  # fmt: skip
    assert resolve(words, text, name, *marked)[name].country == country


def test_a_type_word_says_which_kind_is_meant(words: ModuleType) -> None:
    """The province and the city of one name are told apart by the word beside the name."""
    text = "Shells fell on Aleppo province in Syria. Later the city of Aleppo was hit. In Idlib province it was calm."
    found = resolve(words, text, "Aleppo province", "city of Aleppo", "Idlib province")
    assert found["Aleppo province"].precision == "province"
    assert found["city of Aleppo"].precision == "settlement"
    assert found["Idlib province"].precision == "province"


def test_a_building_is_located_by_its_town(words: ModuleType) -> None:
    """A named building has precision exact, at the settlement that it stands in."""
    text = "A bomber walked into the Blue Dome Mosque in Kandahar, southern Afghanistan, and killed 4 people."
    found = resolve(words, text, "Blue Dome Mosque", "Kandahar")
    assert found["Blue Dome Mosque"].precision == "exact"
    assert found["Blue Dome Mosque"].name == "Blue Dome Mosque, Kandahar"
    assert found["Blue Dome Mosque"].lat == found["Kandahar"].lat


def test_an_unknown_name_stays_unknown_and_empties_nothing(words: ModuleType) -> None:
    """A name that no gazetteer holds keeps its words, its slots None together; the others are resolved."""
    text = "Gunmen attacked Xqvortlan. They then moved on to Maiduguri in Nigeria."
    found = resolve(words, text, "Xqvortlan", "Maiduguri")
    unknown = found["Xqvortlan"]
    assert unknown.text == "Xqvortlan"
    assert {unknown.name, unknown.country, unknown.lat, unknown.lon, unknown.precision, unknown.place} == {None}
    assert found["Maiduguri"].country == "NG"


def test_regions_and_their_provinces_are_known(words: ModuleType) -> None:
    """Landscapes that are no province have a place of their own."""
    text = "Fighting in Darfur and Donbas went on; the Gaza Strip was quiet."
    found = resolve(words, text, "Darfur", "Donbas", "Gaza Strip")
    assert [found[name].country for name in ("Darfur", "Donbas", "Gaza Strip")] == ["SD", "UA", "PS"]
    assert {where.precision for where in found.values()} == {"province"}


def test_a_misspelt_name_counts_only_in_the_reports_own_country(words: ModuleType) -> None:
    """A slip of spelling is forgiven where the country agrees."""
    found = resolve(words, "A mine killed two men in Kandhar, Afghanistan.", "Kandhar")
    assert found["Kandhar"].country == "AF"
    assert found["Kandhar"].name is not None
    assert "Kandahar" in found["Kandhar"].name


def test_seas_and_continents_are_no_place_of_a_country(words: ModuleType) -> None:
    """A gulf or a continent belongs to no one country, and is left unknown."""
    found = resolve(words, "Pirates took a ship in the Gulf of Guinea; Europe was told.", "Gulf of Guinea", "Europe")
    assert {where.place for where in found.values()} == {None}


def test_a_people_is_no_village_named_after_it(words: ModuleType) -> None:
    """Separatists of a people come from nowhere in particular; the village of that name is not meant."""
    found = resolve(words, "An attack by Baloch separatists in Quetta, Pakistan.", "Baloch", "Quetta")
    assert found["Baloch"].place is None
    assert found["Quetta"].name == "Quetta"


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=120), st.data())
def test_any_words_resolve_to_a_whole_or_an_empty_place(text: str, data: st.DataObject) -> None:
    """Whatever the text and the spans, one answer a span comes back, quotes exactly, and is whole or unknown."""
    ends = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=2)))
    spans = [Span.of(text, ends[0], ends[1])]
    report = Report(id="r", text=text, digest=digest_of(text.encode()))
    found = places_of(report, spans)
    assert len(found) == 1
    for where in found:
        if where is not None:
            assert text[where.start : where.end] == where.text
            slots = (where.name, where.country, where.lat, where.lon, where.precision, where.place)
            assert all(slot is None for slot in slots) or all(slot is not None for slot in slots)
