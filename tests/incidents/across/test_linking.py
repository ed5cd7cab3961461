"""Two accounts of one incident are likely the same; two of two are not."""

from __future__ import annotations

import itertools

import msgspec
import pytest

from tests.incidents.across.accounts import sketches, the_sketch
from tests.incidents.stories import Story, days, place
from tollbook.incidents.across import ENOUGH, LINKED, Sketch, asked_keys, filed_keys, probability
from tollbook.incidents.across.link import log_odds, signs
from tollbook.incidents.across.words import hashed, rareness
from tollbook.model import When, Where

ORVA = place("Orva", 31.0, 66.0)
TELM = place("Telm", 31.9, 67.2)


def market(
    toll: int, when: When | None = None, where: Where = ORVA, words: str = "a bomb hidden in a cart of melons"
) -> Story:
    """A report of an explosion at a market of the made-up town Orva."""
    name = where.text
    return (
        Story(when=when or days("2026-03-05"), where=where)
        .sentence(f"At least {toll} shoppers were killed when {words} exploded at the market of {name} on Thursday.")
        .casualty("c1", f"At least {toll}", "shoppers", "civilian", value=toll, bound="at_least")
        .attack("a1", "exploded", "bombing")
        .sentence(f"The governor, Idris Kalvani, said that the wounded were taken to the hospital of {name}.")
    )


def ambush(toll: int, when: When | None = None, where: Where = ORVA) -> Story:
    """A report of an ambush on soldiers near the same town."""
    return (
        Story(when=when or days("2026-03-06"), where=where)
        .sentence(f"Gunmen shot dead {toll} soldiers in an ambush on a convoy near {where.text} on Friday.")
        .casualty("c1", f"{toll}", "soldiers", "security_forces", value=toll)
        .attack("a1", "ambush", "armed_assault")
        .sentence("The army sent two helicopters after them, a spokesman said.")
    )


def told_alike(one: Sketch, other: Sketch) -> bool:
    """Whether two accounts are compared at all, asked either way."""
    shared = len(set(filed_keys(one)) & set(asked_keys(other)))
    assert (shared >= ENOUGH) == (len(set(filed_keys(other)) & set(asked_keys(one))) >= ENOUGH)
    return shared >= ENOUGH


def test_the_year_of_the_news_is_no_rare_word() -> None:
    """Every report of a year names it, also of years after those in which the table of rareness was counted."""
    assert all(rareness(hashed(str(year))) < 5 for year in range(2010, 2101))


def test_two_outlets_on_one_bombing_are_linked() -> None:
    """The next day's report with a higher toll tells of the same bombing."""
    one, other = the_sketch(market(12), "2026-03-05"), the_sketch(market(14), "2026-03-06")
    assert told_alike(one, other)
    assert probability(one, other) >= LINKED


def test_an_ambush_on_the_next_day_in_the_same_town_is_another_incident() -> None:
    """Another day, other victims, other weapons: the place alone does not make two attacks one."""
    one, other = the_sketch(market(12), "2026-03-05"), the_sketch(ambush(4), "2026-03-06")
    assert probability(one, other) < LINKED


def test_a_bombing_on_the_same_day_in_another_town_is_another_incident() -> None:
    """The same day and the same kind of attack, but elsewhere and with another toll."""
    one = the_sketch(market(12), "2026-03-05")
    elsewhere = (
        Story(when=days("2026-03-05"), where=TELM)
        .sentence("A bomb exploded beside a minibus outside Telm on Thursday, killing 3 farm workers, police said.")
        .casualty("c1", "3", "farm workers", "civilian", value=3)
        .attack("a1", "exploded", "bombing")
    )
    assert probability(one, the_sketch(elsewhere, "2026-03-05")) < LINKED


def test_a_like_bombing_in_another_year_is_another_incident() -> None:
    """The anniversary of an attack is no second report of it unless it says so."""
    one = the_sketch(market(12), "2026-03-05")
    other = the_sketch(market(31, when=days("2024-03-07")), "2024-03-08")
    assert not told_alike(one, other) or probability(one, other) < LINKED


def test_a_late_attack_in_the_same_town_is_another_incident() -> None:
    """Four days later, told on its own day: the same town, the same weapon and nearly the same words do not join it."""
    one = the_sketch(market(12), "2026-03-05")
    late = the_sketch(market(4, when=days("2026-03-09"), words="a bomb hidden in a motorcycle"), "2026-03-09")
    assert probability(one, late) < LINKED


def test_a_campaign_and_one_attack_in_it_are_two() -> None:
    """What is told of many towns is no report of what happened in one of them."""
    single = the_sketch(market(12), "2026-03-05")
    towns = tuple(
        msgspec.structs.replace(single.points[0], name=f"town {number}", lat=31.0 + number / 10) for number in range(4)
    )
    broad = the_sketch(market(40), "2026-03-06", points=(single.points[0], *towns))
    assert probability(broad, single) < LINKED


def test_totals_of_other_periods_are_two() -> None:
    """The toll since January and the toll since June are no revisions of each other."""
    one = the_sketch(market(12), "2026-03-05", kind="aggregate", days=((739600, 739680),))
    other = the_sketch(market(12), "2026-03-06", kind="aggregate", days=((739300, 739681),))
    assert probability(one, other) < LINKED <= probability(one, msgspec.structs.replace(other, days=one.days))


