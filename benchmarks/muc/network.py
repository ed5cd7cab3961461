"""A network of one hidden layer, and logistic regression, in numpy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.floating]
Whole = npt.NDArray[np.integer]

HIDDEN, BATCH, EPOCHS, STRIDE, DECAY = 160, 512, 8, 1e-3, 0.01
DROPPED, DROPPED_HIDDEN = 0.2, 0.4
NEGATIVES = 0.4
"""The share of mentions without any role that an epoch looks at, each counted for so many more."""
SIDE = 0.5
"""What the other questions count beside the roles'."""


@dataclass
class Lesson:
    """What is right of each mention: `yes` (rows, labels) 0 or 1, `maybe` (rows, labels) 0, 1 or -1 for no matter, and
    for each of `choices` the right label's number, -1 for none.
    """

    yes: Floats
    maybe: Whole
    choices: Sequence[Whole]

    def take(self, rows: Whole) -> Lesson:
        """The same of some rows alone."""
        return Lesson(self.yes[rows], self.maybe[rows], [choice[rows] for choice in self.choices])


@dataclass
class Network:
    """Weights in and out of the hidden layer (rectified), and what is added."""

    weights: list[Floats]

    def __call__(self, rows: Floats) -> Floats:
        """The log odds of each label."""
        first, add_first, second, add_second = self.weights
        parts = [
            np.maximum(rows[at : at + 4096].astype(np.float32) @ first + add_first, 0) @ second + add_second
            for at in range(0, len(rows), 4096)
        ]
        return np.concatenate(parts) if parts else np.zeros((0, len(add_second)), np.float32)


def taught(rows: Floats, chosen: Whole, lesson: Lesson, sizes: Sequence[int], seed: int = 0) -> Network:
    """A network that learnt from the `chosen` of the rows; `sizes` tells how many labels each choice has.

    Binary cross-entropy for yes and maybe, cross-entropy for choices; Adam (Kingma and Ba 2015), decoupled weight decay
    (Loshchilov and Hutter 2019), dropout (Srivastava and others 2014); the stride rises over 100 steps, then falls.
    """
    chance = np.random.default_rng(seed)
    labels = lesson.yes.shape[1] + lesson.maybe.shape[1] + sum(sizes)
    network = _fresh(chance, rows.shape[1], labels, lesson.yes.shape[1])
    mean = [np.zeros_like(part) for part in network.weights]
    square = [np.zeros_like(part) for part in network.weights]
    any_role = lesson.yes[chosen].any(1)
    with_role, without = chosen[any_role], chosen[~any_role]
    drawn = int(NEGATIVES * len(without))
    steps, step = EPOCHS * -(-(len(with_role) + drawn) // BATCH), 0
    for _ in range(EPOCHS):
        order = np.concatenate([with_role, chance.choice(without, drawn, replace=False)])
        chance.shuffle(order)
        for at in range(0, len(order), BATCH):
            some, step = order[at : at + BATCH], step + 1
            slopes = _slopes(network, rows[some].astype(np.float32), lesson.take(some), sizes, chance)
            stride = np.float32(STRIDE * min(1, step / 100) * max(0.02, 1 - step / steps))
            for part, slope, m, s in zip(network.weights, slopes, mean, square, strict=True):
                m += np.float32(0.1) * (slope - m)
                s += np.float32(0.01) * (slope**2 - s)
                move = m / np.float32(1 - 0.9**step) / (np.sqrt(s / np.float32(1 - 0.99**step)) + np.float32(1e-6))
                part -= stride * (move + (np.float32(DECAY) * part if part.ndim == 2 else 0))
    return network


def _fresh(chance: np.random.Generator, width: int, labels: int, rare: int) -> Network:
    """Weights to begin with; the first `rare` labels are thought unlikely."""
    second = np.zeros(labels, np.float32)
    second[:rare] = -5
    return Network(
        [
            chance.normal(0, width**-0.5, (width, HIDDEN)).astype(np.float32),
            np.zeros(HIDDEN, np.float32),
            chance.normal(0, HIDDEN**-0.5, (HIDDEN, labels)).astype(np.float32),
            second,
        ]
    )


def _slopes(
    network: Network, rows: Floats, lesson: Lesson, sizes: Sequence[int], chance: np.random.Generator
) -> list[Floats]:
    """How the loss rises with each weight."""
    first, add_first, second, add_second = network.weights
    rows = rows * ((chance.random(rows.shape, np.float32) > DROPPED) / np.float32(1 - DROPPED))
    before = rows @ first + add_first
    kept = (chance.random(before.shape, np.float32) > DROPPED_HIDDEN) / np.float32(1 - DROPPED_HIDDEN)
    hidden = np.maximum(before, 0) * kept
    scores = hidden @ second + add_second
    error = np.zeros_like(scores)
    yes, maybe = lesson.yes.shape[1], lesson.maybe.shape[1]
    often = np.where(lesson.yes.any(1), 1, 1 / NEGATIVES)[:, None]
    error[:, :yes] = (share(scores[:, :yes]) - lesson.yes) * often
    asked = lesson.maybe >= 0
    error[:, yes : yes + maybe] = np.where(asked, share(scores[:, yes : yes + maybe]) - lesson.maybe, 0) * SIDE
    at = yes + maybe
    for size, right in zip(sizes, lesson.choices, strict=True):
        told = np.flatnonzero(right >= 0)
        shares = choice(scores[told, at : at + size])
        shares[np.arange(len(told)), right[told]] -= 1
        error[told, at : at + size] = shares * SIDE
        at += size
    error *= np.float32(8 / len(rows))
    back = (error @ second.T) * kept * (before > 0)
    return [rows.T @ back, back.sum(0), hidden.T @ error, error.sum(0)]


def share(odds: Floats) -> Floats:
    """Log odds as probabilities."""
    return np.asarray(1 / (1 + np.exp(-np.clip(odds, -30, 30))))


def odds(shares: Floats | float) -> Floats:
    """Probabilities as log odds, none of them certain."""
    kept = np.clip(shares, 1e-4, 1 - 1e-4)
    return np.asarray(np.log(kept / (1 - kept)))


def choice(scores: Floats) -> Floats:
    """Scores as probabilities of labels of which one is right."""
    weights = np.exp(scores - scores.max(1, keepdims=True))
    return np.asarray(weights / weights.sum(1, keepdims=True))


def regression(rows: Floats, right: Floats, ridge: float) -> Floats:
    """The weights of a logistic regression by Newton's method, a ridge on all but the last, which is the constant's."""
    penalty = np.full(rows.shape[1], ridge)
    penalty[-1] = 1e-3
    weights = np.zeros(rows.shape[1])
    for _ in range(60):
        shares = share(rows @ weights)
        slope = rows.T @ (right - shares) - penalty * weights
        bend = (rows * (shares * (1 - shares))[:, None]).T @ rows + np.diag(penalty)
        move = np.linalg.solve(bend, slope)
        weights += move
        if abs(move).max() < 1e-6:
            break
    return weights
