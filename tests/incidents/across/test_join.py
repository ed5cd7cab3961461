"""What all reports of one incident say together: small stories, each with the truth that it guards."""

from __future__ import annotations

import pytest

from tests.incidents.across.tellings import dispatch, estimate, joined, revisions, sentences, told, toll, values
from tests.incidents.stories import Story
from tollbook.incidents.across import umbrella_sums
from tollbook.model import Joined

MINISTER = ("the chief minister", "government")
MEDICS = ("the Taru hospital", "health")
ARMY = ("the Qand army", "military")
MONDAY, TUESDAY = "2031-03-03", "2031-03-04"


def contradictions(found: Joined) -> list[str]:
    return [one.sentence for one in found.contradictions]


def test_a_speaker_s_later_and_higher_figure_is_a_revision_and_no_contradiction() -> None:
    first = told(toll("Twelve people died, said the chief minister.", "Twelve", 12, by=MINISTER), "Gazette", MONDAY)
    later = told(toll("14 people died, said the chief minister.", "14", 14, by=MINISTER), "Herald", TUESDAY)
    found = joined(first, later)
    assert revisions(found) == [("revision", 2)]
    assert found.contradictions == ()
    assert values(found) == [14, 14, 14]


def test_a_speaker_s_later_and_lower_figure_is_a_revision_too() -> None:
    first = told(toll("15 people died, said the chief minister.", "15", 15, by=MINISTER), "Gazette", MONDAY)
    later = told(toll("11 people died, said the chief minister.", "11", 11, by=MINISTER), "Herald", TUESDAY)
    found = joined(later, first)
    assert revisions(found) == [("revision", -4)]
    assert values(found) == [11, 11, 11]
    (history,) = found.histories
    assert len(history.statements) == 2
    assert len(history.current) == 1


def test_a_correction_is_named_as_one() -> None:
    first = told(toll("The blast killed 15 people.", "15", 15), "Gazette", MONDAY)
    later = told(toll("Correction: the blast killed 5 people, not more.", "5", 5), "Gazette", TUESDAY)
    found = joined(first, later)
    assert revisions(found) == [("correction", -10)]
    assert values(found) == [5, 5, 5]


def test_another_outlet_s_later_and_higher_toll_is_an_update() -> None:
    first = told(toll("The blast killed 12 people.", "12", 12), "Gazette", MONDAY)
    later = told(toll("The blast killed 14 people.", "14", 14), "Herald", TUESDAY)
    found = joined(first, later)
    assert revisions(found) == [("update", 2)]
    assert found.contradictions == ()
    assert values(found) == [14, 14, 14]


def test_moments_order_what_days_leave_open() -> None:
    early = told(toll("The blast killed 12 people.", "12", 12), "Gazette", f"{MONDAY}T09:00+00:00")
    late = told(toll("The blast killed 14 people.", "14", 14), "Gazette", f"{MONDAY}T21:00+00:00")
    assert revisions(joined(late, early)) == [("revision", 2)]


def test_different_speakers_of_one_time_contradict_each_other_and_both_sides_are_named() -> None:
    medics = told(toll("20 people died, said the Taru hospital.", "20", 20, by=MEDICS), "Gazette", MONDAY)
    minister = told(toll("12 people died, said the chief minister.", "12", 12, by=MINISTER), "Herald", MONDAY)
    found = joined(medics, minister)
    (one,) = found.contradictions
    assert {side.said_by for side in one.sides} == {
        "Gazette, quoting the Taru hospital", "Herald, quoting the chief minister",
    }  # fmt: skip
    assert revisions(found) == []
    assert values(found)[0] == 12
    assert values(found)[2] == 20


def test_militants_who_give_another_toll_the_next_day_contradict_and_do_not_update() -> None:
    medics = told(toll("20 people died, said the Taru hospital.", "20", 20, by=MEDICS), "Gazette", MONDAY)
    rebels = told(
        toll("The Red Banner said it had killed 45 people.", "45", 45, by=("The Red Banner", "armed_group")),
        "Herald", TUESDAY,
    )  # fmt: skip
    found = joined(medics, rebels)
    assert revisions(found) == []
    assert any(side.party for one in found.contradictions for side in one.sides)
    assert values(found) == [20, 20, 20]


