"""Which claims of one report are brought together."""

from __future__ import annotations

import msgspec
import pytest

from tests.incidents.stories import Story, days, place
from tollbook.incidents import reconcile
from tollbook.incidents.link import WEIGHTS, group, log_odds, signs
from tollbook.incidents.mention import apart, mentions_of
from tollbook.model import Casualty

TARU = place("Taru", 10.0, 20.0)
OSTRA_VALLEY = place("Ostra Valley", 10.5, 20.5, "province")
MELIN = place("Melin", 14.0, 25.0)


def keys(story: Story) -> dict[str, str | None]:
    return {name: claim.incident for name, claim in story.keyed().items()}


def market() -> Story:
    story = Story(days("2031-03-04"), TARU)
    story.sentence("Blast kills 12 in Taru").casualty("c1", "12", value=12).attack("a1", "Blast", "bombing")
    story.sentence("At least 12 people died when a bomb went off in the market of Taru on Tuesday.")
    story.casualty("c2", "At least 12", "people", value=12, bound="at_least")
    return story


def test_a_headline_and_its_lead_tell_of_one_incident_named_after_place_and_day() -> None:
    assert keys(market()) == {"c1": "taru-2031-03-04", "a1": "taru-2031-03-04", "c2": "taru-2031-03-04"}


def test_a_past_event_that_is_recalled_has_a_key_of_its_own() -> None:
    story = market()
    story.when, story.where = days("2030-11-01", "2030-11-30", "month"), MELIN
    story.sentence("Last November, gunmen shot dead seven farmers in another attack, near Melin.")
    story.casualty("c3", "seven", "farmers", "civilian", value=7)
    assert keys(story)["c3"] == "melin-2030-11"
    assert keys(story)["c1"] == keys(story)["c2"] == "taru-2031-03-04"


def test_a_second_occurrence_of_the_same_place_and_day_gets_a_numbered_key() -> None:
    story = Story()
    story.sentence("A bomb killed three soldiers.").casualty("c1", "three", "soldiers", "security_forces", value=3)
    story.when = days("2031-01-01")
    story.where = TARU
    story.sentence("In another attack, kidnappers took nine nuns.")
    story.casualty("c2", "nine", "nuns", "civilian", value=9, effect="abducted")
    first = [msgspec.structs.replace(story.claims[0], incident="taru-2031-01-01"), story.claims[1]]
    kept, _ = reconcile(story.report(), first, ())
    assert [claim.incident for claim in kept] == ["taru-2031-01-01", "taru-2031-01-01-2"]


def test_one_place_inside_the_other_does_not_part_two_mentions_of_a_figure() -> None:
    story = Story(days("2031-03-04"), OSTRA_VALLEY)
    story.sentence("Raid leaves 41 dead in Ostra Valley").casualty("c1", "41", value=41)
    story.where = TARU
    story.sentence("The raid on Taru on Tuesday killed 41 people, a monitor said.", by="a monitor", kind="monitor")
    story.casualty("c2", "41", "people", value=41)
    assert len(story.incidents()) == 1


def test_totals_never_join_the_incident_that_they_follow() -> None:
    story = market()
    story.when, story.where = days("2025-01-01", "2031-03-04"), place("Qand", 12.0, 21.0, "country")
    story.sentence("More than 12 people have died in such blasts since 2025.")
    story.casualty("t1", "More than 12", "people", value=12, bound="more_than", scope="aggregate")
    story.sentence("More than 12 people have died since 2025, officials say.")
    story.casualty("t2", "More than 12", "people", value=12, bound="more_than", scope="aggregate")
    first, total = story.incidents()
    assert (first.kind, first.claims) == ("incident", ("a1", "c1", "c2"))
    assert (total.kind, total.claims) == ("aggregate", ("t1", "t2"))
    assert total.key == "total-qand-2025-01-01-2031-03-04"


def test_responsibility_goes_with_the_attack_of_its_sentence() -> None:
    story = market()
    story.sentence("The Red Banner claimed the bombing.", by="The Red Banner").deed("r1", "The Red Banner", "claimed")
    story.when, story.where = days("2031-03-01"), MELIN
    story.sentence("On Saturday, jets of the coalition struck Melin, killing four guards.")
    story.casualty("c3", "four", "guards", "security_forces", value=4).deed("r2", "the coalition", "reported")
    found = keys(story)
    assert found["r1"] == found["c1"]
    assert found["r2"] == found["c3"] != found["c1"]


