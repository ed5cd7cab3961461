"""Whatever the scores, what comes out is a tree."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tollbook.claims.trees import tree_of


@given(
    st.integers(1, 12).flatmap(lambda size: arrays(np.float32, (size, size + 1), elements=st.floats(-50, 50, width=32)))
)
def test_one_root_and_every_word_under_it(scores: np.ndarray[tuple[int, int], np.dtype[np.float32]]) -> None:
    governors = tree_of(scores)
    assert governors.count(-1) == 1
    for word in range(len(governors)):
        path = []
        while word >= 0:
            assert word not in path
            path.append(word)
            word = governors[word]


def test_the_best_governors_stand_where_they_are_a_tree() -> None:
    scores = np.full((3, 4), -5, np.float32)
    scores[1, 0], scores[0, 2], scores[2, 2] = 4, 4, 4
    assert tree_of(scores) == [1, -1, 1]


def test_a_loop_is_left_by_the_cheapest_way() -> None:
    scores = np.array([[9, 0, 0, 0], [0, 1, 0, 8], [0, 2, 8, 0]], np.float32)
    assert tree_of(scores) == [-1, 2, 0]