def test_a_hedged_figure_and_an_exact_one_that_bears_it_out_are_one() -> None:
    hedged = told(toll("At least 12 people died.", "At least 12", 12, bound="at_least"), "Gazette", MONDAY)
    exact = told(toll("The blast killed 14 people.", "14", 14), "Herald", MONDAY)
    found = joined(hedged, exact)
    assert found.contradictions == ()
    for profile in ("tollbook", "ucdp"):
        assert values(found, profile=profile) == [14, 14, 14]
    assert estimate(found, profile="acled").best == 14


def test_copies_of_a_dispatch_count_once_and_all_their_outlets_are_kept() -> None:
    words = "The blast killed 12 people."
    copies = [told(toll(words, "12", 12), outlet, MONDAY) for outlet in ("Gazette", "Herald", "Post")]
    found = joined(*copies, origins=dispatch(*copies, agency="Northern Wire"))
    (statement,) = found.statements
    assert [each.outlet for each in statement.attested] == ["Gazette", "Herald", "Post"]
    assert [credit.role for credit in statement.attested[0].chain] == ["outlet", "agency"]
    (below,) = [grade for grade in found.grades if grade.profile == "ibc"]
    assert below.grade == "below_threshold"
    assert "Gazette, Herald and Post" in below.sentence


def test_one_minister_in_two_outlets_is_two_origins_and_one_speaker() -> None:
    one = told(toll("12 people died, said the chief minister.", "12", 12, by=MINISTER), "Gazette", MONDAY)
    two = told(toll("The chief minister spoke of 14 people dead.", "14", 14, by=MINISTER), "Herald", MONDAY)
    found = joined(one, two)
    assert len({statement.origin for statement in found.statements}) == 2
    assert len({statement.voice for statement in found.statements}) == 1
    assert found.contradictions == ()


def test_an_army_s_enemies_and_a_hospital_s_civilians_are_no_halves_of_one_number() -> None:
    hospital = toll("12 villagers died.", "12", 12, victims="villagers", victim_class="civilian", by=MEDICS)
    army = toll(
        "The army killed 40 rebels.", "40", 40, victims="rebels", victim_class="militant", by=ARMY, side="state:QQ"
    )
    found = joined(told(hospital, "Gazette", MONDAY), told(army, "Herald", MONDAY))
    assert values(found, "civilian") == [12, 12, 12]
    assert values(found, "militant") == [40, 40, 40]
    assert values(found) == [12, 12, 52]
    assert "no halves of one number" in sentences(estimate(found))
    assert found.equations == ()
    assert found.contradictions == ()


def minister_s_sum() -> Story:
    story = Story()
    story.sentence(
        "Governor Ila Ment said 31 villagers, 17 troopers and 145 rebels were killed.", by="Ila Ment", kind="government"
    )
    story.casualty("c1", "31", "villagers", "civilian", value=31)
    story.casualty("c2", "17", "troopers", "security_forces", value=17)
    return story.casualty("c3", "145", "rebels", "militant", value=145)


def test_an_equation_that_does_not_close_says_by_how_much() -> None:
    army = toll("The army put the dead at 210 people.", "210", 210, by=ARMY)
    found = joined(told(minister_s_sum(), "Gazette", MONDAY), told(army, "Herald", MONDAY))
    (equation,) = found.equations
    assert (equation.gap, equation.closes) == (17, False)
    assert "31 + 17 + 145 = 193" in equation.sentence
    assert "17 are not explained" in equation.sentence


def test_an_equation_that_closes_is_not_added_to_its_total() -> None:
    wire = toll("Almost 200 people died.", "Almost 200", 200, bound="fewer_than")
    found = joined(told(minister_s_sum(), "Gazette", MONDAY), told(wire, "Herald", MONDAY))
    (equation,) = found.equations
    assert equation.closes
    assert values(found)[1] == 193


