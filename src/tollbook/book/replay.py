"""How accounts that are linked were brought together, log entry by log entry, in memory."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator

from tollbook.book.judgements import Judgements
from tollbook.book.neighbours import Neighbours
from tollbook.book.records import RoadLike
from tollbook.model import handles_in
from tollbook.storage import KeptAccount, Store

Group = tuple[int, ...]
"""An incident by the numbers of its accounts."""


class Replay:
    """The accounts of some reports, and all that were linked or judged together with them at any time. No others can
    have changed their incidents.
    """

    def __init__(
        self, store: Store, judgements: Judgements, road: Callable[[], RoadLike], reports: Collection[str]
    ) -> None:
        self._store = store
        self._road = road
        self._accounts: dict[int, KeptAccount] = {}
        self._decided: dict[int, set[str]] = {}  # reports, by the log entry of a decision
        self._gather(reports)
        links = store.view.links(self._accounts)
        self._held = _Held(self._accounts, links)
        self._neighbours = Neighbours(self._held, judgements, road)

    def entries(self, until: int) -> Iterator[int]:
        """The log entries that touched these accounts, up to one, in order; at each of them the incidents are as they
        were then.
        """
        came, went = _by_entry(self._accounts.values())
        for entry in sorted(came.keys() | went.keys() | self._decided.keys()):
            if entry > until:
                return
            touched = self._held.let_go(went.get(entry, ())) | set(came.get(entry, ()))
            touched |= self._of_reports(self._decided.get(entry, ()), entry)
            core, groups = self._neighbours.settled(touched, entry)
            self._held.put(core, groups)
            yield entry

    def groups_of(self, reports: Iterable[str], at: int) -> set[Group]:
        """The incidents that tell of some reports, at the entry to which this has come."""
        homes = self._held.incidents_of(self._of_reports(reports, at))
        return {self._held.members(home) for home in homes.values()}

    def _gather(self, reports: Collection[str]) -> None:
        view, linked, end = self._store.view, self._road().linked, self._store.head().length
        waiting = {kept.number for report in reports for kept in view.ever(report)}
        while waiting:
            kept = {each.number: each for each in view.accounts(waiting)}
            self._accounts |= kept
            decided = self._store.decided({each.account.report for each in kept.values()}, end)
            decisions = [each for report in sorted(decided) for each in self._store.decisions(report)]
            for each in decisions:
                self._decided[each.number] = set(self._store.decided_reports(each.number))
            judged = {handle.report for each in decisions for handle in handles_in(each.ruling)}
            waiting = {other for _, other, _ in view.links(kept, linked)}
            waiting |= {each.number for report in sorted(judged) for each in view.ever(report)}
            waiting -= self._accounts.keys()
        self._reports = _by_report(self._accounts.values())

    def _of_reports(self, reports: Iterable[str], at: int) -> set[int]:
        numbers = {number for report in reports for number in self._reports.get(report, ())}
        return set(self._held.ids_in_force(numbers, at))


class _Held:
    """What of a view bringing together needs, for some accounts, in memory."""

    def __init__(self, accounts: dict[int, KeptAccount], links: Iterable[tuple[int, int, float]]) -> None:
        self._accounts = accounts
        self._numbers: dict[str, list[int]] = {}
        for number, kept in accounts.items():
            self._numbers.setdefault(kept.account.id, []).append(number)
        self._links: dict[int, list[tuple[int, int, float]]] = {}
        for link in links:
            if link[1] in accounts:
                self._links.setdefault(link[0], []).append(link)
        self._home: dict[int, int] = {}
        self._members: dict[int, Group] = {}
        self._made = 0

    def let_go(self, numbers: Iterable[int]) -> set[int]:
        """Take the incidents of accounts apart, that are in force no longer; the other accounts of these."""
        gone = set(numbers)
        return {member for home in set(self.incidents_of(gone).values()) for member in self._drop(home)} - gone

    def put(self, accounts: Collection[int], groups: Iterable[Group]) -> None:
        """Let accounts make these incidents."""
        for home in set(self.incidents_of(accounts).values()):
            self._drop(home)
        for group in groups:
            self._made += 1
            self._members[self._made] = group
            self._home.update(dict.fromkeys(group, self._made))

    def ids_in_force(self, numbers: Collection[int], at: int) -> dict[int, str]:
        """The ids of those accounts that were in force after a log entry."""
        kept = ((number, self._accounts[number]) for number in numbers if number in self._accounts)
        return {number: one.account.id for number, one in kept if in_force(one, at)}

    def links(self, numbers: Collection[int], least: float = 0.0) -> Iterator[tuple[int, int, float]]:
        """The links of accounts that are at least so likely."""
        return (link for number in numbers for link in self._links.get(number, ()) if link[2] >= least)

    def incidents_of(self, numbers: Collection[int]) -> dict[int, int]:
        """The incident that each account belongs to."""
        return {number: self._home[number] for number in numbers if number in self._home}

    def members(self, incident: int) -> Group:
        """The accounts of an incident."""
        return self._members[incident]

    def numbers_of(self, ids: Collection[str], at: int | None = None) -> set[int]:
        """The numbers of the accounts that have these ids and were in force after a log entry."""
        found = {number for name in ids for number in self._numbers.get(name, ())}
        return found if at is None else set(self.ids_in_force(found, at))

    def _drop(self, incident: int) -> Group:
        members = self._members.pop(incident)
        for member in members:
            del self._home[member]
        return members


def in_force(kept: KeptAccount, at: int) -> bool:
    """Whether an account was in force after a log entry."""
    return kept.since <= at and (kept.until is None or kept.until > at)


def _by_entry(accounts: Iterable[KeptAccount]) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    """The accounts that came, and that went, with each log entry."""
    came: dict[int, list[int]] = {}
    went: dict[int, list[int]] = {}
    for kept in accounts:
        came.setdefault(kept.since, []).append(kept.number)
        if kept.until is not None:
            went.setdefault(kept.until, []).append(kept.number)
    return came, went


def _by_report(accounts: Iterable[KeptAccount]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for kept in accounts:
        found.setdefault(kept.account.report, []).append(kept.number)
    return found
