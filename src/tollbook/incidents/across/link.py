"""How likely two accounts tell of the same incident."""

from __future__ import annotations

import math

from tollbook.incidents.across.sketch import Sketch
from tollbook.model import kilometres

LINKED = 0.5
"""From this probability on two accounts are taken to be one incident."""

UNSURE = 0.1
"""From this probability on a person is asked."""


def probability(one: Sketch, other: Sketch) -> float:
    """The probability that two accounts, of different reports, tell of the same incident. It is the same both ways, and
    follows from the two alone.
    """
    if one.kind != other.kind:
        return 0.0
    odds = -3.0
    if one.days and other.days:
        gap = max(one.days[0], other.days[0]) - min(one.days[1], other.days[1])
        odds += 2.0 if gap <= 0 else -gap
    near = [
        kilometres(a.lat, a.lon, b.lat, b.lon)
        for a in one.points
        for b in other.points
        if a.lat is not None and a.lon is not None and b.lat is not None and b.lon is not None
    ]
    if near:
        odds += 2.0 if min(near) < 30 else -2.0
    mine = {(figure.effect, figure.value) for figure in one.figures}
    if mine & {(figure.effect, figure.value) for figure in other.figures}:
        odds += 1.5
    return 1 / (1 + math.exp(-odds))