@pytest.mark.parametrize(("soldiers", "gaps"), [("9", [-3]), ("6", []), ("5", [])])
def test_parts_of_unlike_classes_that_are_together_more_than_their_whole_are_told(
    soldiers: str, gaps: list[int]
) -> None:
    story = Story().sentence(f"20 people were killed, 14 of them civilians and {soldiers} of them soldiers.")
    story.casualty("c1", "20", "people", value=20)
    story.casualty("c2", "14", "civilians", "civilian", value=14, part_of="c1")
    story.casualty("c3", soldiers, "soldiers", "security_forces", value=int(soldiers), part_of="c1")
    found = joined(told(story, "Gazette", MONDAY))
    assert [one.gap for one in found.equations] == gaps
    assert all("14 + 9 = 23" in one.sentence for one in found.equations)
    assert values(found)[1] == 20


def test_parts_of_one_class_may_be_the_same_people() -> None:
    story = Story().sentence("20 people were killed, 14 of them pupils and 9 of them girls.")
    story.casualty("c1", "20", "people", value=20)
    story.casualty("c2", "14", "pupils", "civilian", value=14, part_of="c1")
    story.casualty("c3", "9", "girls", "civilian", value=9, part_of="c1")
    assert joined(told(story, "Gazette", MONDAY)).equations == ()


def test_a_denial_stays_visible_and_counts_nothing() -> None:
    medics = told(toll("12 people died, said the Taru hospital.", "12", 12, by=MEDICS), "Gazette", MONDAY)
    story = Story().sentence("The Qand army denied that 12 people died.", by="The Qand army", kind="military")
    story.casualty("c1", "12", "people", value=12, polarity="denied")
    found = joined(medics, told(story, "Herald", TUESDAY))
    assert any("denied" in sentence for sentence in contradictions(found))
    assert [one.polarity for one in found.statements] == ["asserted", "denied"]
    assert values(found) == [12, 12, 12]


def test_only_a_denial_gives_no_estimate() -> None:
    story = Story().sentence("The army denied that 12 people died.", by="The army", kind="military")
    story.casualty("c1", "12", "people", value=12, polarity="denied")
    found = joined(told(story, "Gazette", MONDAY))
    assert found.incident.estimates == ()
    assert found.grades == ()


def test_who_is_blamed_and_denies_stands_side_by_side() -> None:
    blamed = Story().sentence("The police blamed the Red Banner for the blast.", by="The police", kind="police")
    blamed.deed("r1", "Red Banner", "blamed", kind="armed_group")
    denied = Story().sentence("The Red Banner denied it.", by="Red Banner", kind="armed_group")
    denied.deed("r1", "Red Banner", "denied", kind="armed_group")
    found = joined(told(blamed, "Gazette", MONDAY), told(denied, "Herald", TUESDAY))
    assert contradictions(found) == ["The police blamed Red Banner; Red Banner denied it."]
    assert [(one.stance, one.origins) for one in found.laid] == [("blamed", 1), ("denied", 1)]


def test_an_earlier_breakdown_stays_when_the_total_rises() -> None:
    first = Story().sentence("The blast killed 12 people, including three children.")
    first.casualty("c1", "12", "people", value=12)
    first.casualty("c2", "three", "children", "civilian", value=3, attributes=("child",), part_of="c1")
    later = told(toll("The blast killed 15 people.", "15", 15), "Gazette", TUESDAY)
    found = joined(told(first, "Gazette", MONDAY), later)
    assert values(found) == [15, 15, 15]
    assert values(found, "civilian") == [3, 3, 3]


@pytest.mark.parametrize("words", ["dozens", "several"])
def test_missing_is_never_zero(words: str) -> None:
    found = joined(told(toll(f"The blast killed {words} of people.", words, None, bound="vague"), "Gazette", MONDAY))
    for profile in ("tollbook", "ucdp", "airwars", "ibc"):
        assert values(found, profile=profile) == [None, None, None]


