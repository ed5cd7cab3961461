"""From scores of arcs to a tree: one root, every word under it.

The best governor of each word by itself is nearly always a tree already. Where it is not, surplus roots and loops are
mended by the cheapest change, one at a time: near the maximum spanning tree at a fraction of its cost.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]


def tree_of(scores: Floats) -> list[int]:
    """The governor of each word, -1 for the root. `scores` (words, 1 + words): of each word under the root (column 0)
    and under each word.
    """
    size = len(scores)
    if size == 1:
        return [-1]
    under_words = scores[:, 1:].copy()
    np.fill_diagonal(under_words, -np.inf)
    best = under_words.argmax(-1)
    root = int((scores[:, 0] - under_words[np.arange(size), best]).argmax())
    governors: list[int] = best.tolist()
    governors[root] = -1
    for _ in range(size):
        loop = _loop_in(governors)
        if not loop:
            break
        word, governor = _cheapest_way_out(under_words, governors, loop, root)
        governors[word] = governor
    return governors


def _loop_in(governors: list[int]) -> list[int]:
    """The words of one loop, empty where every word hangs under the root."""
    safe: set[int] = set()
    for start in range(len(governors)):
        path: list[int] = []
        word = start
        while word >= 0 and word not in safe and word not in path:
            path.append(word)
            word = governors[word]
        if word >= 0 and word in path:
            return path[path.index(word) :]
        safe.update(path)
    return []


def _cheapest_way_out(scores: Floats, governors: list[int], loop: list[int], root: int) -> tuple[int, int]:
    """Which word of a loop to hang under which word that is not under the loop, for the least loss of score."""
    outside = [word for word in range(len(governors)) if _hangs_under(governors, word, root)]
    losses = scores[loop, [governors[word] for word in loop]][:, None] - scores[np.ix_(loop, outside)]
    row, column = np.unravel_index(int(losses.argmin()), losses.shape)
    return loop[int(row)], outside[int(column)]


def _hangs_under(governors: list[int], word: int, root: int) -> bool:
    seen: set[int] = set()
    while word != root:
        if word < 0 or word in seen:
            return False
        seen.add(word)
        word = governors[word]
    return True
