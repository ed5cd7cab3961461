"""Weighing the day words of a report against its claims.

Each claim's candidates are scored by a small network whose weights were learnt from annotated reports
(`benchmarks/days.py --fit`): the signs of `features` go straight to the score and, beside that, through one layer of
units; a softmax over a claim's candidates (McFadden's conditional logit, 1974) makes shares of the scores. Candidates
that mean the same days add up.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from itertools import accumulate

import msgspec
import numpy as np
from numpy.typing import NDArray

from tollbook.days.features import Signs, candidates, describe_mention, describe_place
from tollbook.days.scene import Place, Scene
from tollbook.model import Span, When

Shares = dict[When | None, float]
Matrix = NDArray[np.float32]

_HINT = 3.0
"""What it weighs that the reader linked the words to the claim. Its heads were not there when the weights were learnt;
three is enough to turn a doubtful choice and not enough to make a statement's day an event's.
"""


class Network(msgspec.Struct, frozen=True):
    """The weights: `names` numbers the signs; a row of `signs` holds a sign's weights for each unit and, in the last
    column, for the score itself; `bias` and `out` are the units' own.
    """

    names: dict[str, int]
    signs: Matrix
    bias: Matrix
    out: Matrix

    def weigh(self, described: Sequence[Signs]) -> Matrix:
        """The sum of the weights of each description's signs; unknown signs weigh nothing."""
        columns: list[int] = []
        values: list[float] = []
        sizes: list[int] = []
        number = self.names.get
        for signs in described:
            before = len(columns)
            for name, value in signs:
                column = number(name)
                if column is not None:
                    columns.append(column)
                    values.append(value)
            if len(columns) == before:
                columns.append(0)
                values.append(0.0)
            sizes.append(len(columns) - before)
        if not sizes:
            return np.zeros((0, self.signs.shape[1]), np.float32)
        weighed = self.signs[columns] * np.array(values, np.float32)[:, None]
        summed: Matrix = np.add.reduceat(weighed, [0, *accumulate(sizes[:-1])])
        return summed

    def scores(self, summed: Matrix) -> Matrix:
        """The score of each row of summed weights."""
        scores: Matrix = np.tanh(summed[:, :-1] + self.bias) @ self.out + summed[:, -1]
        return scores


@cache
def network() -> Network:
    """The network that is shipped."""
    with (files("tollbook.days") / "data" / "choice.npz").open("rb") as stream, np.load(stream) as kept:
        names = {name: number for number, name in enumerate(kept["names"].tolist())}
        signs, bias, out = (kept[name].astype(np.float32) for name in ("signs", "bias", "out"))
    return Network(names, signs, bias, out)


def all_shares(scene: Scene, hints: Sequence[Span | None]) -> list[Shares]:
    """For each claim the share of every candidate's days, None for "the text does not tell"; they sum to 1."""
    net = network()
    found = [list(candidates(scene, place)) for place in scene.places]
    if not found:
        return []
    places = net.weigh([describe_place(scene, place) for place in scene.places])
    mentions = net.weigh([describe_mention(scene, index) for index in range(len(scene.mentions))])
    mentions = np.vstack([mentions, np.zeros((1, mentions.shape[1]), np.float32)])  # the last row for no mention
    flat = [candidate for each in found for candidate in each]
    claim = np.repeat(np.arange(len(found)), [len(each) for each in found])
    mention = [-1 if index is None else index for index, _, _ in flat]
    told_once = {id(shared): shared for _, _, shared in flat}
    row = {key: number for number, key in enumerate(told_once)}
    shared = net.weigh(list(told_once.values()))[[row[id(signs)] for _, _, signs in flat]]
    own = net.weigh([signs for _, signs, _ in flat])
    scores = net.scores(places[claim] + mentions[mention] + shared + own).tolist()
    weighed: list[Shares] = []
    start = 0
    for place, each, hint in zip(scene.places, found, hints, strict=True):
        indexes = [index for index, _, _ in each]
        weighed.append(_shares(scene, indexes, scores[start : start + len(each)], hint or _by_the_hour(scene, place)))
        start += len(each)
    return weighed


def _by_the_hour(scene: Scene, place: Place) -> Span | None:
    """A time of day without its day ("said on Saturday that at dawn ...") is on the one day that the sentence names."""
    own = scene.by_sentence.get(place.sentence, [])
    if not scene.topics[place.sentence].hour or len(own) != 1 or not scene.mentions[own[0]].speech:
        return None
    return Span.of(scene.text, scene.mentions[own[0]].start, scene.mentions[own[0]].end)


def _shares(scene: Scene, indexes: Sequence[int | None], scores: list[float], hint: Span | None) -> Shares:
    if hint is not None:
        scores = [score + _HINT * _linked(scene, index, hint) for index, score in zip(indexes, scores, strict=True)]
    top = max(scores)
    heavy = [math.exp(score - top) for score in scores]
    total = sum(heavy)
    found: Shares = {}
    for index, share in zip(indexes, heavy, strict=True):
        when = None if index is None else scene.mentions[index].when
        found[when] = found.get(when, 0.0) + share / total
    return found


def _linked(scene: Scene, index: int | None, hint: Span) -> bool:
    if index is None:
        return False
    return scene.mentions[index].start < hint.end and hint.start < scene.mentions[index].end
