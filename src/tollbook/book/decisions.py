"""What people decided on a book, as far as its incidents need it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from tollbook.book.judgements import Pairs
from tollbook.model import Claim, Handle, Judged, Left, Noted, Report, ReviewState, Undone, handles_in
from tollbook.storage import KeptAccount, KeptReport, LogEntry, Store

if TYPE_CHECKING:
    from tollbook.review import HeldAccount, Rulings


class Decisions:
    """The decisions of a book, applied: the `Judgements` of its view. `at` is a log entry; what came after it is left
    out.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._read = lru_cache(maxsize=512)(self._handles)

    def left(self, report: Report, claims: tuple[Claim, ...], at: int | None = None) -> Left:
        """The claims of a report as people left them; `claims` are those of its reading in force."""
        decisions = self._store.decisions(report.digest, at)
        if all(isinstance(each.ruling, Judged | Noted | Undone) for each in decisions):
            return Left(claims=claims)
        from tollbook.review import as_left  # a stage, which most books need not load

        return as_left(report, claims, decisions)

    def pairs(self, accounts: Collection[str], at: int) -> Pairs:
        """The pairs that at least one of these accounts (by their ids) is in."""
        decided = self._store.decided(self._store.view.reports_of(accounts, at), at)
        if not decided:
            return Pairs()
        rulings = self.rulings(decided, at)
        asked = set(accounts)

        def mine(pairs: Iterable[tuple[str, str]]) -> frozenset[tuple[str, str]]:
            return frozenset(pair for pair in pairs if not asked.isdisjoint(pair))

        return Pairs(same=mine(rulings.same), apart=mine(rulings.apart), unsure=mine(rulings.unsure))

    def rulings(self, reports: Iterable[str], at: int) -> Rulings:
        """What was decided on the accounts of some reports (digests), with each other and with those of others."""
        from tollbook.review import rulings_on

        decisions = {each.number: each for report in reports for each in self._store.decisions(report, at)}
        about = {handle.report for each in decisions.values() for handle in handles_in(each.ruling)}
        held = [account for report in sorted(about) for account in self._held(report, at)]
        return rulings_on(held, decisions.values())

    def review(
        self, accounts: Sequence[KeptAccount], claims_of: Callable[[KeptAccount], Sequence[Claim]], at: int
    ) -> ReviewState:
        """How far people have come with the incident that these accounts make."""
        if not any(self._store.decisions(report, at) for report in {kept.account.report for kept in accounts}):
            return "untouched"
        from tollbook.book.attention import review_of

        return review_of(self._store, self, accounts, claims_of, at)

    def reports(self, entry: LogEntry) -> tuple[str, ...]:
        """The digests of all reports that the decision in a log entry is about."""
        return self._store.decided_reports(entry.seq)

    def regroups(self, entry: LogEntry) -> bool:
        """Whether the decision in a log entry may change what incidents there are, or what they say."""
        ruling = entry.details["ruling"]
        while ruling["type"] == "undone":
            ruling = next(self._store.log(after=int(ruling["decision"]) - 1)).details["ruling"]
        return ruling["type"] not in ("accepted", "noted")

    def _held(self, digest: str, at: int) -> list[HeldAccount]:
        """The accounts of a report with what decisions hold of them."""
        from tollbook.review import held_account

        found = self._store.view.in_force(digest, at)
        if not found:
            return []
        reading = found[0].reading
        read, kept = self._handles_with_made(digest, reading), self._store.report(digest)
        left = Left(claims=()) if kept is None else self._left(kept, reading, at)
        return [held_account(each.account, read, left) for each in found]

    def _left(self, kept: KeptReport, reading: int, at: int) -> Left:
        return self.left(kept.report, self._store.claims_of(reading), at)

    def _handles(self, digest: str, reading: int) -> dict[str, Handle]:
        from tollbook.review import handles_by_claim

        return handles_by_claim(digest, self._store.claims_of(reading))

    def _handles_with_made(self, digest: str, reading: int) -> dict[str, Handle]:
        from tollbook.review import made_handles

        return self._read(digest, reading) | made_handles(self._store.decisions(digest))
