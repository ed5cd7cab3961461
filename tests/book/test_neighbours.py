"""What is brought together beside an account is what would be brought together in the whole book."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from itertools import combinations
from types import SimpleNamespace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tollbook.book.judgements import Pairs
from tollbook.book.neighbours import Neighbours
from tollbook.incidents.across import LINKED, cluster
from tollbook.model import Account, Claim, Left, Report
from tollbook.storage import NewAccount, scratch_view

Pair = tuple[str, str]

ODDS = st.sampled_from([0.1, 0.2, 0.3, 0.35, 0.4, 0.5, 0.5, 0.6, 0.8, 0.9, 0.9])
"""Few different ones, so that many pairs are as likely: copies of a dispatch are."""


class Judged:
    """Judgements that change from one moment to the next."""

    def __init__(self) -> None:
        self.now = Pairs()

    def left(self, report: Report, claims: tuple[Claim, ...], at: int | None = None) -> Left:
        """The claims as they were read."""
        return Left(claims=claims)

    def pairs(self, accounts: Collection[str], at: int) -> Pairs:
        """The pairs that one of the accounts is in."""
        asked = set(accounts)

        def mine(pairs: frozenset[Pair]) -> frozenset[Pair]:
            return frozenset(pair for pair in pairs if asked & set(pair))

        return Pairs(same=mine(self.now.same), apart=mine(self.now.apart), unsure=mine(self.now.unsure))

    def review(self, accounts: Any, claims_of: Any, at: int) -> Any:
        """Nobody has looked."""
        return "untouched"

    def reports(self, entry: Any) -> tuple[str, ...]:
        """None."""
        return ()

    def regroups(self, entry: Any) -> bool:
        """None does."""
        return False


class Kept:
    """A view that is kept up to date by what lies beside each change, and what the whole of it would make."""

    def __init__(self) -> None:
        self.view = scratch_view()
        self.judged = Judged()
        self.links: dict[Pair, float] = {}
        self.numbers: dict[str, int] = {}
        road: Any = SimpleNamespace(linked=LINKED, cluster=cluster)
        self._neighbours = Neighbours(self.view, self.judged, lambda: road)
        self._at = 0

    def add(self, name: str, odds: Mapping[str, float]) -> None:
        """An account comes, linked with some that are there."""
        self._at += 1
        account = Account(
            id=name, report=name, key=name, kind="incident", published=dt.date(2026, 1, 1), when=None, places=(),
            attack_types=(), claims=(),
        )  # fmt: skip
        new = NewAccount(
            account=account, reading=1, since=self._at, sketch=b"", claims=None, mark="", filed=()
        )  # fmt: skip
        number = self.numbers[name] = self.view.keep(new)
        known = {other: value for other, value in odds.items() if other in self.numbers and other != name}
        self.view.link(number, {self.numbers[other]: value for other, value in known.items()})
        self.links |= {(min(name, other), max(name, other)): value for other, value in known.items()}
        self._settle({number})

    def remove(self, name: str) -> None:
        """An account is in force no longer: its incident is taken apart."""
        self._at += 1
        number = self.numbers.pop(name)
        touched = {other for _, other, _ in self.view.links([number], LINKED)}
        for incident in self.view.incidents_of([number]).values():
            touched |= set(self.view.members(incident))
            self.view.drop_incident(incident)
        self.view.supersede(number, self._at)
        self.links = {pair: value for pair, value in self.links.items() if name not in pair}
        self._settle(touched - {number})

    def judge(self, **pairs: frozenset[Pair]) -> None:
        """People judge some pairs, in the place of what they judged before."""
        self._at += 1
        before, self.judged.now = self.judged.now, Pairs(**pairs)
        every = [each for judged in (before, self.judged.now) for each in (judged.same, judged.apart, judged.unsure)]
        about = {name for pairs_ in every for pair in pairs_ for name in pair}
        self._settle({self.numbers[name] for name in about if name in self.numbers})

    def found(self) -> set[tuple[str, ...]]:
        """The incidents as they are kept."""
        names = {number: name for name, number in self.numbers.items()}
        homes = set(self.view.incidents_of(names).values())
        return {tuple(sorted(names[number] for number in self.view.members(home))) for home in homes}

    def whole(self) -> set[tuple[str, ...]]:
        """The incidents that all accounts make at once."""
        now = self.judged.now
        links = {pair: value for pair, value in self.links.items() if pair not in now.unsure}
        return set(cluster(self.numbers, links, now.same, now.apart))

    def _settle(self, touched: Collection[int]) -> None:
        core, groups = self._neighbours.settled(touched, self._at)
        for incident in set(self.view.incidents_of(core).values()):
            self.view.drop_incident(incident)
        for group in groups:
            self.view.put_incident(f"{group[0]}-{self._at}", group)


NAMES = [f"a{number:02}" for number in range(16)]
PAIRS = list(combinations(NAMES, 2))
JUDGED = st.frozensets(st.sampled_from(PAIRS), max_size=4)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_what_lies_beside_an_account_makes_what_the_whole_book_would(data: st.DataObject) -> None:
    """Whatever the order in which accounts come, go and are judged."""
    kept = Kept()
    order = data.draw(st.permutations(NAMES))
    for name in order:
        others = data.draw(st.dictionaries(st.sampled_from(NAMES), ODDS, max_size=5))
        kept.add(name, others)
        assert kept.found() == kept.whole()
        match data.draw(st.sampled_from(["", "", "", "remove", "judge"])):
            case "remove":
                kept.remove(data.draw(st.sampled_from(sorted(kept.numbers))))
            case "judge":
                same, apart, unsure = data.draw(st.tuples(JUDGED, JUDGED, JUDGED))
                kept.judge(same=same, apart=apart - same, unsure=unsure - same - apart)
        assert kept.found() == kept.whole()
