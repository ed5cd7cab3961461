from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tollbook.reading import in_small_letters, report_of_text
from tollbook.reading.capitals import small

SHOUTED = (
    "GUNMEN KILLED AN FMLN LEADER IN SAN SALVADOR ON MONDAY, POLICE SAID. THE ARMY'S SPOKESMAN DENIED IT. "
    "THE SHOOTING BEGAN NEAR A BRIDGE."
)


def test_sentences_in_capitals_are_written_small_but_for_names_acronyms_and_openings() -> None:
    assert small(SHOUTED) == (
        "Gunmen killed an FMLN leader in San Salvador on Monday, police said. The army's spokesman denied it. "
        "The shooting began near a bridge."
    )


def test_an_acronym_in_brackets_stays_in_capitals() -> None:
    assert "[ERP]" in small("THE PEOPLE'S REVOLUTIONARY ARMY [ERP] CLAIMED THE ATTACK ON THE TOWN.")


def test_a_report_in_mixed_case_is_left_alone_with_its_headline_in_capitals() -> None:
    report = report_of_text(
        "BOMB KILLS TWELVE IN NORTHERN MARKET TOWN, POLICE SAY\n\n" + "A bomb killed twelve people. " * 9
    )
    assert in_small_letters(report) is report


def test_a_long_paragraph_in_capitals_is_put_into_small_letters_and_its_neighbours_are_not() -> None:
    plain = "A correspondent in Palenque sent the text of the statement that follows, as it was read. " * 4
    text = f"{plain}\n\n{SHOUTED} {SHOUTED}\n\nThe NGO said so."
    found = in_small_letters(report_of_text(text)).text
    assert found.startswith(plain)
    assert "Gunmen killed an FMLN leader" in found
    assert found.endswith("The NGO said so.")


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300).map(str.upper))
def test_every_character_of_any_text_keeps_its_place_and_changes_its_case_alone(text: str) -> None:
    found = small(text)
    assert len(found) == len(text)
    assert found.upper() == text.upper()


def test_a_headline_in_capitals_alone_leaves_a_long_report_as_it_is() -> None:
    report = report_of_text(("A Bomb killed twelve People in Kabul. " * 60).strip(), title="BOMB KILLS TWELVE " * 4)
    assert in_small_letters(report) is report
