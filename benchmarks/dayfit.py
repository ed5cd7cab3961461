"""Learning the weights that choose a claim's days: `benchmarks/days.py --fit`.

A conditional logit over each claim's candidates, with one layer of tanh units beside the straight weights, learnt by
Adam (Kingma and Ba 2015) with weight decay and with signs dropped at random. Of a claim's candidates those with the
annotated days are right, claims without any are left out. Nets from several seeds are laid side by side, which is the
mean of their scores. `crossed` measures what is learnt on reports that were held out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from tollbook.days.features import Signs, candidates, describe_mention, describe_place
from tollbook.days.scene import Scene

Matrix = NDArray[np.float32]
Days = tuple[str, str] | None

UNITS, EPOCHS, SEEDS = 20, 9, 4
BATCH, STRIDE, DECAY, DROP = 128, 3e-3, 1e-4, 0.1
RARE = 100
"""A sign that held more seldom gets no weight."""


class Case(msgspec.Struct):
    """A claim: the signs of each candidate, which of them are right, how much it counts, and its report's number."""

    signs: list[Signs]
    right: list[bool]
    weight: float
    report: int


def cases_of(scene: Scene, gold: Sequence[Days], report: int) -> Iterator[Case]:
    """The claims of a report that have a right and a wrong candidate."""
    mentions = [describe_mention(scene, index) for index in range(len(scene.mentions))]
    for place, days in zip(scene.places, gold, strict=True):
        told = describe_place(scene, place)
        signs: list[Signs] = []
        right: list[bool] = []
        for index, beside, shared in candidates(scene, place):
            when = None if index is None else scene.mentions[index].when
            right.append((None if when is None else (when.start.isoformat(), when.end.isoformat())) == days)
            signs.append(told + beside + shared + ([] if index is None else mentions[index]))
        if any(right) and not all(right):
            yield Case(signs, right, 1.0 if place.kind == "C" else 0.4, report)


def learn(cases: Sequence[Case], target: Path) -> None:
    """Learn from all of the cases and write the weights."""
    names = _names(cases)
    nets = [_Net(_Table(cases, names), seed) for seed in range(SEEDS)]
    target.parent.mkdir(exist_ok=True)
    np.savez_compressed(
        target,
        names=np.array(names),
        signs=np.hstack([*(net.inner for net in nets), sum(net.straight for net in nets)[:, None] / SEEDS]).astype(
            np.float16
        ),
        bias=np.concatenate([net.bias for net in nets]).astype(np.float16),
        out=np.concatenate([net.out / SEEDS for net in nets]).astype(np.float16),
    )
    print(f"{len(names)} signs weighed, learnt from {len(cases)} claims, into {target}")


def crossed(cases: Sequence[Case], folds: int = 5) -> float:
    """The share of claims whose best candidate is right, each judged by a net that did not see its report."""
    right = 0
    for fold in range(folds):
        seen = [case for case in cases if case.report % folds != fold]
        kept = [case for case in cases if case.report % folds == fold]
        names = _names(seen)
        net = _Net(_Table(seen, names), fold)
        table = _Table(kept, names)
        scores = net.scores(table.rows)
        for first, last in zip(table.starts[:-1], table.starts[1:], strict=True):
            right += bool(table.right[first:last][int(np.argmax(scores[first:last]))])
    return right / len(cases)


def _names(cases: Sequence[Case]) -> list[str]:
    counted = Counter(name for case in cases for name in {name for signs in case.signs for name, _ in signs})
    return sorted(name for name, count in counted.items() if count >= RARE)


class _Table:
    """The cases as one matrix, a row a candidate."""

    def __init__(self, cases: Sequence[Case], names: Sequence[str]) -> None:
        number = {name: column for column, name in enumerate(names)}
        flat = [signs for case in cases for signs in case.signs]
        self.rows = np.zeros((len(flat), len(names)), np.float32)
        for row, signs in enumerate(flat):
            for name, value in signs:
                if name in number:
                    self.rows[row, number[name]] += value
        self.right = np.array([mark for case in cases for mark in case.right], np.float32)
        self.weights = np.array([case.weight for case in cases], np.float32)
        self.starts = np.concatenate([[0], np.cumsum([len(case.signs) for case in cases])]).astype(int)


class _Net:
    """One net, learnt when it is made."""

    def __init__(self, table: _Table, seed: int) -> None:
        self._chance = np.random.default_rng(seed)
        width = table.rows.shape[1]
        self.inner: Matrix = (self._chance.normal(size=(width, UNITS)) * 0.15).astype(np.float32)
        self.bias: Matrix = np.zeros(UNITS, np.float32)
        self.out: Matrix = (self._chance.normal(size=UNITS) * 0.2).astype(np.float32)
        self.straight: Matrix = np.zeros(width, np.float32)
        self._means = [np.zeros_like(part) for part in self._parts()]
        self._squares = [np.zeros_like(part) for part in self._parts()]
        self._steps = 0
        for epoch in range(EPOCHS):
            share = 1.0 if epoch < 0.6 * EPOCHS else 0.3 if epoch < 0.85 * EPOCHS else 0.1
            order = self._chance.permutation(len(table.weights))
            for first in range(0, len(order), BATCH):
                self._step(table, order[first : first + BATCH], STRIDE * share)

    def scores(self, rows: Matrix) -> Matrix:
        scores: Matrix = np.tanh(rows @ self.inner + self.bias) @ self.out + rows @ self.straight
        return scores

    def _parts(self) -> list[Matrix]:
        return [self.inner, self.bias, self.out, self.straight]

    def _step(self, table: _Table, chosen: NDArray[np.int64], stride: float) -> None:
        sizes = table.starts[chosen + 1] - table.starts[chosen]
        places = np.concatenate([np.arange(table.starts[one], table.starts[one + 1]) for one in chosen])
        starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
        case = np.repeat(np.arange(len(chosen)), sizes)
        rows = table.rows[places] * (self._chance.random((len(places), table.rows.shape[1]), dtype=np.float32) > DROP)
        units = np.tanh(rows @ self.inner + self.bias)
        kept = (self._chance.random(UNITS) > 0.15) / 0.85
        scores = (units * kept) @ self.out + rows @ self.straight
        heavy = np.exp(scores - np.maximum.reduceat(scores, starts)[case])
        share = heavy / np.add.reduceat(heavy, starts)[case]
        wanted = share * table.right[places]
        wanted = wanted / np.maximum(np.add.reduceat(wanted, starts)[case], 1e-9)
        slope = ((share - wanted) * table.weights[chosen][case] / len(chosen)).astype(np.float32)
        back = np.outer(slope, self.out * kept) * (1 - units * units)
        slopes = [rows.T @ back, back.sum(0), (units * kept).T @ slope, rows.T @ slope]
        self._steps += 1
        for part, mean, square, rise in zip(self._parts(), self._means, self._squares, slopes, strict=True):
            rise = rise + DECAY * part
            mean += 0.1 * (rise - mean)
            square += 0.001 * (rise**2 - square)
            part -= stride * (mean / (1 - 0.9**self._steps)) / (np.sqrt(square / (1 - 0.999**self._steps)) + 1e-7)
