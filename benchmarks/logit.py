"""A conditional logit (McFadden 1974) with a ridge: which of several candidates is the right one, by weighted signs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
STEPS = 300


class Case(NamedTuple):
    """A choice: the signs of every candidate, which of them are right, and how much the choice counts."""

    signs: Sequence[Mapping[str, float]]
    right: Sequence[bool]
    count: float


def learn(cases: Sequence[Case], start: Mapping[str, float], ridge: float) -> dict[str, float]:
    """The weights under which the right candidates are likeliest, `ridge` times the squared way from `start` taken off.

    Adam on the log-likelihood (Kingma and Ba 2015), over all cases at each step, the last third with small steps.
    """
    names = list(start)
    table = _table(cases, names)
    right = np.concatenate([np.array(case.right, dtype=float) for case in cases])
    sizes = [len(case.right) for case in cases]
    of_case = np.repeat(np.arange(len(cases)), sizes)
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    counts = np.repeat([case.count for case in cases], sizes)
    origin = np.array([start[name] for name in names])
    weights, mean, square = origin.copy(), np.zeros(len(names)), np.zeros(len(names))
    for step in range(1, STEPS + 1):
        scores = table @ weights
        heavy = np.exp(scores - np.maximum.reduceat(scores, starts)[of_case])
        share = heavy / np.add.reduceat(heavy, starts)[of_case]
        wanted = heavy * right / (np.add.reduceat(heavy * right, starts)[of_case] + 1e-12)
        slope = table.T @ ((wanted - share) * counts) - ridge * (weights - origin)
        mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope**2
        stride = 0.05 if step < STEPS * 2 / 3 else 0.01
        weights += stride * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return dict(zip(names, weights.tolist(), strict=True))


def share_right(cases: Sequence[Case], weights: Mapping[str, float]) -> float:
    """The share of cases, by what they count, whose likeliest candidate is a right one."""
    hits = 0.0
    for case in cases:
        scores = [sum(weights[name] * value for name, value in signs.items()) for signs in case.signs]
        hits += case.count * case.right[scores.index(max(scores))]
    return hits / sum(case.count for case in cases)


def _table(cases: Sequence[Case], names: Sequence[str]) -> Matrix:
    columns = {name: column for column, name in enumerate(names)}
    rows = [signs for case in cases for signs in case.signs]
    table = np.zeros((len(rows), len(names)))
    for row, signs in enumerate(rows):
        for name, value in signs.items():
            table[row, columns[name]] = value
    return table
