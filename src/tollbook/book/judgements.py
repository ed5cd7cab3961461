"""What people decided, as far as the view of incidents needs it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Protocol

import msgspec

from tollbook.model import Claim, Left, Report, ReviewState
from tollbook.storage import KeptAccount, LogEntry


class Pairs(msgspec.Struct, frozen=True, kw_only=True):
    """Pairs of accounts, by their ids, the smaller first, that people judged to be one incident, not to be one, and to
    be past telling: those are not brought together by their likeness alone.
    """

    same: frozenset[tuple[str, str]] = frozenset()
    apart: frozenset[tuple[str, str]] = frozenset()
    unsure: frozenset[tuple[str, str]] = frozenset()


class Judgements(Protocol):
    """The decisions of a book. `at` is a log entry: what was decided after it is left out."""

    def left(self, report: Report, claims: tuple[Claim, ...], at: int | None = None) -> Left:
        """The claims of a report as people left them; `claims` are those of its reading in force."""
        ...

    def pairs(self, accounts: Collection[str], at: int) -> Pairs:
        """The pairs that at least one of these accounts is in."""
        ...

    def review(
        self, accounts: Sequence[KeptAccount], claims_of: Callable[[KeptAccount], Sequence[Claim]], at: int
    ) -> ReviewState:
        """How far people have come with the incident that these accounts make."""
        ...

    def reports(self, entry: LogEntry) -> tuple[str, ...]:
        """The digests of all reports that the decision in a log entry is about: those whose claims, or whose accounts'
        pairs, may have changed by it.
        """
        ...

    def regroups(self, entry: LogEntry) -> bool:
        """Whether the decision in a log entry may change what incidents there are, or what they say."""
        ...


class Undecided:
    """The judgements of a book in which nobody has decided anything."""

    def left(self, report: Report, claims: tuple[Claim, ...], at: int | None = None) -> Left:  # noqa: ARG002
        """The claims as they were read."""
        return Left(claims=claims)

    def pairs(self, accounts: Collection[str], at: int) -> Pairs:  # noqa: ARG002
        """None."""
        return Pairs()

    def review(
        self,
        accounts: Sequence[KeptAccount],  # noqa: ARG002
        claims_of: Callable[[KeptAccount], Sequence[Claim]],  # noqa: ARG002
        at: int,  # noqa: ARG002
    ) -> ReviewState:
        """Nobody has looked."""
        return "untouched"

    def reports(self, entry: LogEntry) -> tuple[str, ...]:  # noqa: ARG002
        """None."""
        return ()

    def regroups(self, entry: LogEntry) -> bool:  # noqa: ARG002
        """It does not."""
        return False