def test_a_report_without_a_day_is_compared_by_its_publication() -> None:
    """Where the text tells no day, the week of publication with the place finds it."""
    one = the_sketch(market(12), "2026-03-05")
    other = the_sketch(market(12), "2026-03-06", days=())
    assert told_alike(one, other)
    assert probability(one, other) >= LINKED


def test_a_total_is_never_an_incident() -> None:
    """A year's total and one of its attacks are two things, however alike they are told."""
    one, other = the_sketch(market(12), "2026-03-05"), the_sketch(market(12), "2026-03-06", kind="aggregate")
    assert probability(one, other) == 0.0


@pytest.mark.parametrize("towns", [0, 4])
def test_a_campaign_is_not_one_of_its_attacks(towns: int) -> None:
    """A province on two days, or many towns, with one town on one of the days: told alike, and yet not the same."""
    attack = the_sketch(market(12), "2026-03-05")
    (point,), (day, _) = attack.points[:1], attack.days[0]
    many = tuple(msgspec.structs.replace(point, place=f"p{n}", name=f"town {n}") for n in range(towns))
    wide = many or (msgspec.structs.replace(point, precision="province", place="p", name="the province"),)
    campaign = the_sketch(market(12), "2026-03-06", points=wide, days=((day, day + 1),))
    assert probability(attack, campaign) == probability(campaign, attack) == 0.0
    assert probability(campaign, the_sketch(market(12), "2026-03-07", points=wide, days=((day, day + 1),))) >= LINKED


def test_totals_of_different_spans_are_different_totals() -> None:
    """April is not the year so far; the year so far is told until another day in each report."""
    april, may = (739_341, 739_370), (739_371, 739_401)
    year, later = (739_251, 739_371), (739_251, 739_401)
    made = {days: the_sketch(market(12), "2026-03-06", kind="aggregate", days=(days,)) for days in (april, may, year)}
    assert probability(made[april], made[may]) == probability(made[april], made[year]) == 0.0
    assert probability(made[year], the_sketch(market(12), "2026-03-07", kind="aggregate", days=(later,))) > 0.0


def test_two_accounts_of_one_report_are_two_incidents() -> None:
    """What one report keeps apart is not brought together by its own words."""
    story = market(12).sentence("In Telm, far to the east, 3 villagers were killed by a mine on Sunday.")
    story.casualty("c2", "3", "villagers", "civilian", value=3, when=days("2026-03-01"), where=TELM)
    first, second = sketches(story, "2026-03-05")
    assert probability(first, second) == 0.0


def test_the_words_of_one_account_are_not_those_of_another() -> None:
    """In a report of two attacks each account is known by its own sentences first."""
    story = market(12).sentence("In Telm, far to the east, 3 villagers were killed by a mine on Sunday.")
    story.casualty("c2", "3", "villagers", "civilian", value=3, when=days("2026-03-01"), where=TELM)
    bombing, mine = sketches(story, "2026-03-05")
    other = the_sketch(market(13), "2026-03-06")
    assert probability(bombing, other) > LINKED > probability(mine, other)


@pytest.mark.parametrize("gone", ["published", "days", "points", "figures", "names", "marks", "copies"])
def test_what_is_unknown_harms_nothing(gone: str) -> None:
    """Every part of a sketch may be missing."""
    empty = None if gone == "published" else ()
    one, other = the_sketch(market(12), "2026-03-05", **{gone: empty}), the_sketch(market(12), "2026-03-06")
    assert 0.0 <= probability(one, other) <= 1.0
    told_alike(one, other)


def test_comparing_is_symmetric() -> None:
    """Neither keys nor signs know which account came first."""
    stories = [market(12), market(14), ambush(4), market(3, where=TELM), market(12, when=days("2026-03-04"))]
    made = [the_sketch(story, f"2026-03-0{day}") for day, story in enumerate(stories, 4)]
    for one, other in itertools.combinations(made, 2):
        assert signs(one, other) == pytest.approx(signs(other, one))
        assert probability(one, other) == pytest.approx(probability(other, one))
        told_alike(one, other)


def test_a_town_or_a_word_alone_is_no_key() -> None:
    """A key never is a place or a word alone: accounts of one town that are years apart share none."""
    one, other = the_sketch(ambush(4), "2026-03-06"), the_sketch(ambush(4, when=days("2029-03-06")), "2029-03-07")
    assert not set(filed_keys(one)) & set(asked_keys(other))


def test_towns_of_two_countries_speak_against_one_incident() -> None:
    """The same words, day and toll: only what is copied word for word may outweigh that the towns lie abroad."""
    here, again = the_sketch(market(12), "2026-03-05"), the_sketch(market(12), "2026-03-06")
    (point,) = here.points[:1]
    abroad = msgspec.structs.replace(point, country="QX", lat=-10.0, lon=-60.0, place="qx:far", name="farville")
    elsewhere = msgspec.structs.replace(again, points=(abroad,))
    assert "single places other country" in signs(here, elsewhere)
    assert log_odds(signs(here, elsewhere)) < log_odds(signs(here, again)) - 3
