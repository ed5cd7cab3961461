"""The ledger of one incident over all its reports: rows, page and plain data."""

from __future__ import annotations

import json
import re

import msgspec

from tests.incidents.across.tellings import ALL, NOTHING_SHARED, dispatch, told, toll
from tests.incidents.stories import Story
from tollbook.incidents.across import join, umbrella_sums
from tollbook.model import Joined, Report, Told
from tollbook.publish import compare, compose_joint, joint_dict, joint_page

MINISTER = ("the chief minister", "government")
MONDAY, TUESDAY = "2031-03-03", "2031-03-04"


def ledger() -> tuple[Joined, dict[str, Report]]:
    """A revision, a contradiction, copies of one dispatch, a denial, and who did it."""
    wire = "At least 12 people died, said the chief minister."
    copies = [
        told(toll(wire, "At least 12", 12, bound="at_least", by=MINISTER), name, MONDAY) for name in ("Gazette", "Post")
    ]
    later = told(toll("14 people died, said the chief minister.", "14", 14, by=MINISTER), "Herald", TUESDAY)
    rebels = Story().sentence("The Red Banner said it had killed 40 people.", by="The Red Banner", kind="armed_group")
    rebels.casualty("c1", "40", "people", value=40)
    rebels.deed("r1", "The Red Banner", "claimed", kind="armed_group")
    army = Story().sentence("The army denied that 14 people died.", by="The army", kind="military")
    army.casualty("c1", "14", "people", value=14, polarity="denied")
    accounts = [*copies, later, told(rebels, "<b>Sun</b>", TUESDAY), told(army, "Bell", TUESDAY)]
    return join(accounts, dispatch(*copies, agency="Northern Wire"), ALL), reports(accounts)


def reports(accounts: list[Told]) -> dict[str, Report]:
    return {one.report.digest: one.report for one in accounts}


def test_each_telling_has_its_way_to_the_outlet() -> None:
    rows = compose_joint(*ledger())
    first = rows.tellings[0]
    assert first.who == "the chief minister"
    assert first.chain == ("the chief minister", "Northern Wire", "Gazette, Post")
    assert first.copies == "2 outlets, one dispatch"
    assert rows.headline == "5 reports of 4 origins, 5 outlets"


def test_what_is_replaced_denied_and_contradicted_is_marked() -> None:
    rows = compose_joint(*ledger())
    marked = {cell.text: (cell.standing, cell.marks) for row in rows.tellings for cell in row.effects["killed"]}
    assert marked["at least 12 people"][0] == "replaced"
    assert marked["14 people"][0] == "denied" or "contradicted" in marked["14 people"][1]
    assert "contradicted" in marked["40 people"][1]
    assert len(rows.revisions) == 1
    assert len(rows.contradictions) == 2


def test_every_number_in_a_sentence_has_its_quote() -> None:
    rows = compose_joint(*ledger())
    quoted = {str(quote.number) for quote in rows.quotes}
    notes = [*rows.revisions, *rows.contradictions, *(step for rule in rows.rules for step in rule.steps)]
    assert all(set(note.also) <= quoted for note in notes)
    assert any(note.also for note in notes)
    assert [one.sentence for one in rows.laid] == ["The Red Banner claims responsibility"]


def test_the_page_needs_nothing_else_and_trusts_no_outlet() -> None:
    page = joint_page(*ledger())
    assert page.startswith("<!doctype html>")
    assert "<b>Sun</b>" not in page
    assert "&lt;b&gt;Sun&lt;/b&gt;" in page
    assert "<script" not in page
    links = set(re.findall(r'href="#(w\d+)"', page))
    assert links
    assert links <= set(re.findall(r'id="(w\d+)"', page))


def test_plain_data_holds_everything_but_the_texts() -> None:
    joined, told_in = ledger()
    plain = joint_dict(joined, told_in)
    assert json.loads(json.dumps(plain)) == plain
    assert list(plain)[:2] == ["incident", "reports"]
    assert all("text" not in report for report in plain["reports"])
    assert msgspec.convert(plain["statements"][0]["count"], dict)["value"] == 12
    assert {"histories", "contradictions", "equations", "grades", "laid", "origins"} <= set(plain)


def test_profiles_stand_side_by_side_each_with_its_reason() -> None:
    found = compare(ledger()[0], [("tollbook", "The house's own.")])
    whole = next(one for one in found.compared if (one.effect, one.victims) == ("killed", "all classes"))
    assert [row.profile for row in whole.rows] == ["tollbook", "ucdp", "acled", "airwars", "ibc"]
    assert all(row.decides for row in whole.rows)
    assert {grade.profile for grade in found.grades} == {"airwars", "ibc"}


def test_one_profile_alone_shows_its_columns_alone() -> None:
    joined, told_in = ledger()
    rows = compose_joint(joined, told_in, ["acled"])
    assert rows.profiles == ("acled",)
    assert {rule.profile for rule in rows.rules} == {"acled"}
    assert rows.grades == ()


def test_an_umbrella_shows_its_single_attacks_and_what_is_unplaced() -> None:
    whole = told(toll("The attacks killed 20 people.", "20", 20), "Gazette", TUESDAY)
    part = told(toll("The blast killed 9 people.", "9", 9), "Herald", MONDAY)
    umbrella, component = join([whole], NOTHING_SHARED, ALL), join([part], NOTHING_SHARED, ALL)
    sums = umbrella_sums(umbrella, [component])
    rows = compose_joint(umbrella, reports([whole]), None, [component], sums)
    assert [(one.id, one.summary) for one in rows.components] == [(component.incident.id, ("9 killed",))]
    assert any("11 lie in no attack that is known" in note.sentence for note in rows.sums)
    assert component.incident.id in joint_page(umbrella, reports([whole]), [component], sums)
    plain = joint_dict(umbrella, reports([whole]), [component], sums)
    assert plain["components"] == [component.incident.id]
    assert {one["unplaced"] for one in plain["sums"] if one["profile"] == "tollbook"} == {11}
