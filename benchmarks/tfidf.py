"""A baseline for linking: TF-IDF vectors, compared where reports were published within a window of days."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple, TypeAlias

from tollbook.model import Report

Vector: TypeAlias = dict[str, float]
Clusters: TypeAlias = list[tuple[int, ...]]

LEAST = (0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6)
WINDOWS = (1, 3, 7, 14, 30, 90)
_WORD = re.compile(r"[a-z0-9]{2,}")


class Baseline(NamedTuple):
    """From which cosine on, and within how many days, two reports are linked; groups are what links connect."""

    least: float
    window: int


class Linked(NamedTuple):
    """Two reports, by number, with their cosine and the days between their publication."""

    one: int
    other: int
    cosine: float
    days: int


def vectors(reports: Sequence[Report], known: Collection[int]) -> list[Vector]:
    """Unit vectors of titles and texts: (1 + log tf) * idf, the idf counted in the reports of the numbers `known`."""
    told = [Counter(_WORD.findall(f"{report.title or ''} {report.text}".lower())) for report in reports]
    counts = Counter(word for number in known for word in told[number])
    found = []
    for words in told:
        weighed = {
            word: (1 + math.log(count)) * math.log((len(known) + 1) / (counts[word] + 1))
            for word, count in words.items()
        }
        length = math.sqrt(sum(weight * weight for weight in weighed.values())) or 1.0
        found.append({word: weight / length for word, weight in weighed.items()})
    return found


def linked(reports: Sequence[Report], weighed: Sequence[Vector], numbers: Collection[int]) -> list[Linked]:
    """The pairs among `numbers` that some setting may link."""
    days = {number: (reports[number].published or dt.date.min).toordinal() for number in numbers}
    ordered = sorted(numbers, key=lambda number: (days[number], number))
    found = []
    for position, one in enumerate(ordered):
        for other in ordered[position + 1 :]:
            apart = days[other] - days[one]
            if apart > WINDOWS[-1]:
                break
            short, long = sorted((weighed[one], weighed[other]), key=len)
            cosine = sum(weight * long[word] for word, weight in short.items() if word in long)
            if cosine >= LEAST[0]:
                found.append(Linked(one, other, cosine, apart))
    return found


def clusters_of(numbers: Collection[int], pairs: Sequence[Linked], setting: Baseline) -> Clusters:
    """The groups that the links of a setting connect."""
    leader = {number: number for number in numbers}

    def lead(number: int) -> int:
        while leader[number] != number:
            leader[number] = leader[leader[number]]
            number = leader[number]
        return number

    for pair in pairs:
        if pair.cosine >= setting.least and pair.days <= setting.window:
            leader[lead(pair.one)] = lead(pair.other)
    groups: dict[int, list[int]] = {}
    for number in numbers:
        groups.setdefault(lead(number), []).append(number)
    return [tuple(group) for group in groups.values()]


def choose(numbers: Collection[int], pairs: Sequence[Linked], score: Callable[[Clusters], float]) -> Baseline:
    """The setting of the best score."""
    settings = [Baseline(least, window) for least in LEAST for window in WINDOWS]
    return max(settings, key=lambda setting: score(clusters_of(numbers, pairs, setting)))
