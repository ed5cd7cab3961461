"""Hedges: the words before and behind a number that say on which side of it the truth lies."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from tollbook.model import Bound

_HEDGES: tuple[tuple[Bound, str], ...] = (
    ("at_least", "at least|no fewer than|not fewer than|no less than|not less than|a minimum of|minimum|minimum of"
                 "|atleast|at the least|at the very least"),
    ("more_than", "more than|over|upwards of|upward of|in excess of|above|exceeding|exceeds|exceeded|well over"
                  "|just over|just above|well above|greater than|slightly more than|slightly over"
                  "|a little more than|a little over"),
    ("at_most", "up to|as many as|at most|no more than|not more than|a maximum of|maximum of|as much as|as high as"),
    ("fewer_than", "nearly|almost|fewer than|less than|under|just under|below|just below|well under|slightly under"
                   "|a little under|nearing|approaching|just shy of|just short of|not quite"),
    ("about", "about|some|around|an estimated|estimated|roughly|approximately|approx|circa|close to|close on"
              "|an average of|an approximate|in the region of|in the order of|something like|perhaps|maybe|possibly|~"),
)  # fmt: skip
_BEFORE: dict[str, tuple[tuple[tuple[str, ...], Bound], ...]] = {
    last: tuple(sorted(alike, key=lambda entry: -len(entry[0])))
    for last, alike in itertools.groupby(
        sorted(
            ((tuple(words.split()), bound) for bound, phrases in _HEDGES for words in phrases.split("|")),
            key=lambda entry: entry[0][-1],
        ),
        key=lambda entry: entry[0][-1],
    )
}
"""The hedges before a number by their last word, the longest first."""
_BEHIND: tuple[tuple[tuple[str, ...], Bound], ...] = (
    (("or", "more"), "at_least"),
    (("and", "counting"), "at_least"),
    (("and", "rising"), "at_least"),
    (("at", "the", "very", "least"), "at_least"),
    (("at", "least"), "at_least"),
    (("-", "plus"), "more_than"),
    (("+",), "more_than"),
    (("or", "so"), "about"),
    (("-", "odd"), "about"),
    (("-", "some"), "about"),
    (("or", "fewer"), "at_most"),
    (("or", "less"), "at_most"),
    (("at", "most"), "at_most"),
)  # fmt: skip
_BEHIND_BEGIN = frozenset(words[0] for words, _ in _BEHIND)
_RISES = frozenset(
    """gone go goes went going rise rises rose risen climb climbs climbed jump jumps jumped shot increase increased
    increases""".split()
)


def hedge_before(lower: Sequence[str], first: int) -> tuple[int, Bound | None]:
    """Where the hedge before the number at `first` begins, and its bound; `first` and None where there is none."""
    for words, before in _BEFORE.get(lower[first - 1], ()) if first else ():
        begin = first - len(words)
        if begin >= 0 and tuple(lower[begin:first]) == words:
            if words == ("up", "to") and begin and lower[begin - 1] in _RISES:
                return first, None  # "has gone up to 488" is 488
            return begin, before
    if first > 0 and lower[first - 1] in {"the", "another", "additional", "further", "other"}:
        begin, bound = hedge_before(lower, first - 1)
        if bound is not None:
            return begin, bound
    return first, None


def hedge_behind(lower: Sequence[str], last: int) -> tuple[int, Bound | None]:
    """Where the hedge behind the number that ends at `last` ends, and its bound."""
    if last < len(lower) and lower[last] in _BEHIND_BEGIN:
        for words, behind in _BEHIND:
            if tuple(lower[last : last + len(words)]) == words:
                return last + len(words), behind
    if tuple(lower[last + 1 : last + 3]) == ("at", "least"):  # "70 people at least"
        return last + 3, "at_least"
    if tuple(lower[last + 1 : last + 3]) == ("or", "more"):
        return last + 3, "at_least"
    return last, None
