"""What people decided about which accounts are one incident, as pairs of accounts for clustering."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, product
from typing import TypeAlias

import msgspec

from tollbook.model import Account, Adrift, Claim, Decision, Handle, Judged, Judgement, Left, Moved, Noted, Telling
from tollbook.review.handles import LOST, handle_of, matching
from tollbook.review.standing import standing

Pair: TypeAlias = tuple[str, str]
"""Two accounts by their ids, the smaller first."""


class HeldAccount(msgspec.Struct, frozen=True, kw_only=True):
    """An account by its id and the digest of its report, with the handles of its claims as they were read."""

    id: str
    report: str
    handles: tuple[Handle, ...]


class Rulings(msgspec.Struct, frozen=True, kw_only=True):
    """Pairs of accounts: those that people hold for one incident, for two, and of which they say that nobody can tell
    (the machine does not join these by itself).

    `overruled` are pairs of decisions on the same two accounts that differ, the later of which holds; `adrift` is what
    could not be applied.
    """

    same: frozenset[Pair] = frozenset()
    apart: frozenset[Pair] = frozenset()
    unsure: frozenset[Pair] = frozenset()
    overruled: tuple[tuple[int, int], ...] = ()
    adrift: tuple[Adrift, ...] = ()


def held_account(account: Account, read: dict[str, Handle], left: Left) -> HeldAccount:
    """An account of a report as it was `left`, with its handles; `read` are those of the report's claims, by claim id.

    The claims that people rejected belong to the account still: a decision may hold on to it by them.
    """
    rejected = [claim.id for claim, _ in left.rejected if claim.incident == account.key]
    return HeldAccount(
        id=account.id, report=account.report, handles=tuple(read[claim] for claim in (*account.claims, *rejected))
    )


def handles_by_claim(report: str, claims: Iterable[Claim]) -> dict[str, Handle]:
    """The handle of every claim as it was read in `report` (a digest), by the claim's id."""
    return {claim.id: handle_of(report, claim) for claim in claims}


def rulings_on(accounts: Sequence[HeldAccount], decisions: Iterable[Decision]) -> Rulings:
    """What the decisions that hold say of pairs of these accounts; of two on the same pair, the later.

    A telling is the account that has the most of its claims. A telling of a report that is not among `accounts` is
    passed over; one that two accounts share alike is adrift.
    """
    finder = _Finder(accounts)
    told: dict[Pair, tuple[Judgement, int]] = {}
    overruled: dict[tuple[int, int], None] = {}
    for decision in standing(decisions).holding:
        for pair, judgement in _pairs(decision, finder):
            before = told.get(pair)
            if before is not None and before[0] != judgement and before[1] != decision.number:
                overruled[before[1], decision.number] = None
            told[pair] = (judgement, decision.number)
    apart = frozenset(pair for pair, (judgement, _) in told.items() if judgement == "not_same")
    return Rulings(
        same=_enough([pair for pair, (judgement, _) in told.items() if judgement == "same"], apart),
        apart=apart,
        unsure=frozenset(pair for pair, (judgement, _) in told.items() if judgement == "unsure"),
        overruled=tuple(overruled),
        adrift=tuple(finder.adrift),
    )


def lost_accounts(decisions: Iterable[Decision], read: Mapping[str, Sequence[Handle]]) -> list[Adrift]:
    """The accounts that decisions which hold speak of, and of which no claim is read any more.

    `read` has the handles of all claims that are read now, by report (its digest); others are passed over.
    """
    found = []
    for decision in standing(decisions).holding:
        for telling in _tellings(decision):
            others = read.get(telling[0].report) if telling else None
            if others is not None and all(matching(handle, others) is None for handle in telling):
                found.append(Adrift(decision=decision.number, handles=telling, why=LOST))
    return found


def _tellings(decision: Decision) -> tuple[Telling, ...]:
    ruling = decision.ruling
    match ruling:
        case Judged():
            return (*ruling.one, *ruling.other)
        case Moved():
            return (*ruling.to, *ruling.away)
        case Noted():
            return ruling.on
        case _:
            return ()


def _pairs(decision: Decision, finder: _Finder) -> Iterator[tuple[Pair, Judgement]]:
    """The pairs of accounts on which one decision rules."""
    ruling = decision.ruling
    if isinstance(ruling, Judged):
        one, other = finder.accounts(decision, ruling.one), finder.accounts(decision, ruling.other)
        for pair in _across(one, other):
            yield pair, ruling.judgement
    elif isinstance(ruling, Moved):
        moved = finder.holding(ruling.claims)
        to, away = finder.accounts(decision, ruling.to), finder.accounts(decision, ruling.away)
        for pair in _across(moved, [account for account in away if account not in {*moved, *to}]):
            yield pair, "not_same"
        for pair in (*_across(moved, to), *combinations(sorted(moved), 2)):
            yield pair, "same"


def _enough(same: Sequence[Pair], apart: frozenset[Pair]) -> frozenset[Pair]:
    """So many pairs as bring together what `same` does: where nothing in it is apart, one for each account will do."""
    leaders: dict[str, str] = {}

    def leader(account: str) -> str:
        while leaders.setdefault(account, account) != account:
            leaders[account] = account = leaders[leaders[account]]
        return account

    for one, other in same:
        first, second = sorted((leader(one), leader(other)))
        leaders[second] = first
    contested = {leader(one) for one, other in apart if one in leaders and leader(one) == leader(other)}
    star = {(leader(account), account) for account in list(leaders) if leader(account) not in contested}
    every = {pair for pair in same if leader(pair[0]) in contested}
    return frozenset(every | {(one, other) for one, other in star if one != other})


def _across(ones: Iterable[str], others: Iterable[str]) -> Iterator[Pair]:
    for one, other in product(ones, others):
        if one != other:
            yield (min(one, other), max(one, other))


class _Finder:
    """Finds accounts by the claims that decisions hold of them."""

    def __init__(self, accounts: Sequence[HeldAccount]) -> None:
        self.adrift: list[Adrift] = []
        self._handles: dict[str, list[Handle]] = {}
        self._owners: dict[str, list[str]] = {}
        for account in accounts:
            self._handles.setdefault(account.report, []).extend(account.handles)
            self._owners.setdefault(account.report, []).extend(account.id for _ in account.handles)

    def accounts(self, decision: Decision, tellings: Iterable[Telling]) -> list[str]:
        """The accounts that the tellings are now."""
        found = dict.fromkeys(account for telling in tellings for account in self._account(decision, telling))
        return list(found)

    def holding(self, handles: Iterable[Handle]) -> list[str]:
        """The accounts to which the claims belong."""
        return list(dict.fromkeys(owner for handle in handles if (owner := self._owner(handle)) is not None))

    def _account(self, decision: Decision, telling: Telling) -> tuple[str, ...]:
        owners = Counter(owner for handle in telling if (owner := self._owner(handle)) is not None)
        most = [owner for owner, count in owners.items() if count == max(owners.values())]
        if len(most) > 1:
            why = f"what was one account is {len(most)} now, and none of them has the most of it"
            self.adrift.append(Adrift(decision=decision.number, handles=telling, why=why))
        return tuple(most) if len(most) == 1 else ()

    def _owner(self, handle: Handle) -> str | None:
        if handle.report not in self._handles:
            return None
        at = matching(handle, self._handles[handle.report])
        return None if at is None else self._owners[handle.report][at]
