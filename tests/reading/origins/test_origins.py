"""Which reports descend from one text: the cases, and what holds for all of them."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reading.origins.cases import CASES, QUOTATIONS, Case, local, wire
from tests.reading.origins.dispatches import BOMB, DAY, MARKET, OWN, RAID, bulletin, dated, report
from tollbook.model import Member, Origins
from tollbook.reading.origins import OriginIndex, chain_of, origins_of


def named(found: Origins) -> set[frozenset[str]]:
    """The ids of the members of each origin."""
    return {frozenset(member.report for member in origin.members) for origin in found.origins}


def member(found: Origins, name: str) -> Member:
    """The only membership of a report."""
    (only,) = [one for origin in found.origins for one in origin.members if one.report == name]
    return only


def test_there_are_forty_cases() -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= 40


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_case(case: Case) -> None:
    """What descends from one text is one origin, and nothing else is."""
    assert named(origins_of(case.reports)) == set(case.origins)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_spans_quote_their_report(case: Case) -> None:
    reports = {one.id: one for one in case.reports}
    found = origins_of(case.reports)
    spans = [(one.report, span) for origin in found.origins for one in origin.members for span in one.spans]
    spans += [pair for shared in found.quotations for pair in zip(shared.reports, shared.words, strict=True)]
    assert all(reports[name].text[span.start : span.end] == span.text for name, span in spans)


@pytest.mark.parametrize("case", QUOTATIONS[:4], ids=lambda case: case.name)
def test_a_shared_quotation_is_told_with_its_speaker(case: Case) -> None:
    """Two reports that quote one speaker are two origins, and say whom they share."""
    quotations = origins_of(case.reports).quotations
    assert quotations
    assert all(set(one.reports) == {report.id for report in case.reports} for one in quotations)
    assert any(one.speaker for one in quotations)


EVERY = [report for case in CASES[-14:] for report in case.reports]
MIXED = {one.text + str(one.outlet): one for one in [*EVERY, *(one for case in CASES[:6] for one in case.reports)]}


@settings(max_examples=25, deadline=None)
@given(st.permutations(list(MIXED.values())))
def test_the_order_of_arrival_changes_nothing(reports: list[object]) -> None:
    """Reports in any order give the same origins, ids, members and quotations."""
    assert origins_of(reports) == origins_of(MIXED.values())  # type: ignore[arg-type]


@settings(max_examples=10, deadline=None)
@given(st.randoms(use_true_random=False))
def test_standing_text_is_found_in_any_order(rng: random.Random) -> None:
    """What comes back week by week proves nothing, whichever of the reports came first."""
    quarters = ["Limekiln", "Harbour", "Old Mill", "Saltgate", "Northgate", "Cooper"]
    weeks = [
        report(*bulletin(quarter, "three", f"{quarter} Vane", 4 + week), OWN[2], name=quarter, day=dated(9 * week))
        for week, quarter in enumerate(quarters)
    ]
    shuffled = rng.sample(weeks, len(weeks))
    assert origins_of(shuffled) == origins_of(weeks)
    assert named(origins_of(weeks)) == set()


def test_adding_a_report_tells_its_kin_and_again_changes_nothing() -> None:
    index = OriginIndex()
    assert index.add(wire(*BOMB)) == ()
    assert index.add(local(*RAID)) == ()
    assert index.add(report(*BOMB[:3], name="cut")) == ("wire",)
    before = index.origins()
    assert index.add(report(*BOMB[:3], name="cut")) == ("wire",)
    assert index.origins() == before
    assert len(index) == 3


def test_one_report_under_two_ids_goes_by_the_smaller() -> None:
    twice = [report(*BOMB, name="b", outlet="Post"), report(*BOMB, name="a", outlet="Post"), wire(*BOMB)]
    assert named(origins_of(twice)) == {frozenset({"a", "wire"})}
    assert origins_of(twice) == origins_of(reversed(twice))


def test_text_that_becomes_standing_is_weighed_anew_for_all_that_hold_it() -> None:
    """A sentence that comes back counts no more for or against a pair, even where one of the two alone prints it."""
    often = "The ferry between Saltmere and Fennick runs on weekdays from the old pier, weather permitting."
    weeks = [report(often, name=f"week {week}", day=dated(10 * week)) for week in range(1, 4)]
    two = [report(*RAID[:2], *[often, OWN[2]], name="one"), report(*RAID[:2], *MARKET, *OWN, name="two")]
    assert origins_of([*two, *weeks]) == origins_of([*weeks, *two]) == origins_of([two[1], *weeks, two[0]])


def test_a_later_copy_leaves_the_id() -> None:
    reports = [wire(*BOMB), report(*BOMB, name="second", day=dated(1))]
    (before,) = origins_of(reports).origins
    (after,) = origins_of([*reports, report(*BOMB[:4], name="third", day=dated(2))]).origins
    assert before.id == after.id
    assert after.members[0].report == "wire"


def test_only_the_shared_paragraphs_of_a_partial_copy_have_the_origin() -> None:
    mixed = local(*OWN, *RAID, *MARKET, *BOMB[1:5])
    found = origins_of([wire(*BOMB), mixed])
    part = member(found, "local")
    assert part.how == "part"
    assert part.share < 0.5
    assert part.paragraphs == (12, 13, 14, 15)
    shared, own = mixed.text.index(BOMB[2]), mixed.text.index(RAID[1])
    assert found.at("local", shared) == found.origins[0].id == found.at("wire", wire(*BOMB).text.index(BOMB[2]))
    assert found.at("local", own) == "local"


def test_a_local_paragraph_stays_the_outlets_own() -> None:
    longer = local(*BOMB, OWN[3], title="Seven dead")
    found = origins_of([wire(*BOMB), longer])
    assert member(found, "local").how == "copy"
    assert found.at("local", longer.text.index(OWN[3])) == "local"
    assert found.at("local", 0) == found.origins[0].id  # a copy's title tells what the dispatch says


def test_each_member_says_how_it_descends() -> None:
    agency = report(*BOMB, name="agency", outlet="AFP", day=dated(1))
    found = origins_of([agency, report(*BOMB, name="copy"), report(*BOMB[:2], name="cut")])
    assert {one.report: one.how for one in found.origins[0].members} == {
        "agency": "first",
        "copy": "copy",
        "cut": "trimmed",
    }


def test_a_later_state_of_a_page_names_the_earlier() -> None:
    early = report(*BOMB[:3], name="early", url="https://gazette.example/7")
    late = report(*BOMB, name="late", url="https://gazette.example/7", day=dated(1))
    found = origins_of([late, early])
    assert (member(found, "late").how, member(found, "late").of) == ("version", "early")
    assert member(found, "early").how == "first"


@pytest.mark.parametrize(
    ("lead", "close", "agency"),
    [
        ("KABUL, March 3 (Reuters) - ", "", "Reuters"),
        ("", " (AFP)", "AFP"),
        ("", "\n\n-- Agencies", "agencies"),
        ("", "\n\nWith inputs from PTI", "PTI"),
        ("", "\n\nAP contributed to this report.", "AP"),
        ("", "\n\nThe toll was quoted by state news agency SANA.", "SANA"),
        ("", "\n\nA doctor told Xinhua that he had run out of blood.", "Xinhua"),
    ],
)
def test_credit_reads_as_a_chain(lead: str, close: str, agency: str) -> None:
    """The outlet, the agency that it credits, and the official whom the text quotes, each with its words."""
    one = report(lead + "Seven people died at Wadi Example, the interior ministry said." + close, name="one")
    chain = chain_of(one)
    assert [(link.name, link.role) for link in chain[:2]] == [("The One Post", "outlet"), (agency, "agency")]
    assert ("interior ministry", "official") in [(link.name, link.role) for link in chain]
    assert all(one.text[link.words.start : link.words.end] == link.words.text for link in chain if link.words)


def test_a_report_that_credits_nobody_has_its_outlet_alone() -> None:
    assert [link.role for link in chain_of(report(OWN[2], name="one", day=DAY))] == ["outlet"]
