"""Trees and names for the annotated reports, which have none: as the network tells them before it learns claims.

The treebanks hold little news of war. While the claims were learnt on reports without trees, the parser went astray on
just their kind of text, though not on treebanks: against the network of before, a fifth of the governors changed. So it
teaches itself: what it is sure of on the reports stays there as a label.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import torch
from data import UNKNOWN, Passage
from network import Network
from torch import Tensor

from tollbook.claims.labels import HEADS
from tollbook.claims.windows import Window, batch_of

SURE = 0.6
"""The probability from which a label is taken over."""
WINDOWS_A_BATCH = 16
_PLAIN = ("name", "part_of_speech")


def label(network: Network, passages: Sequence[Passage], windows_of: Callable[[Passage], list[Window]]) -> None:
    """Give the passages the parts of speech, names and trees that the network is sure of; they are changed."""
    network.eval()
    cut: list[tuple[Passage, Window]] = []
    for passage in passages:
        size = len(passage.words)
        passage.tags |= {head: [UNKNOWN] * size for head in _PLAIN}
        passage.heads, passage.relations = [UNKNOWN] * size, [UNKNOWN] * size
        cut += ((passage, window) for window in windows_of(passage))
    cut.sort(key=lambda pair: len(pair[1].ids))
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
        for first in range(0, len(cut), WINDOWS_A_BATCH):
            batch = cut[first : first + WINDOWS_A_BATCH]
            inputs = {name: torch.from_numpy(array) for name, array in batch_of([w for _, w in batch]).items()}
            tags, _, arcs, relations, _ = network(**inputs)
            for row, (passage, window) in enumerate(batch):
                _fill(passage, window, tags[row].float(), arcs[row].float(), relations[row].float())


def _fill(passage: Passage, window: Window, tags: Tensor, arcs: Tensor, relations: Tensor) -> None:
    """Take over what the network says of one window (slot 0 is the root)."""
    assert passage.heads is not None
    assert passage.relations is not None
    words = range(window.first_word, window.last_word)
    start = 0
    for head, names in HEADS.items():
        if head in _PLAIN:
            passage.tags[head][words.start : words.stop] = _best(tags[1 : len(words) + 1, start : start + len(names)])
        start += len(names)
    slots = _best(arcs[1 : len(words) + 1])
    passage.heads[words.start : words.stop] = [
        slot if slot == UNKNOWN else -1 if slot == 0 else words.start + slot - 1 for slot in slots
    ]
    passage.relations[words.start : words.stop] = _best(relations[1 : len(words) + 1])


def _best(scores: Tensor) -> list[int]:
    """The likeliest label of each row, `UNKNOWN` where the network is not sure of it."""
    sure, best = scores.softmax(-1).max(-1)
    return [label if chance >= SURE else UNKNOWN for label, chance in zip(best.tolist(), sure.tolist(), strict=True)]
