"""Low, best and high, and the sentences that account for them: shapes of report, and the rules one by one."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import resources

import pytest

from tests.incidents.stories import Story, days, estimate, place, values
from tollbook.errors import ResourceError
from tollbook.incidents import reconcile
from tollbook.incidents.profiles import load_profile, profile_of
from tollbook.model import Attribute, Bound, Step

TARU = place("Taru", 10.0, 20.0)
OSTRA = place("Ostra", 10.5, 20.5, "province")
QAND = place("Qand", 12.0, 21.0, "country")
TUESDAY = days("2031-03-04")


def told(steps: Iterable[Step]) -> str:
    return " ".join(step.sentence for step in steps)


def offensive() -> Story:
    """A total in the lead, its parts from an official, a part of a part from an army, a claim, a blame, a denial."""
    story = Story(days("2031-05-02", "2031-05-03"), OSTRA)
    story.sentence("More than 20 villagers are among nearly 120 dead after a weekend of raids in Ostra.")
    story.casualty("c1", "nearly 120", "dead", value=120, bound="fewer_than")
    story.casualty("c2", "More than 20", "villagers", "civilian", value=20, bound="more_than", part_of="c1")
    story.attack("a1", "raids", "raid")
    story.sentence(
        "Governor Ila Ment said 22 villagers, 9 troopers and 85 rebels were killed on Friday and Saturday.",
        by="Ila Ment", kind="government", side="state:QQ",
    )  # fmt: skip
    story.casualty("c3", "22", "villagers", "civilian", value=22)
    story.casualty("c4", "9", "troopers", "security_forces", value=9)
    story.casualty("c5", "85", "rebels", "militant", value=85)
    story.when = days("2031-05-03")
    story.sentence("About 60 rebels died on Saturday alone, the Qand army said.", by="the Qand army", kind="military")
    story.casualty("c6", "About 60", "rebels", "militant", value=60, bound="about")
    story.when = days("2031-05-02", "2031-05-03")
    story.sentence("The Red Banner said its fighters had carried out the raids.", by="The Red Banner")
    story.deed("r1", "The Red Banner", "claimed")
    story.sentence("The Qand army called the raids Velian-backed.", by="the Qand army").deed(
        "r2", "Velian", "blamed", "sponsor"
    )
    story.sentence("Velia denied that it had any part.", by="Velia").deed("r3", "Velia", "denied", "sponsor")
    return story


def test_parts_that_explain_a_hedged_total_are_the_best_and_are_never_added_to_it() -> None:
    incident = offensive().only("tollbook", "ucdp")
    for profile in ("tollbook", "ucdp"):
        assert values(incident, profile=profile) == {
            "civilian": [22, 22, 22],
            "security_forces": [9, 9, 9],
            "militant": [85, 85, 85],
            "all": [116, 116, 119],
        }
    assert '22 + 9 + 85 = 116, which explains "nearly 120 dead" (c1, the report itself)' in told(incident.arithmetic)
    assert '"About 60 rebels" (c6, the Qand army) is part of "85 rebels" (c5, Ila Ment)' in told(incident.arithmetic)
    assert '"More than 20 villagers" (c2, the report itself) is among them' in told(incident.arithmetic)


def test_a_blame_and_its_denial_stand_side_by_side() -> None:
    (found,) = offensive().only().disagreements
    assert found.sentence == "The Qand army (r2) blamed Velia as sponsor; Velia (r3) denied it."
    assert found.claims == ("r2", "r3")


def test_an_incident_has_its_days_places_attacks_and_a_stable_id() -> None:
    incident = offensive().only()
    assert incident.when == days("2031-05-02", "2031-05-03")
    assert [where.name for where in incident.places] == ["Ostra"]
    assert incident.attack_types == ("raid",)
    assert incident.id == offensive().only().id
    assert len(incident.id) == 12


def test_a_revised_toll_is_best_and_no_contradiction() -> None:
    story = Story(TUESDAY, TARU)
    story.sentence("The death toll rose to 60 from 58 overnight, the ministry said.", by="the ministry", kind="health")
    story.casualty("c1", "60", value=60).casualty("c2", "58", value=58)
    story.sentence("The ministry had initially put the number of dead at 40.", by="the ministry", kind="health")
    story.casualty("c3", "40", value=40)
    incident = story.only()
    assert values(incident)["all"] == [60, 60, 60]
    assert incident.disagreements == ()
    assert "are earlier figures by the report's own words" in told(estimate(incident, "all").steps)


def test_speakers_who_contradict_each_other_stand_side_by_side_and_span_the_range() -> None:
    story = Story(TUESDAY, TARU)
    story.sentence("The clinic counted 31 dead, medics said.", by="medics", kind="health")
    story.casualty("c1", "31", "dead", value=31)
    story.sentence("A monitor put it at 27 people.", by="A monitor", kind="monitor")
    story.casualty("c2", "27", "people", value=27)
    incident = story.only("tollbook", "ucdp")
    assert values(incident)["all"] == [27, 31, 31]
    assert values(incident, profile="ucdp")["all"] == [27, 27, 31]
    assert [found.sentence for found in incident.disagreements] == [
        'People killed: "31 dead" (c1, medics) against "27 people" (c2, A monitor).'
    ]


def test_a_party_counting_its_enemy_gives_way_to_a_neutral_figure() -> None:
    story = Story(TUESDAY, TARU)
    story.sentence("The army said it had killed 90 rebels.", by="The army", kind="military", side="state:QQ")
    story.casualty("c1", "90", "rebels", "militant", value=90)
    story.sentence("A monitor counted 40 rebels.", by="A monitor", kind="monitor")
    story.casualty("c2", "40", "rebels", "militant", value=40)
    incident = story.only("tollbook", "ucdp")
    assert values(incident)["militant"] == [40, 40, 40]
    assert values(incident, profile="ucdp")["militant"] == [40, 40, 90]
    assert 'Left out of high: "90 rebels" (c1, The army)' in told(estimate(incident, "militant").steps)
    assert len(incident.disagreements) == 1


def test_a_party_counting_its_enemy_is_taken_where_nobody_else_counts_and_that_is_said() -> None:
    story = Story(TUESDAY, TARU)
    story.sentence("The army said it had killed 90 rebels.", by="The army", kind="military")
    story.casualty("c1", "90", "rebels", "militant", value=90)
    found = estimate(story.only(), "militant")
    assert (found.low, found.best, found.high) == (90, 90, 90)
    assert "a party's word on its enemy's losses" in told(found.steps)


def test_whoever_is_said_to_have_harmed_civilians_is_a_party_when_counting_them() -> None:
    story = Story(TUESDAY, TARU)
    story.sentence("The air force said two villagers died.", by="The air force", kind="military", side="state:QQ")
    story.casualty("c1", "two", "villagers", "civilian", value=2)
    story.sentence(
        "Residents said 15 villagers died in the strike by the Qand air force.", by="Residents", kind="witness"
    )
    story.casualty("c2", "15", "villagers", "civilian", value=15)
    story.deed("r1", "Qand air force", "blamed", kind="military", side="state:QQ")
    assert values(story.only())["civilian"] == [15, 15, 15]


def test_the_injured_are_estimated_apart_from_the_dead_and_ucdp_counts_the_dead_alone() -> None:
    story = Story(TUESDAY, TARU)
    story.sentence("The blast killed four soldiers and wounded 11 others, three of them children.")
    story.casualty("c1", "four", "soldiers", "security_forces", value=4)
    story.casualty("c2", "11", "others", value=11, effect="injured")
    story.casualty(
        "c3", "three", "children", "civilian", value=3, effect="injured", attributes=("child",), part_of="c2"
    )
    incident = story.only("tollbook", "ucdp")
    assert values(incident) == {"security_forces": [4, 4, 4], "all": [4, 4, 4]}
    assert values(incident, "injured") == {"civilian": [3, 3, 3], "unknown": [8, 8, 8], "all": [11, 11, 11]}
    assert {each.effect for each in incident.estimates if each.profile == "ucdp"} == {"killed"}


def test_an_aggregate_is_estimated_by_itself_and_enters_no_incident() -> None:
    story = Story(TUESDAY, TARU)
    story.sentence("A bomb killed six people.").casualty("c1", "six", "people", value=6)
    story.when, story.where = days("2026-01-01", "2031-03-04"), QAND
    story.sentence("The war has killed more than 90,000 people.")
    story.casualty("c2", "more than 90,000", "people", value=90000, bound="more_than", scope="aggregate")
    incident, total = story.incidents()
    assert values(incident)["all"] == [6, 6, 6]
    assert total.kind == "aggregate"
    assert values(total)["all"] == [90000, 90000, None]


def test_parts_that_do_not_add_up_to_the_total_are_shown_beside_it() -> None:
    story = Story(TUESDAY, TARU)
    story.sentence("The mayor said 10 officers and 12 marchers were killed.", by="The mayor")
    story.casualty("c1", "10", "officers", "security_forces", value=10)
    story.casualty("c2", "12", "marchers", "civilian", value=12)
    story.sentence("The clinic counted 18 bodies, medics said.", by="medics", kind="health")
    story.casualty("c3", "18", "bodies", value=18)
    incident = story.only()
    assert values(incident)["all"] == [18, 18, 22]
    assert [found.claims for found in incident.disagreements] == [("c1", "c2", "c3")]
    assert "10 + 12 = 22, which does not agree with" in told(incident.arithmetic)


def test_a_total_includes_the_classes_named_beside_it_and_ucdp_enters_the_rest_as_unknown() -> None:
    story = Story(TUESDAY, TARU)
    story.sentence("Twenty people died in the raid.").casualty("c1", "Twenty", "people", value=20)
    story.sentence("Three guards were killed at the gate in the raid.")
    story.casualty("c2", "Three", "guards", "security_forces", value=3)
    incident = story.only("tollbook", "ucdp")
    assert values(incident) == {"security_forces": [3, 3, 3], "all": [20, 20, 20]}
    assert values(incident, profile="ucdp") == {
        "security_forces": [3, 3, 3], "unknown": [17, 17, 17], "all": [20, 20, 20],
    }  # fmt: skip


def test_a_bare_number_that_repeats_a_class_is_no_total() -> None:
    story = Story(TUESDAY, TARU)
    story.sentence("Thirty killed in raid on Taru").casualty("c1", "Thirty", value=30)
    story.sentence("The raid killed 30 villagers and a pilot.").casualty("c2", "30", "villagers", "civilian", value=30)
    story.casualty("c3", "a pilot", "a pilot", "security_forces", value=1)
    incident = story.only()
    assert values(incident) == {"civilian": [30, 30, 30], "security_forces": [1, 1, 1], "all": [31, 31, 31]}
    assert incident.disagreements == ()


def test_somebody_singled_out_is_no_total_beside_a_class() -> None:
    story = Story(TUESDAY, TARU)
    story.sentence("The raid killed 12 villagers.").casualty("c1", "12", "villagers", "civilian", value=12)
    story.sentence("The raid had killed a man, a woman said.", by="a woman", kind="witness")
    story.casualty("c2", "a man", "a man", value=1, attributes=("man",))
    assert values(story.only())["all"] == [12, 12, 12]


def test_others_named_after_a_class_are_added_to_it() -> None:
    story = Story(TUESDAY, TARU)
    story.sentence("The bomb killed a guard and two others.")
    story.casualty("c1", "a guard", "a guard", "security_forces", value=1)
    story.casualty("c2", "two", "others", value=2)
    assert values(story.only()) == {"security_forces": [1, 1, 1], "unknown": [2, 2, 2], "all": [3, 3, 3]}


def test_people_whom_a_sentence_lists_side_by_side_are_added_and_a_total_among_them_is_not() -> None:
    story = Story(TUESDAY, TARU)
    story.sentence("Shells killed a grandmother, four schoolboys and a baker.")
    story.casualty("c1", "a grandmother", "a grandmother", "civilian", value=1, attributes=("woman",))
    story.casualty("c2", "four", "schoolboys", "civilian", value=4, attributes=("child",))
    story.casualty("c3", "a baker", "a baker", "civilian", value=1)
    assert values(story.only())["civilian"] == [6, 6, 6]
    story.sentence("Six villagers died by the shells, medics said.", by="medics", kind="health")
    story.casualty("c4", "Six", "villagers", "civilian", value=6)
    assert values(story.only())["all"] == [6, 6, 6]


@pytest.mark.parametrize(
    ("sentence", "first", "second"),
    [
        ("A guard was taken to Taru, where he died.", "A guard", "he"),
        ("The guard, Ila Ment, was killed.", "The guard", "Ila Ment"),
    ],
)
def test_a_person_who_is_named_again_is_counted_once(sentence: str, first: str, second: str) -> None:
    story = Story(TUESDAY, TARU).sentence(sentence)
    story.casualty("c1", first, first, "security_forces", value=1)
    story.casualty("c2", second, second, "security_forces", value=1)
    assert values(story.only())["all"] == [1, 1, 1]


@pytest.mark.parametrize(("words", "attributes"), [("children", ("child",)), ("nurses", ("health_worker",))])
def test_a_narrower_group_is_not_added_to_its_class(words: str, attributes: tuple[Attribute, ...]) -> None:
    story = Story(TUESDAY, TARU)
    story.sentence("The raid killed 14 villagers.").casualty("c1", "14", "villagers", "civilian", value=14)
    story.sentence(f"Five {words} were killed in the raid.")
    story.casualty("c2", "Five", words, "civilian", value=5, attributes=attributes)
    assert values(story.only())["all"] == [14, 14, 14]


@pytest.mark.parametrize(
    ("words", "value", "value_high", "bound", "expected"),
    [
        ("50", 50, None, "exact", [50, 50, 50]),
        ("at least 50", 50, None, "at_least", [50, 50, None]),
        ("more than 50", 50, None, "more_than", [50, 50, None]),
        ("up to 50", 50, None, "at_most", [None, None, 50]),
        ("nearly 50", 50, None, "fewer_than", [None, 49, 49]),
        ("about 50", 50, None, "about", [None, 50, None]),
        ("50 to 60", 50, 60, "range", [50, 50, 60]),
        ("dozens", None, None, "vague", [None, None, None]),
        ("no", 0, None, "exact", [0, 0, 0]),
    ],
)
def test_each_bound_supports_what_its_words_say_and_no_more(
    words: str, value: int | None, value_high: int | None, bound: Bound, expected: list[int | None]
) -> None:
    story = Story(TUESDAY, TARU).sentence(f"The fire left {words} people dead.")
    story.casualty("c1", words, "people", value=value, value_high=value_high, bound=bound)
    assert values(story.only())["all"] == expected


def test_a_vague_class_leaves_the_sum_open_upwards_and_says_so() -> None:
    story = Story(TUESDAY, TARU)
    story.sentence("The battle killed five troopers and dozens of rebels.")
    story.casualty("c1", "five", "troopers", "security_forces", value=5)
    story.casualty("c2", "dozens", "rebels", "militant", value=None, bound="vague")
    incident = story.only()
    assert values(incident) == {
        "security_forces": [5, 5, 5], "militant": [None, None, None], "all": [5, 5, None],
    }  # fmt: skip
    assert "No number is guessed for militants" in told(estimate(incident, "all").steps)
    assert '"dozens of rebels" (c2, the report itself): no number is guessed.' in told(
        estimate(incident, "militant").steps
    )


def test_a_higher_floor_of_an_equally_trusted_origin_raises_best() -> None:
    story = Story(TUESDAY, TARU)
    story.sentence("At least 10 people died.").casualty("c1", "At least 10", "people", value=10, bound="at_least")
    story.sentence("A monitor counted at least 16 people killed.", by="A monitor", kind="monitor")
    story.casualty("c2", "at least 16", "people", value=16, bound="at_least")
    incident = story.only()
    assert values(incident)["all"] == [16, 16, None]
    assert incident.disagreements == ()


def test_an_army_that_says_nobody_was_hurt_is_a_party_and_its_zero_stands_against_other_figures() -> None:
    story = Story(TUESDAY, TARU)
    story.sentence("The strike killed no villagers, the army said.", by="the army", kind="military", side="state:QQ")
    story.casualty("c1", "no", "villagers", "civilian", value=0)
    assert values(story.only())["civilian"] == [0, 0, 0]
    story.sentence("A monitor said the strike killed eight villagers.", by="A monitor", kind="monitor")
    story.casualty("c2", "eight", "villagers", "civilian", value=8)
    assert values(story.only())["civilian"] == [8, 8, 8]
    assert [found.claims for found in story.only().disagreements] == [("c1", "c2")]


def test_a_zero_of_an_origin_trusted_alike_is_the_low() -> None:
    story = Story(TUESDAY, TARU)
    story.sentence("Medics counted three dead.", by="Medics", kind="health").casualty("c1", "three", value=3)
    story.sentence("A monitor said nobody died.", by="A monitor", kind="monitor").casualty("c2", "nobody", value=0)
    assert values(story.only())["all"] == [0, 3, 3]


def test_a_total_below_what_another_says_of_one_class_stands_against_it() -> None:
    story = Story(TUESDAY, TARU)
    story.sentence("Police said one person died.", by="Police", kind="police").casualty("c1", "one", "person", value=1)
    story.sentence("The union said four marchers died.", by="The union")
    story.casualty("c2", "four", "marchers", "civilian", value=4)
    (found,) = story.only().disagreements
    assert found.sentence == 'People killed: "one person" (c1, Police) against "four marchers" (c2, The union).'


def test_a_denied_figure_enters_no_estimate_and_stands_against_the_figure() -> None:
    story = Story(TUESDAY, TARU)
    story.sentence("Residents said nine villagers had been killed.", by="Residents", kind="witness")
    story.casualty("c1", "nine", "villagers", "civilian", value=9)
    story.sentence("The army denied that nine villagers had been killed.", by="The army", kind="military")
    story.casualty("c2", "nine", "villagers", "civilian", value=9, polarity="denied")
    incident = story.only()
    assert estimate(incident, "civilian").claims == ("c1",)
    assert [found.claims for found in incident.disagreements] == [("c2", "c1")]


def test_threats_and_accidents_belong_to_incidents_and_enter_no_estimate() -> None:
    story = Story(TUESDAY, TARU)
    story.sentence("A bus fell off a bridge, killing 30.").casualty("c1", "30", value=30, cause="other")
    story.sentence("The group threatened to kill 30 more.").casualty("c2", "30", value=30, polarity="hypothetical")
    incidents = story.incidents()
    assert sorted(name for incident in incidents for name in incident.claims) == ["c1", "c2"]
    assert all(incident.estimates == () for incident in incidents)


def test_a_profile_that_does_not_exist_is_refused_by_name() -> None:
    with pytest.raises(ResourceError, match="no profile 'acme'; the profiles are acled, airwars, ibc, tollbook, ucdp"):
        load_profile("acme")


def test_a_damaged_profile_is_refused_with_the_fault() -> None:
    with pytest.raises(ResourceError, match="'odd' is damaged"):
        profile_of("name = ", "odd")
    with pytest.raises(ResourceError, match="missing required field"):
        profile_of('name = "odd"', "odd")
    shipped = resources.files("tollbook.incidents.profiles").joinpath("tollbook.toml").read_text(encoding="utf-8")
    with pytest.raises(ResourceError, match="no rule for vague, witness"):
        profile_of(shipped.replace("vague = {}", "").replace('"witness", ', ""), "odd")


@pytest.mark.parametrize("name", ["tollbook", "ucdp"])
def test_a_shipped_profile_rules_on_every_bound_and_every_standing(name: str) -> None:
    profile = load_profile(name)
    assert profile.name == name
    assert set(profile.bounds) == {
        "exact", "at_least", "more_than", "at_most", "fewer_than", "about", "range", "vague",
    }  # fmt: skip
    assert sorted(standing for alike in profile.trust for standing in alike) == [
        "interested", "neutral", "official", "own_side", "report", "unregistered", "witness",
    ]  # fmt: skip


def test_every_estimate_names_its_profile_and_version_and_says_how_it_came_about() -> None:
    for each in offensive().only("tollbook", "ucdp").estimates:
        assert each.profile in ("tollbook", "ucdp")
        assert each.profile_version == "1"
        assert each.steps
        assert each.claims


def test_estimates_can_be_left_out() -> None:
    story = offensive()
    _, (incident,) = reconcile(story.report(), story.claims, ())
    assert incident.estimates == ()
    assert incident.arithmetic