def test_claims_that_carry_a_key_keep_it_and_draw_others_to_them() -> None:
    story = market()
    claims = [msgspec.structs.replace(claim, incident="mine") if claim.id == "c2" else claim for claim in story.claims]
    kept, incidents = reconcile(story.report(), claims, ("tollbook",))
    assert {claim.incident for claim in kept} == {"mine"}
    assert [incident.key for incident in incidents] == ["mine"]


def test_keys_that_a_person_set_apart_stay_apart() -> None:
    story = market()
    claims = [msgspec.structs.replace(claim, incident=claim.id) for claim in story.claims]
    kept, incidents = reconcile(story.report(), claims, ())
    assert [claim.incident for claim in kept] == ["c1", "a1", "c2"]
    assert len(incidents) == 3


def test_recomputing_from_stored_claims_changes_nothing() -> None:
    story = market()
    kept, incidents = reconcile(story.report(), story.claims, ("tollbook", "ucdp"))
    assert reconcile(story.report(), kept, ("tollbook", "ucdp")) == (kept, incidents)


def test_the_order_of_the_claims_given_changes_nothing_but_their_order() -> None:
    story = market()
    kept, incidents = reconcile(story.report(), story.claims, ("tollbook",))
    turned, again = reconcile(story.report(), story.claims[::-1], ("tollbook",))
    assert again == incidents
    assert turned == kept[::-1]


def test_no_claims_give_no_incidents() -> None:
    story = Story().sentence("Nothing happened.")
    assert reconcile(story.report(), (), ("tollbook",)) == ((), ())


def test_places_and_days_that_nobody_tells_are_named_so() -> None:
    story = Story().sentence("Two people died.").casualty("c1", "Two", "people", value=2)
    assert keys(story) == {"c1": "unplaced-undated"}


def test_every_sign_has_a_weight() -> None:
    story = market()
    story.when, story.where = days("2031-03-05"), None
    story.sentence("Later, fighting in the hills left dozens dead, police said.", by="police")
    story.casualty("c3", "dozens", value=None, bound="vague").deed("r1", None, "unclaimed")
    mentions = mentions_of(story.claims)
    for b in mentions:
        for a in mentions[: b.order]:
            assert set(signs(a, b)) <= set(WEIGHTS)


def test_the_odds_do_not_depend_on_which_mention_is_named_first() -> None:
    first, second, third = mentions_of(market().claims)
    assert log_odds(first, third) == log_odds(third, first)
    assert log_odds(first, second) == log_odds(second, first)


def test_a_distance_needs_both_coordinates() -> None:
    story = Story(where=TARU).sentence("Two died.").casualty("c1", "Two", value=2)
    story.where = msgspec.structs.replace(MELIN, lat=None, lon=None)
    story.sentence("Six died.").casualty("c2", "Six", value=6)
    taru, melin = (mention.spot for mention in mentions_of(story.claims))
    assert taru is not None
    assert melin is not None
    assert apart(taru, melin) is None
    assert apart(taru, taru._replace(lat=11.0)) == pytest.approx(111.2, abs=0.5)


def test_groups_are_told_in_text_order() -> None:
    groups = group(mentions_of(market().claims))
    firsts = [members[0].order for members in groups]
    assert firsts == sorted(firsts)


def test_figures_for_some_of_the_days_become_part_of_the_whole() -> None:
    story = Story(days("2031-05-02", "2031-05-03"), OSTRA_VALLEY)
    story.sentence("The governor put the dead at 88 rebels over Friday and Saturday.", by="The governor")
    story.casualty("c1", "88", "rebels", "militant", value=88)
    story.when = days("2031-05-03")
    story.sentence("Nearly 60 rebels were killed on Saturday alone, the army said.", by="the army")
    story.casualty("c2", "Nearly 60", "rebels", "militant", value=60, bound="fewer_than")
    part = story.keyed()["c2"]
    assert isinstance(part, Casualty)
    assert part.part_of == "c1"


def test_the_word_alone_makes_a_figure_part_of_a_larger_one_whose_days_nobody_tells() -> None:
    story = Story(where=OSTRA_VALLEY)
    story.sentence("The fighting killed 88 rebels, the governor said.", by="the governor")
    story.casualty("c1", "88", "rebels", "militant", value=88)
    story.sentence("Some 60 rebels were killed on that day alone, the army said.", by="the army")
    story.casualty("c2", "Some 60", "rebels", "militant", value=60, bound="about")
    part = story.keyed()["c2"]
    assert isinstance(part, Casualty)
    assert part.part_of == "c1"
