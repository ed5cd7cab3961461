"""Bringing accounts together: which of them are one incident."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TypeAlias

from tollbook.incidents.across.link import LINKED

Pair: TypeAlias = tuple[str, str]
"""Two accounts by their ids, the smaller first."""


def cluster(
    accounts: Iterable[str],
    links: Mapping[Pair, float],
    same: Collection[Pair] = (),
    apart: Collection[Pair] = (),
) -> list[tuple[str, ...]]:
    """The incidents that `accounts` make, each the sorted ids of its accounts, in the order of their first.

    `links` gives the probability that two are one; a pair that it leaves out is none. `same` and `apart` are what
    people decided: the accounts of a pair in `same` are together unless that would bring a pair in `apart` together,
    which never happens. The result does not depend on any order.
    """
    leaders = {account: account for account in accounts}
    members = {account: {account} for account in leaders}
    forbidden = set(apart)
    sure = sorted((pair for pair in same), key=lambda pair: pair)
    likely = sorted((pair for pair, odds in links.items() if odds >= LINKED), key=lambda pair: (-links[pair], pair))
    for one, other in (*sure, *likely):
        if one not in leaders or other not in leaders or leaders[one] == leaders[other]:
            continue
        ours, theirs = members[leaders[one]], members[leaders[other]]
        if any((min(a, b), max(a, b)) in forbidden for a in ours for b in theirs):
            continue
        leader = min(leaders[one], leaders[other])
        joined = ours | theirs
        for account in joined:
            leaders[account] = leader
        members[leader] = joined
    return sorted(tuple(sorted(members[leader])) for leader in set(leaders.values()))
