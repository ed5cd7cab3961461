"""An incident set out for a page: numbers stay numbers, and the names of victims stand nowhere in it."""

from __future__ import annotations

from itertools import product

import msgspec
import pytest

from tests.incidents.across.tellings import told, toll
from tests.incidents.stories import Story
from tests.publish.test_joining import ledger
from tollbook.incidents.across import join, unfold
from tollbook.model import Joined, Origins, Report, Told
from tollbook.publish import named_victims, profiles_beside, set_out, texts_beside, withheld
from tollbook.publish.beside import paragraph_pairs
from tollbook.publish.sheet import Sheet

NOTHING_SHARED = Origins(origins=(), quotations=(), chains={})


def sheet(profile: str = "tollbook") -> Sheet:
    """The sheet of the ledger with a revision, a contradiction, copies and a denial."""
    joined, reports = ledger()
    return set_out(joined, reports, {}, profile)


def mourned(words: str) -> tuple[Joined, dict[str, Report]]:
    """An incident with one victim, told in these words."""
    story = Story().sentence(f"The blast killed {words}, said the police.")
    story.casualty("c1", words, words, value=1)
    one = told(story, "Gazette", "2031-03-03")
    return join([one], NOTHING_SHARED, ["tollbook"]), {one.report.digest: one.report}


def test_every_figure_stands_in_one_cell() -> None:
    """The cells of the rows are the statements, each once, under the column of its effect and class."""
    joined, _ = ledger()
    cells = [cell for row in sheet().rows for cells in row.cells for cell in cells]
    assert sorted(cell.number for cell in cells) == list(range(1, len(joined.statements) + 1))
    assert {claim for cell in cells for claim in cell.claims} == {
        each.claim for one in joined.statements for each in one.attested
    }


def test_copies_stand_in_one_row_under_the_letter_of_their_origin() -> None:
    """Two outlets that print one dispatch are one row; the sources name the origin, and who was first."""
    first = sheet().rows[0]
    assert (first.speaker, first.agency, first.outlets) == ("the chief minister", "Northern Wire", ("Gazette", "Post"))
    assert (first.origin, first.copies) == ("A", 2)
    assert next((one.outlet, one.how) for one in sheet().sources if one.origin == "A") == ("Gazette", "first")


def test_a_headline_is_no_second_report() -> None:
    """A figure that one report gives twice, above its text and in it, is one report's."""
    story = Story().sentence("12 people died, said the police.", by="the police", kind="police")
    story.casualty("c1", "12", "people", value=12)
    story.sentence("The police said that 12 people died.", by="the police", kind="police")
    story.casualty("c2", "12", "people", value=12)
    one = told(story, "Gazette", "2031-03-03")
    joined = join([one], NOTHING_SHARED, ["tollbook"])
    found = set_out(joined, {one.report.digest: one.report}, {}, "tollbook")
    assert [len(cell.claims) for row in found.rows for cells in row.cells for cell in cells] == [2]
    assert [row.copies for row in found.rows] == [1]


def test_a_figure_says_what_became_of_it() -> None:
    """Replaced by which, contradicted, denied."""
    cells = [cell for row in sheet().rows for cells in row.cells for cell in cells]
    remarks = {cell.number: [one.kind for one in cell.remarks] for cell in cells}
    assert remarks[1] == ["replaced"]
    replaced = next(one for cell in cells for one in cell.remarks if one.to)
    assert (replaced.text, replaced.to) == ("revised", 2)
    assert [kinds for kinds in remarks.values() if "denied" in kinds]
    assert sum("contradicted" in kinds for kinds in remarks.values()) >= 2


def test_a_contradiction_says_how_far_its_sides_are_apart() -> None:
    """By the numbers that they name, 0 where one denies what the other says; where none is named nothing is said."""
    on_figures = [one for one in sheet().contradictions if one.effect]
    assert [one.apart for one in on_figures] == [26, 0]
    assert all(one.apart is None for one in sheet().contradictions if one.effect is None)


def test_what_a_profile_does_not_tell_is_not_zero() -> None:
    """Under ACLED's rules there is a best alone."""
    figures = sheet("acled").figures
    assert figures
    assert {(one.low, one.high) for one in figures} == {(None, None)}


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Mohammed Ali, 34", ["Mohammed Ali"]),
        ("policeman Ahmed Khan", ["Ahmed Khan"]),
        ("Dr. Amina al-Rashid", ["Dr. Amina al-Rashid"]),
        ("a policeman", []),
        ("a member of the Red Dune Front", []),
        ("a Red Dune Front fighter", []),
    ],
)
def test_who_is_named_among_the_victims(words: str, names: list[str]) -> None:
    """Persons are, groups and ranks are not."""
    joined, reports = mourned(words)
    found = named_victims(joined.claims, reports)
    assert [one.name for one in found] == names
    assert [one.age for one in found if "34" in words] == ([34] if "34" in words else [])