def test_an_aggregate_s_later_total_is_its_revision() -> None:
    totals = []
    for outlet, day, value in (("Gazette", MONDAY, 90_000), ("Gazette", TUESDAY, 91_000)):
        story = Story().sentence(f"The war has killed {value} people.")
        story.casualty("c1", str(value), "people", value=value, scope="aggregate")
        totals.append(told(story, outlet, day, kind="aggregate"))
    found = joined(*totals)
    assert found.incident.kind == "aggregate"
    assert values(found) == [91_000, 91_000, 91_000]


def test_an_umbrella_and_its_components_are_never_added() -> None:
    umbrella = joined(told(toll("The attacks killed 20 people.", "20", 20), "Gazette", TUESDAY))
    first = joined(told(toll("The blast in Taru killed 9 people.", "9", 9), "Herald", MONDAY))
    second = joined(told(toll("The blast in Melin killed 8 people.", "8", 8), "Post", MONDAY))
    (row,) = [
        one
        for one in umbrella_sums(umbrella, [first, second])
        if (one.profile, one.victim_class) == ("tollbook", "all")
    ]
    assert (row.own_best, row.sum_best, row.unplaced) == (20, 17, 3)
    assert (row.total_low, row.total_best, row.total_high) == (20, 20, 20)
    assert "9 + 8 = 17" in row.sentences[0]
    assert "3 lie in no attack that is known" in row.sentences[0]


def test_components_that_make_more_than_their_umbrella_widen_it() -> None:
    umbrella = joined(told(toll("The attacks killed 15 people.", "15", 15), "Gazette", TUESDAY))
    first = joined(told(toll("The blast in Taru killed 9 people.", "9", 9), "Herald", MONDAY))
    second = joined(told(toll("The blast in Melin killed 8 people.", "8", 8), "Post", MONDAY))
    row = next(one for one in umbrella_sums(umbrella, [first, second]) if one.victim_class == "all")
    assert row.unplaced == -2
    assert (row.total_best, row.total_high) == (15, 17)


def test_an_umbrella_without_a_total_has_the_sum_of_what_is_known() -> None:
    umbrella = joined(told(Story().sentence("Attacks shook Ostra.").attack("a1", "Attacks"), "Gazette", TUESDAY))
    first = joined(told(toll("The blast in Taru killed 9 people.", "9", 9), "Herald", MONDAY))
    row = next(one for one in umbrella_sums(umbrella, [first]) if one.victim_class == "all")
    assert (row.own_best, row.unplaced, row.total_best) == (None, None, 9)


@pytest.mark.parametrize(("words", "value"), [("tens", 10), ("dozens", 12), ("hundreds", 100), ("several", 3)])
def test_acled_alone_gives_number_words_a_value_and_says_so(words: str, value: int) -> None:
    found = joined(told(toll(f"The blast killed {words} of people.", words, None, bound="vague"), "Gazette", MONDAY))
    one = estimate(found, profile="acled")
    assert (one.low, one.best, one.high) == (None, value, None)
    assert "the profile acled counts" in sentences(one)


def test_ibc_counts_no_fighters_and_airwars_discounts_them() -> None:
    soldiers = toll("The ambush killed 5 soldiers.", "5", 5, victims="soldiers", victim_class="security_forces")
    found = joined(told(soldiers, "Gazette", MONDAY))
    assert not [one for one in found.incident.estimates if one.profile == "ibc"]
    assert {grade.profile: grade.grade for grade in found.grades} == {"airwars": "discounted", "ibc": "below_threshold"}


def test_a_claim_of_responsibility_confirms_and_two_contest() -> None:
    blast = told(toll("The blast killed 5 people.", "5", 5), "Gazette", MONDAY)
    claims = []
    for outlet, actor in (("Herald", "Red Banner"), ("Post", "Blue Banner")):
        story = Story().sentence(f"The {actor} said it had done it.", by=actor, kind="armed_group")
        claims.append(told(story.deed("r1", actor, "claimed", kind="armed_group"), outlet, TUESDAY))
    airwars = {one.grade for one in joined(blast, claims[0]).grades if one.profile == "airwars"}
    assert airwars == {"confirmed"}
    assert {one.grade for one in joined(blast, *claims).grades if one.profile == "airwars"} == {"contested"}
