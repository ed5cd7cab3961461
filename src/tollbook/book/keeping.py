"""Keeping: what a book says of itself, so that those who keep it know how it is."""

from __future__ import annotations

import datetime as dt
from abc import abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from tollbook.book.view import Progress, View
from tollbook.model import Arrived, Decision, DecisionState, Health, KeptDecision
from tollbook.storage import Store

if TYPE_CHECKING:
    from tollbook.book.desk import Desk


class DecisionPage(msgspec.Struct, frozen=True, kw_only=True):
    """Some decisions, the last ones first, of `total` that meet the question whatever has become of them; those before
    `before`, where it is given, come next.
    """

    total: int
    before: int | None
    decisions: list[KeptDecision]


class Keeping:
    """The part of a Book that tells of the book itself. Nothing here waits for the incidents to be computed."""

    _store: Store
    _view: View
    _progress: Progress | None

    @property
    @abstractmethod
    def _desk(self) -> Desk:
        """Where decisions are made."""

    @property
    def head(self) -> str:
        """The hash of the last log entry: while it is the same, nothing was added and nothing decided."""
        return self._store.head().hash

    def health(self) -> Health:
        """How much the book holds, and how far it has come."""
        with self._store.snapshot():
            head = self._store.head()
            first, last = (next(iter(self._store.log(after))) for after in (0, head.length - 1))
            readers = self._store.shares()
            return Health(
                entries=head.length,
                head=head.hash,
                begun=dt.datetime.fromisoformat(first.at),
                last=dt.datetime.fromisoformat(last.at),
                last_who=last.who,
                reports=self._store.count_reports(),
                incidents=self._store.view.count(),
                decisions=self._store.decision_numbers(None, None, None, 0)[0],
                readers=readers,
                rules=self._store.view.state().rules,
                bytes=_bytes(self._store.where),
            )

    def arrived(self, words: str = "", *, before: int | None = None, limit: int = 50) -> list[Arrived]:
        """Up to `limit` reports as they came in, the last ones first, those before a log entry where it is given;
        `words` are a part of the name that they came under.
        """
        return self._store.arrived(words, before, limit)

    def deciders(self) -> tuple[str, ...]:
        """Everybody who decided anything, by name."""
        return self._store.deciders()

    def decision_page(
        self,
        *,
        who: str | None = None,
        kind: str | None = None,
        state: DecisionState | None = None,
        before: int | None = None,
        limit: int = 50,
    ) -> DecisionPage:
        """Up to `limit` decisions by somebody, of a kind (what a ruling's `type` is), that have become of a `state`."""
        self._view.follow(self._progress)
        total, numbers = self._store.decision_numbers(who, kind, before, None if state else limit + 1)
        found: list[KeptDecision] = []
        for at in range(0, len(numbers), limit + 1):
            told = self._with_fates(numbers[at : at + limit + 1])
            found += [one for one in told if state is None or one.state == state]
            if len(found) > limit:
                break
        more = len(found) > limit
        found = found[:limit]
        return DecisionPage(total=total, before=found[-1].decision.number if more else None, decisions=found)

    def _with_fates(self, numbers: Sequence[int]) -> list[KeptDecision]:
        """The decisions with what has become of them, in the order of their numbers given: all others on the same
        reports are looked at, and none else.
        """
        from tollbook.book.decisions import Decisions
        from tollbook.book.desk import kept_decisions

        reports = {report for number in numbers for report in self._store.decided_reports(number)}
        beside: dict[int, Decision] = {one.number: one for report in reports for one in self._store.decisions(report)}
        every = [beside[number] for number in sorted(beside)]
        told = kept_decisions(self._store, Decisions(self._store), every, self._store.head().length)
        by_number = {one.decision.number: one for one in told}
        return [by_number[number] for number in numbers]


def _bytes(where: str) -> int:
    """What the book takes on the disk, with what SQLite has not folded into it yet."""
    parts = (Path(where), Path(f"{where}-wal"))
    return sum(part.stat().st_size for part in parts if part.exists())
