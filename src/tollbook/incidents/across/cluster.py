"""Bringing accounts together: which of them are one incident.

Agglomeration with mean linkage (UPGMA, Sokal and Michener 1958): the two groups whose accounts are likeliest the same
on the mean of all pairs are joined first, for as long as that mean is at least `LINKED`. A pair without a link counts
as a probability of nothing, so one account between two stories does not make them one, however many follow from it to
the next. Groups are only ever joined along a link of at least `LINKED`; so what is in one connected component of these
links and of people's decisions is of no matter to another.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterable, Mapping
from typing import TypeAlias

from tollbook.incidents.across.link import LINKED

Pair: TypeAlias = tuple[str, str]
"""Two accounts by their ids, the smaller first."""

_UNIT = 1_000_000_000
"""Probabilities are summed as whole numbers of this part of one, so that no order of adding changes a sum."""


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
    groups = _Groups(accounts, apart)
    for one, other in sorted(same):
        groups.decide(one, other)
    groups.link(links)
    groups.join_likely()
    return groups.sorted()


class _Groups:
    """Accounts on their way to incidents. A group goes by the smallest id among its accounts."""

    def __init__(self, accounts: Iterable[str], apart: Collection[Pair]) -> None:
        self._members = {account: [account] for account in accounts}
        self._group_of = {account: account for account in self._members}
        self._state = dict.fromkeys(self._members, 0)
        self._sums: dict[str, dict[str, int]] = {account: {} for account in self._members}
        self._apart: dict[str, set[str]] = {account: set() for account in self._members}
        for one, other in apart:
            if one in self._members and other in self._members:
                self._apart[one].add(other)
                self._apart[other].add(one)
        self._heap: list[tuple[float, str, str, int, int]] = []

    def decide(self, one: str, other: str) -> None:
        """Bring two accounts together, unless one of the first's group is decided not to be one of the second's."""
        if one in self._group_of and other in self._group_of:
            first, second = sorted((self._group_of[one], self._group_of[other]))
            if first != second and second not in self._apart[first]:
                self._join(first, second)

    def link(self, links: Mapping[Pair, float]) -> None:
        """Take in the probabilities, between groups their sums."""
        for (one, other), odds in links.items():
            if one not in self._group_of or other not in self._group_of:
                continue
            first, second = self._group_of[one], self._group_of[other]
            if first != second:
                share = round(odds * _UNIT)
                self._sums[first][second] = self._sums[first].get(second, 0) + share
                self._sums[second][first] = self._sums[second].get(first, 0) + share

    def join_likely(self) -> None:
        """Join groups, the likeliest first, until none are likely enough."""
        for first, sums in self._sums.items():
            for second in sums:
                if first < second:
                    self._propose(first, second)
        while self._heap:
            _, first, second, state, other_state = heapq.heappop(self._heap)
            if self._state.get(first) == state and self._state.get(second) == other_state:
                self._join(first, second)
                for third in self._sums[first]:
                    self._propose(*sorted((first, third)))

    def sorted(self) -> list[tuple[str, ...]]:
        """The groups, each sorted, in the order of their first account."""
        return sorted(tuple(sorted(members)) for members in self._members.values())

    def _propose(self, first: str, second: str) -> None:
        """Put two groups into the queue if they are likely enough to be one, and nobody said that they are not."""
        pairs = len(self._members[first]) * len(self._members[second])
        mean = self._sums[first][second] / (pairs * _UNIT)
        if mean >= LINKED and second not in self._apart[first]:
            heapq.heappush(self._heap, (-mean, first, second, self._state[first], self._state[second]))

    def _join(self, first: str, second: str) -> None:
        """Make the second group, whose name is the larger, part of the first."""
        for account in self._members[second]:
            self._group_of[account] = first
        self._members[first] += self._members.pop(second)
        self._state[first] += 1
        del self._state[second]
        for third, share in self._sums.pop(second).items():
            del self._sums[third][second]
            if third != first:
                self._sums[first][third] = self._sums[third][first] = self._sums[first].get(third, 0) + share
        for third in self._apart.pop(second):
            self._apart[third].discard(second)
            self._apart[third].add(first)
            self._apart[first].add(third)
