"""The index of reports by what they say: a report that is added is compared with those few that may be akin to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from rensa import RMinHash

from tollbook.model import Origins, Report
from tollbook.reading.origins.align import Text, shingles
from tollbook.reading.origins.credits import prints
from tollbook.reading.origins.grouping import Identity, grouped, identity
from tollbook.reading.origins.kinship import QUOTED_WORDS, Kinship, Known, kinship
from tollbook.reading.origins.passages import Passage, passages_of, words_of

INDEXED_WORDS = 8
"""Words of a passage by which reports are looked up: shorter ones ("No arrests have been made.") are in reports without
number, and no text is made of them alone."""
BANDS, ROWS = 10, 4
"""Bands of the MinHash of a passage, and hashes in each: two passages with Jaccard similarity s of their shingles meet
with probability 1 - (1 - s^ROWS)^BANDS (Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, 3.4): 0.99 where
one word of twenty is changed (s = 0.77), 0.46 where two are (s = 0.5), 0.02 where s = 0.2. Copies share many passages,
and one that meets is enough."""
SEED = 1
STANDING_TIMES, STANDING_DAYS = 3, 7
"""A sentence that comes back so many times, each more than so many days after the last, is standing text: background
and boilerplate, which stands in reports that share nothing else."""


class OriginIndex:
    """Reports to be compared, and what was found: their kinships. What it finds depends on which reports it holds, and
    not on the order in which they came.
    """

    def __init__(self) -> None:
        self._known: list[Known] = []
        self._numbers: dict[Identity, int] = {}
        self._live: list[set[int]] = []  # by report, the bands of what in it proves something
        self._holders: dict[int, tuple[int, ...]] = {}  # reports, by band of what proves something
        self._printed: dict[str, list[int]] = defaultdict(list)  # reports, by pattern of a passage that is not standing
        self._standing: set[str] = set()
        self._kin: dict[tuple[int, int], Kinship] = {}
        self._near: dict[int, set[int]] = defaultdict(set)  # the reports to which one is akin

    def __len__(self) -> int:
        return len(self._known)

    def add(self, report: Report) -> tuple[str, ...]:
        """Take a report in, and tell the ids of those in the index that share a text or a quotation with it.

        A report that the index holds (the same bytes, outlet, address and day) changes nothing; of two ids that it
        came under, it goes by the smaller.
        """
        key = identity(report)
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self._known)
            self._take_in(number, _known(report))
        elif report.id < self._known[number].report.id:
            self._known[number] = self._known[number]._replace(report=report)
        return tuple(sorted(self._known[other].report.id for other in self._near[number]))

    def origins(self) -> Origins:
        """The origins of all reports in the index, and the quotations that reports of different origins share."""
        return grouped(self._known, self._kin)

    def _take_in(self, number: int, known: Known) -> None:
        self._known.append(known)
        self._live.append(set())
        fresh = {passage.pattern for passage in known.body.passages} - self._standing
        for pattern in fresh:
            self._printed[pattern].append(number)
        retired = [pattern for pattern in fresh if self._comes_back(pattern)]
        for pattern in retired:
            self._retire(pattern)
        self._live[number] = self._proving(number)
        others = self._candidates(number)
        alone = (number,)  # most bands are one report's alone: they share one tuple
        for band in self._live[number]:
            before = self._holders.get(band)
            self._holders[band] = (*before, number) if before else alone
        for other in others:
            self._compare(other, number)

    def _compare(self, one: int, two: int) -> None:
        """Set down the kinship of two reports, if any, always seen from the same of the two."""
        pair = (one, two) if identity(self._known[one].report) < identity(self._known[two].report) else (two, one)
        found = None
        if not self._live[one].isdisjoint(self._live[two]):
            found = kinship(self._known[pair[0]], self._known[pair[1]], self._standing.__contains__)
        if found:
            self._kin[pair] = found
            self._near[one].add(two)
            self._near[two].add(one)
        elif self._kin.pop(pair, None):
            self._near[one].discard(two)
            self._near[two].discard(one)

    def _proving(self, number: int) -> set[int]:
        """The bands of what in a report proves something: its quotations, and its passages that are not standing."""
        known = self._known[number]
        proving = [
            one for one in known.body.passages if one.size >= INDEXED_WORDS and one.pattern not in self._standing
        ]
        return {band for one in (*proving, *known.quoted.passages) for band in _bands(one.key)}

    def _comes_back(self, pattern: str) -> bool:
        holders = {self._known[number].report.published for number in self._printed[pattern]}
        times, last = 0, None
        for day in sorted(day for day in holders if day is not None):
            if last is None or (day - last).days > STANDING_DAYS:
                times, last = times + 1, day
        return times >= STANDING_TIMES

    def _retire(self, pattern: str) -> None:
        """Hold a passage for standing text from now on: what was found by it is weighed anew."""
        holders = self._printed.pop(pattern)
        self._standing.add(pattern)
        for number in holders:
            before, self._live[number] = self._live[number], self._proving(number)
            for band in before - self._live[number]:
                kept = tuple(other for other in self._holders.get(band, ()) if other != number)
                self._holders[band] = kept
        akin = {(low, high) for low in holders for high in self._near[low] | self._candidates(low)}
        for one, two in sorted({(min(pair), max(pair)) for pair in akin}):
            self._compare(one, two)

    def _candidates(self, number: int) -> set[int]:
        """The other reports in the index with which one shares a band of something that proves something."""
        return {other for band in self._live[number] for other in self._holders.get(band, ())} - {number}


def origins_of(reports: Iterable[Report]) -> Origins:
    """Which of the reports descend from one text, by which passages, and whose credit they carry."""
    index = OriginIndex()
    for report in reports:
        index.add(report)
    return index.origins()


@lru_cache(maxsize=256)  # the reports of an incident are compared again with each that joins them
def _known(report: Report) -> Known:
    cut = passages_of(report)
    quoted = tuple(_as_passages(report.text, cut.quotations))
    return Known(report, Text(report.text, cut.passages), Text(report.text, quoted), prints(report))


def _as_passages(text: str, quotations: Iterable[tuple[int, int]]) -> Iterator[Passage]:
    for start, end in quotations:
        words = words_of(text, start, end)
        key = " ".join(word.folded for word in words)
        if len(words) >= QUOTED_WORDS:
            yield Passage(start, end, 0, key, key, 0, len(words))


@lru_cache(maxsize=1 << 12)  # copies have their passages in common
def _bands(key: str) -> tuple[int, ...]:
    """The bands of a passage's MinHash."""
    (digest,) = RMinHash.digests_from_token_sets([[" ".join(run) for run in shingles(key)]], BANDS * ROWS, SEED)
    return tuple(hash((band, *digest[band * ROWS : (band + 1) * ROWS])) for band in range(BANDS))
