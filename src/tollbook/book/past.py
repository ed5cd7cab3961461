"""The incidents of a book as they stood after an earlier entry of its log.

What the view keeps of accounts and links is enough to bring them together as they were brought together then. Only what
has changed since is computed; the rest stands in the view as it was.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import cached_property

import msgspec

from tollbook.book.decisions import Decisions
from tollbook.book.questions import fits, not_one
from tollbook.book.records import Proposal
from tollbook.book.replay import Group, in_force
from tollbook.book.summary import LISTED, by_day, summary_of, tags_of
from tollbook.book.view import View
from tollbook.errors import UnknownIncident
from tollbook.model import Joined, Summary, handles_in, told_first
from tollbook.storage import KeptAccount, KeptReport, Question, Store, Tag


class Past:
    """The incidents after the log entry `at`. The view must have come at least as far."""

    def __init__(self, store: Store, view: View, at: int) -> None:
        self.at = at
        self._store, self._view, self._judgements = store, view, Decisions(store)
        self._groups: dict[int, Group] = {}

    def incident(self, name: str) -> Group:
        """The incident that had an account of that id, or of one that begins so; raises `UnknownIncident`."""
        asked = name.strip().lower()
        numbers = self._store.view.numbers_named(asked, self.at) if asked else set()
        groups = {self.group(number) for number in numbers}
        if len(groups) == 1:
            return groups.pop()
        known = sorted(self.id_of(group) for group in groups)
        raise UnknownIncident(f"{not_one(name, known, known)} That was as of log entry {self.at}.")

    def group(self, number: int) -> Group:
        """The incident that an account in force then belonged to."""
        if number not in self._groups and self._is_present:
            (incident,) = self._store.view.incidents_of([number]).values()
            self._groups[number] = self._store.view.members(incident)
        if number not in self._groups:
            component = self._view.neighbours.component(number, self.at)
            for group in self._view.neighbours.groups(component):
                self._groups.update(dict.fromkeys(group, group))
        return self._groups[number]

    def groups(self, numbers: Iterable[int]) -> set[Group]:
        """The incidents of those accounts that were in force then."""
        found = self._store.view.accounts(set(numbers))
        return {self.group(kept.number) for kept in found if in_force(kept, self.at)}

    def kept(self, group: Group) -> list[KeptAccount]:
        """The accounts of an incident."""
        return list(self._store.view.accounts(group))

    def joined(self, group: Group) -> tuple[Joined, list[KeptReport]]:
        """What an incident said then, with its reports."""
        return self._view.joined_of(self._store.view.accounts(group))

    def summary(self, group: Group) -> tuple[Summary, set[Tag]]:
        """What a list showed of an incident, and the names by which it was asked for."""
        joined, kept = self._view.joined_of(self.kept(group), LISTED)
        reports = [one.report for one in kept]
        return summary_of(joined, reports, self._view.review(self.kept(group), self.at)), tags_of(joined, reports)

    def id_of(self, group: Group) -> str:
        """An incident's id: that of its first account."""
        return min((kept.account for kept in self._store.view.accounts(group)), key=told_first).id

    def summaries(self, question: Question) -> list[Summary]:
        """The incidents that met the question then, in the order of a list."""
        gone, other = self._changed
        everything = self._store.view.summaries(msgspec.structs.replace(question, limit=None, offset=0))
        found = [each for each in everything if each.incident.id not in gone]
        found += [summary for summary, tags in other if fits(summary, tags, question)]
        found.sort(key=by_day)
        last = None if question.limit is None else question.offset + question.limit
        return found[question.offset : last]

    @cached_property
    def _is_present(self) -> bool:
        """Whether nothing has come since: then the view itself says which accounts are together."""
        return self.at == self._view.head

    @cached_property
    def _changed(self) -> tuple[set[str], list[tuple[Summary, set[Tag]]]]:
        """The ids of the incidents of now that may have been others then, and what stood in their place."""
        now, touched = self._store.view, self.touched()
        in_force_now = {kept.number for kept in now.accounts(touched) if kept.until is None}
        gone = {self._id_now(incident) for incident in set(now.incidents_of(in_force_now).values())}
        return gone, [self.summary(group) for group in self.groups(touched)]

    def proposals(self, least: float) -> Iterator[Proposal]:
        """Pairs of incidents, at least so likely one, that nobody had judged by then; the likeliest first."""
        view = self._store.view
        numbers = view.numbers_named("", self.at)
        found = [(odds, one, other) for one, other, odds in view.links(numbers, least) if one < other in numbers]
        ids = {kept.number: kept.account.id for kept in view.accounts(numbers)}
        seen: set[tuple[Group, Group]] = set()
        for odds, one, other in sorted(found, key=lambda each: (-each[0], each[1:])):
            first, second = sorted((self.group(one), self.group(other)))
            if first == second or (first, second) in seen or self._judged(ids[one], ids[other]):
                continue
            seen.add((first, second))
            earlier, later = sorted((self.summary(first)[0], self.summary(second)[0]), key=by_day)
            yield Proposal(one=earlier, other=later, probability=odds)

    def _judged(self, *ids: str) -> bool:
        pairs = self._judgements.pairs(ids, self.at)
        return (min(ids), max(ids)) in pairs.apart | pairs.unsure

    def touched(self) -> set[int]:
        """Every account, then or now, whose incident may have changed since."""
        came, went = self._store.view.changed_since(self.at)
        head = self._store.view.state().seq
        seeds = came | self._beside(went) | self._decided_since()
        touched: set[int] = set()
        for number in seeds:
            if number not in touched:
                touched |= self._view.neighbours.component(number, head).accounts.keys()
        return touched | went

    def _beside(self, went: Collection[int]) -> set[int]:
        """The accounts that those which went were linked with, or that people judged together with them."""
        beside = {other for _, other, _ in self._store.view.links(went)}
        reports = {kept.account.report for kept in self._store.view.accounts(went)}
        for report in sorted(reports):
            for decision in self._store.decisions(report):
                beside |= self._accounts_in({handle.report for handle in handles_in(decision.ruling)})
        return beside

    def _decided_since(self) -> set[int]:
        reports: set[str] = set()
        for decision in self._store.decisions():
            if decision.number > self.at:
                reports |= set(self._store.decided_reports(decision.number))
        return self._accounts_in(reports)

    def _accounts_in(self, reports: Iterable[str]) -> set[int]:
        return {kept.number for report in reports for kept in self._store.view.in_force(report)}

    def _id_now(self, incident: int) -> str:
        return self.id_of(self._store.view.members(incident))
