"""Bringing accounts together: what holds of it for any links whatever."""

from __future__ import annotations

import itertools
import random
from collections.abc import Mapping, Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from tollbook.incidents.across import LINKED, cluster

NAMES = "abcdefgh"
PAIRS = list(itertools.combinations(NAMES, 2))
Links = dict[tuple[str, str], float]

links_strategy = st.dictionaries(st.sampled_from(PAIRS), st.sampled_from((0.1, 0.3, 0.4, 0.5, 0.7, 0.9, 1.0)))
pairs_strategy = st.lists(st.sampled_from(PAIRS), max_size=4, unique=True)


def where(groups: Sequence[tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Each account's group."""
    return {account: group for group in groups for account in group}


def components(links: Mapping[tuple[str, str], float], same: Sequence[tuple[str, str]]) -> dict[str, set[str]]:
    """What links of at least LINKED, and people, connect."""
    found = {name: {name} for name in NAMES}
    for one, other in (*same, *(pair for pair, odds in links.items() if odds >= LINKED)):
        together = found[one] | found[other]
        for name in together:
            found[name] = together
    return found


@given(links_strategy, pairs_strategy, pairs_strategy, st.randoms(use_true_random=False))
@settings(max_examples=300, deadline=None)
def test_no_order_matters(
    links: Links, same: list[tuple[str, str]], apart: list[tuple[str, str]], chance: random.Random
) -> None:  # fmt: skip
    """The incidents are the same whatever the order of accounts, links and decisions."""
    names, shuffled, again, other = list(NAMES), list(links.items()), list(same), list(apart)
    for each in (names, shuffled, again, other):
        chance.shuffle(each)
    assert cluster(names, dict(shuffled), again, other) == cluster(NAMES, links, same, apart)


@given(links_strategy, pairs_strategy, pairs_strategy)
@settings(max_examples=300, deadline=None)
def test_what_people_decided_holds(links: Links, same: list[tuple[str, str]], apart: list[tuple[str, str]]) -> None:
    """No group holds a pair that people parted; what they said is the same is together, unless that would."""
    groups = where(cluster(NAMES, links, same, apart))
    assert all(groups[one] != groups[other] for one, other in apart)
    if not apart:
        assert all(groups[one] == groups[other] for one, other in same)


@given(links_strategy, pairs_strategy, pairs_strategy)
@settings(max_examples=300, deadline=None)
def test_a_component_is_of_no_matter_to_another(
    links: Links, same: list[tuple[str, str]], apart: list[tuple[str, str]]
) -> None:  # fmt: skip
    """What is connected gives alone what it gives among all; so a new account touches its neighbours only."""
    whole = where(cluster(NAMES, links, same, apart))
    for members in {frozenset(one) for one in components(links, same).values()}:
        own = {pair: odds for pair, odds in links.items() if set(pair) <= members}
        alone = where(cluster(members, own, same, apart))
        assert all(alone[name] == whole[name] for name in members)


def test_a_long_story_is_no_chain() -> None:
    """Reports that follow one another, each like the next, are not one incident from the first to the last."""
    names = [f"r{number:02}" for number in range(12)]
    links = dict.fromkeys(itertools.pairwise(names), 0.8)
    assert max(len(group) for group in cluster(names, links)) <= 3


def test_what_is_compared_and_unlike_counts_against() -> None:
    """One account between two that are unlike each other joins the likelier."""
    assert cluster("abc", {("a", "b"): 0.9, ("b", "c"): 0.6}) == [("a", "b"), ("c",)]


def test_all_that_tell_of_one_are_one() -> None:
    """Accounts that are all alike make one incident."""
    assert cluster("abcd", dict.fromkeys(itertools.combinations("abcd", 2), 0.9)) == [("a", "b", "c", "d")]


def test_apart_holds_through_a_third() -> None:
    """Two that people parted are not brought together by a third that is like both."""
    links = dict.fromkeys(itertools.combinations("abc", 2), 0.9)
    assert cluster("abc", links, apart=[("a", "c")]) == [("a", "b"), ("c",)]


def test_a_decision_brings_together_what_no_link_does() -> None:
    """A person knows that two are one."""
    assert cluster("abc", {("a", "b"): 0.6}, same=[("b", "c")]) == [("a",), ("b", "c")]
