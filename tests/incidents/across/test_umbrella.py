"""A campaign and the single attacks in it."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

from tests.incidents.across.tellings import joined, told
from tests.incidents.stories import Story, days, place
from tollbook.incidents.across import Gist, gist_of, umbrellas
from tollbook.incidents.across.sketch import Point
from tollbook.incidents.across.umbrella import may_hold

FIRST = dt.date(2026, 1, 30).toordinal()
PLACES = {"Orva": (30.0, 66.0), "Telm": (30.4, 66.9), "Sarno": (29.2, 65.1), "Kud": (31.0, 66.5)}
PROVINCE = Point("QQ", 30.1, 66.2, "province", "qq:p", "dareshan")


def town(name: str) -> Point:
    """A town of the made-up province."""
    lat, lon = PLACES[name]
    return Point("QQ", lat, lon, "settlement", f"qq:{name}", name.lower())


def gist(incident: str, *points: Point, span: tuple[int, int] = (0, 0), **slots: Any) -> Gist:
    """An incident over some days from 30 January on."""
    days = (FIRST + span[0], FIRST + span[1])
    slots = {"kind": "incident", "actors": ("qq:front",)} | slots
    return Gist(incident=incident, days=days, points=points, **slots)


CAMPAIGN = gist("u", town("Orva"), town("Telm"), town("Sarno"), span=(0, 1), killed=58)


def links(*gists: Gist) -> list[tuple[str, str]]:
    """Component and umbrella of each link, whatever the order of the incidents."""
    found = umbrellas(gists)
    assert all(umbrellas(order) == found for order in itertools.islice(itertools.permutations(gists), 30))
    return [(link.incident, link.umbrella) for link in found]


def test_the_attacks_of_a_campaign_are_its_components() -> None:
    """A town that it lists, a day within its days, the same hand, a lower toll."""
    attacks = gist("a", town("Orva"), killed=12), gist("b", town("Telm"), span=(1, 1), killed=3)
    assert links(CAMPAIGN, *attacks) == [("a", "u"), ("b", "u")]


def test_the_reason_is_told_in_words() -> None:
    """The link says by what it was found."""
    (link,) = umbrellas([CAMPAIGN, gist("a", town("Orva"), killed=12)])
    assert link.reason == (
        "Its days, 2026-01-30, lie within 2026-01-30 to 2026-01-31; orva is one of its 3 places; "
        "both are laid to qq:front; 12 killed are no more than 58."
    )


def test_a_late_attack_in_the_same_town_is_none() -> None:
    """Four days later is another story."""
    assert links(CAMPAIGN, gist("a", town("Orva"), span=(5, 5))) == []


def test_an_attack_elsewhere_is_none() -> None:
    """A town that the campaign does not list, though on the same day by the same group."""
    assert links(CAMPAIGN, gist("a", town("Kud"))) == []


def test_a_province_holds_its_towns() -> None:
    """ "58 killed across Dareshan in two days" holds an attack in a town of the province."""
    whole = gist("u", PROVINCE, span=(0, 1), kind="aggregate", killed=58)
    assert links(whole, gist("a", town("Kud"), killed=4)) == [("a", "u")]


def test_another_hand_is_none() -> None:
    """The army's air strike on the same day in the same town is no part of the group's campaign."""
    assert links(CAMPAIGN, gist("a", town("Orva"), actors=("qq:army",))) == []


def test_a_part_is_not_larger_than_the_whole() -> None:
    """An incident with more dead than the campaign is none of its parts."""
    assert links(CAMPAIGN, gist("a", town("Orva"), killed=90)) == []


def test_a_total_over_a_year_is_no_umbrella() -> None:
    """It holds too much to say anything of one attack."""
    year = gist("u", PROVINCE, span=(-300, 1), kind="aggregate", killed=4000)
    assert links(year, gist("a", town("Orva"), killed=12)) == []


def test_the_narrowest_umbrella_holds_it() -> None:
    """Where a day's total and a week's total hold an attack, it is part of the day's."""
    week = gist("w", PROVINCE, span=(-3, 3), kind="aggregate", killed=200)
    day = gist("d", PROVINCE, span=(0, 1), kind="aggregate", killed=58)
    assert links(week, day, gist("a", town("Orva"), killed=12)) == [("a", "d")]


def test_two_attacks_of_one_day_are_not_each_others_parts() -> None:
    """Neither is wide enough to hold the other."""
    assert links(gist("a", town("Orva"), killed=12), gist("b", town("Orva"), killed=3)) == []


def test_what_is_undated_is_no_component() -> None:
    """Nothing is guessed of an attack without a day."""
    assert links(CAMPAIGN, Gist(incident="a", kind="incident", days=None, points=(town("Orva"),))) == []


def test_the_gist_of_an_incident_follows_from_what_its_reports_say() -> None:
    """Its days, every place, and the highest figure of killed; nothing where nothing is told."""
    story = Story(when=days("2026-01-30"), where=place("Orva", 30.0, 66.0))
    story.sentence("Gunmen killed 6 guards in Orva.").casualty("c1", "6", "guards", "security_forces", value=6)
    found = gist_of(joined(told(story, "Orva Post", "2026-01-31")).incident)
    assert (found.days, found.killed, [point.name for point in found.points]) == ((FIRST, FIRST), 6, ["orva"])
    assert not may_hold(found)