def test_no_sentence_of_a_sheet_names_a_victim() -> None:
    """Not the rule's steps, not the words, not the profiles side by side; that somebody is named is said."""
    joined, reports = mourned("Mohammed Ali, 34")
    found = set_out(joined, reports, {}, "tollbook")
    assert found.victims_named == 1
    assert b"Mohammed Ali" in msgspec.json.encode(joined)
    assert b"Mohammed Ali" not in msgspec.json.encode(found)
    assert b"[name withheld]" in msgspec.json.encode(found)
    beside = withheld(profiles_beside(joined, {}), [one.name for one in named_victims(joined.claims, reports)])
    assert b"Mohammed Ali" not in msgspec.json.encode(beside)


def test_the_toll_unfolds_to_what_stands() -> None:
    """After the last publication it is the incident's own; at each step only what was out by then counts."""
    accounts = [
        told(toll("12 people died.", "12", 12), "Gazette", "2031-03-03"),
        told(toll("15 people died.", "15", 15), "Herald", "2031-03-05"),
        told(toll("14 people died.", "14", 14), "Gazette", "2031-03-04"),
    ]
    steps = list(unfold(accounts, NOTHING_SHARED, "tollbook"))
    assert [str(one.day) for one in steps] == ["2031-03-03", "2031-03-04", "2031-03-05"]
    for number, step in enumerate(steps, 1):
        out = sorted(accounts, key=lambda one: str(one.report.published))[:number]
        assert step.estimates == join(out, NOTHING_SHARED, ["tollbook"]).incident.estimates


def test_many_publications_are_taken_together() -> None:
    """With more times than steps, days are, and then several days; every report is in one step."""
    accounts: list[Told] = [
        told(toll(f"{number} people died.", str(number), number), f"Outlet {number}", f"2031-03-{number:02d}")
        for number in range(1, 13)
    ]
    steps = list(unfold(accounts, NOTHING_SHARED, "tollbook", most=5))
    assert len(steps) <= 5
    assert [digest for one in steps for digest in one.reports] == [one.report.digest for one in accounts]
    assert steps[-1].estimates == join(accounts, NOTHING_SHARED, ["tollbook"]).incident.estimates


def report(text: str, name: str = "one") -> Report:
    """A report of that text."""
    return Report(id=name, text=text, digest=f"{len(text):064x}", outlet=name)


PARAGRAPHS = ("The bomb went off at noon.", "Twelve people died, the police said.", "Nobody has claimed it.", "")


@pytest.mark.parametrize(("one", "other"), [*product(["\n\n".join(PARAGRAPHS[at:]) for at in range(3)], repeat=2)])
def test_paragraphs_side_by_side_lose_no_word(one: str, other: str) -> None:
    """Each text is whole on its side, in its order, and what is alike stands together."""
    pairs = paragraph_pairs(report(one), report(other))
    for name, text in (("one", one), ("other", other)):
        sides = [side for pair in pairs if (side := getattr(pair, name)) is not None]
        assert ["".join(piece.text for piece in side.pieces) for side in sides] == text.strip().split("\n\n")
        assert [side.number for side in sides] == list(range(1, len(sides) + 1))
    together = [pair for pair in pairs if pair.one and pair.other]
    assert len(together) == len(set(one.strip().split("\n\n")) & set(other.strip().split("\n\n")))
    assert all(piece.shared for pair in together for side in (pair.one, pair.other) if side for piece in side.pieces)


def test_the_word_that_differs_is_told_apart() -> None:
    """And no other one."""
    (pair,) = paragraph_pairs(report("Twelve people died, police said."), report("Fifteen people died, police said."))
    assert pair.one is not None
    assert pair.other is not None
    own = [[piece.text for piece in side.pieces if not piece.shared] for side in (pair.one, pair.other)]
    assert own == [["Twelve"], ["Fifteen"]]


def test_a_paragraph_that_stands_elsewhere_says_where() -> None:
    """Two paragraphs in another order: one pair stands together, the other names its place."""
    first, second = "The bomb went off in the market at noon.", "Twelve people died, the police in the town said."
    pairs = paragraph_pairs(report(f"{first}\n\n{second}"), report(f"{second}\n\n{first}"))
    assert len([pair for pair in pairs if pair.one and pair.other]) == 1
    alone = [side for pair in pairs for side in (pair.one, pair.other) if side and not (pair.one and pair.other)]
    assert sorted(side.elsewhere or 0 for side in alone) == [1, 2] or {side.elsewhere for side in alone} <= {1, 2}


def test_what_two_reports_say_stands_beside_it() -> None:
    """Figures in words, with whom each quotes, and whether they differ."""
    joined, reports = ledger()
    digests = {known.outlet: known for known in reports.values()}
    beside = texts_beside(joined, digests["Gazette"], digests["Herald"])
    (said,) = [one for one in beside.said if one.effect == "killed"]
    assert said.one == ("at least 12 (the chief minister)",)
    assert said.other == ("14 (the chief minister)",)
    assert said.differ
