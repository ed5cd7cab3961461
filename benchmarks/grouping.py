"""How clusters of reports agree with the incidents that people filed them under."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple, TypeAlias

Pair: TypeAlias = tuple[str, str]
Groups: TypeAlias = Sequence[Collection[str]]


class Agreement(NamedTuple):
    """Precision, recall and F1."""

    precision: float
    recall: float
    f1: float

    def __str__(self) -> str:
        return f"P {self.precision:.3f}  R {self.recall:.3f}  F1 {self.f1:.3f}"


def b_cubed(groups: Groups, incident_of: Mapping[str, str], among: Collection[str] | None = None) -> Agreement:
    """B-cubed over all reports, or `among` some, which are then judged within their whole groups."""
    sizes = Counter(incident_of.values())
    precision = recall = counted = 0.0
    for group in groups:
        told = Counter(incident_of[account] for account in group)
        for account in group:
            if among is None or account in among:
                right = told[incident_of[account]]
                precision += right / len(group)
                recall += right / sizes[incident_of[account]]
                counted += 1
    return _agreement(precision, recall, counted, counted)


def pairwise(groups: Groups, incident_of: Mapping[str, str], among: Collection[str]) -> Agreement:
    """How many of the pairs that were joined are one incident, and how many of those were joined; pairs with a report
    of `among`.
    """
    joined = {
        pair for group in groups for pair in combinations(sorted(group), 2) if pair[0] in among or pair[1] in among
    }
    wanted = set(same_incident(incident_of))
    return _agreement(len(joined & wanted), len(joined & wanted), len(joined), len(wanted))


def say_reliability(chances: Iterable[tuple[float, bool]]) -> None:
    """Print how often pairs of a probability are one incident."""
    print("\nprobability of a pair   pairs   mean   one incident")
    bands: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for chance, same in chances:
        bands[min(9, int(chance * 10))].append((chance, same))
    for band, pairs in sorted(bands.items()):
        expected, share = mean([chance for chance, _ in pairs]), mean([same for _, same in pairs])
        print(f"{band / 10:.1f} to {band / 10 + 0.1:.1f}            {len(pairs):6,}  {expected:5.3f}  {share:5.3f}")


def same_incident(incident_of: Mapping[str, str]) -> Iterator[Pair]:
    """Every pair of main accounts that are filed under one incident."""
    members: dict[str, list[str]] = defaultdict(list)
    for account, incident in incident_of.items():
        members[incident].append(account)
    for accounts in members.values():
        yield from combinations(sorted(accounts), 2)


def mean(values: Sequence[float]) -> float:
    """The mean; 0 of nothing."""
    return sum(values) / max(1, len(values))


def _agreement(right: float, found: float, ours: float, theirs: float) -> Agreement:
    precision, recall = right / (ours or 1), found / (theirs or 1)
    return Agreement(precision, recall, 2 * precision * recall / ((precision + recall) or 1))
