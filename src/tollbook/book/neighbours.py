"""Which accounts are brought together with which: those beside an account, however large the book.

Accounts are joined by agglomeration (`tollbook.incidents.across.cluster`). What is joined first is likeliest, and two
groups are never likelier one than the likeliest pair of their parts. So where accounts are added or taken away, the
groups that these are linked with are formed anew; where the groups beside those come out as they were, all others do,
since none of them has met anything new. Where one does not, it is formed anew as well, with those beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Protocol

import msgspec

from tollbook.book.judgements import Judgements, Pairs
from tollbook.book.records import RoadLike


class Kept(Protocol):
    """What of a view is asked here."""

    def ids_in_force(self, numbers: Collection[int], at: int) -> dict[int, str]:
        """As `ViewStore` has it."""
        ...

    def links(self, numbers: Collection[int], least: float = 0.0) -> Iterator[tuple[int, int, float]]:
        """As `ViewStore` has it."""
        ...

    def incidents_of(self, numbers: Collection[int]) -> dict[int, int]:
        """As `ViewStore` has it."""
        ...

    def members(self, incident: int) -> tuple[int, ...]:
        """As `ViewStore` has it."""
        ...

    def numbers_of(self, ids: Collection[str], at: int | None = None) -> set[int]:
        """As `ViewStore` has it."""
        ...


class Component(msgspec.Struct, frozen=True, kw_only=True):
    """Accounts by number, each with its id, their links, and what people said of their pairs."""

    accounts: dict[int, str]
    links: dict[tuple[int, int], float]
    pairs: Pairs


class Neighbours:
    """The links between the accounts of a view. `at` is a log entry; what came after it is left out."""

    def __init__(self, view: Kept, judgements: Judgements, road: Callable[[], RoadLike]) -> None:
        self._view = view
        self._judgements = judgements
        self._get_road = road

    def component(self, account: int, at: int) -> Component:
        """The accounts in force at a log entry that are linked with one, or were judged to be one with it, through
        whatever others.
        """
        accounts: dict[int, str] = {}
        frontier, linked = {account}, self._get_road().linked
        while frontier:
            reached = self._view.ids_in_force(frontier, at)
            accounts |= reached
            frontier = {other for _, other, _ in self._view.links(reached, linked)}
            frontier |= self._judged_same(reached.values(), at)
            frontier -= accounts.keys()
        return self._component(accounts, at)

    def groups(self, component: Component) -> Iterator[tuple[int, ...]]:
        """The incidents that the accounts of a component make, by their numbers."""
        ids = component.accounts
        if len(ids) == 1:
            yield tuple(ids)
            return
        numbers = {name: number for number, name in ids.items()}
        links = {
            (min(ids[one], ids[other]), max(ids[one], ids[other])): odds
            for (one, other), odds in component.links.items()
        }
        links = {pair: odds for pair, odds in links.items() if pair not in component.pairs.unsure}
        for group in self._get_road().cluster(numbers.keys(), links, component.pairs.same, component.pairs.apart):
            yield tuple(sorted(numbers[account] for account in group))

    def settled(self, touched: Collection[int], at: int) -> tuple[set[int], list[tuple[int, ...]]]:
        """The accounts whose incidents those that were touched may change, as far as they are in force, and the
        incidents that these now make. All other incidents are right as they stand.
        """
        core = set(self._view.ids_in_force(touched, at))
        while True:
            core, beside = self._around(core, at)
            groups = set(self.groups(self._component(self._view.ids_in_force(core.union(*beside), at), at)))
            torn = [members for members in beside if members not in groups]
            if not torn:
                return core, [group for group in groups if group not in beside]
            core.update(*torn)

    def _around(self, core: set[int], at: int) -> tuple[set[int], set[tuple[int, ...]]]:
        """Accounts with the whole of their incidents, all that is in none yet among those linked with them, and all
        that people judged to be one with them; and the incidents beside these.
        """
        linked = self._get_road().linked
        while True:
            ids = self._view.ids_in_force(core, at)
            near = set(self._view.ids_in_force({other for _, other, _ in self._view.links(core, linked)} - core, at))
            homes = self._view.incidents_of(core | near)
            whole = {member for incident in self._homes(core, homes) for member in self._view.members(incident)}
            whole |= (near - homes.keys()) | self._judged_same(ids.values(), at)
            if whole <= core:
                return core, {self._view.members(incident) for incident in self._homes(near, homes)}
            core |= whole

    @staticmethod
    def _homes(accounts: Iterable[int], homes: dict[int, int]) -> set[int]:
        return {homes[account] for account in accounts if account in homes}

    def _judged_same(self, ids: Collection[str], at: int) -> set[int]:
        same = self._judgements.pairs(ids, at).same
        return self._view.numbers_of({one for pair in same for one in pair}, at) if same else set()

    def _component(self, accounts: dict[int, str], at: int) -> Component:
        links = {
            (one, other): odds for one, other, odds in self._view.links(accounts) if one < other and other in accounts
        }
        return Component(accounts=accounts, links=links, pairs=self._judgements.pairs(accounts.values(), at))
