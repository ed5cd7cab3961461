"""What two reports have in common: passages that are the same, edited, or of one pattern about different things."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from itertools import chain, pairwise
from typing import NamedTuple, TypeAlias, TypeVar

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from tollbook.reading.origins.passages import Passage, Word, words_in

SHINGLE = 3
"""Words of a shingle: one changed word costs three, so an edited sentence of 20 words keeps most of its 18."""
NEAR = 0.4
"""Share of the shingles of the shorter of two passages that the longer has too, from which they are compared closely.
A word changed in each half of a 20-word sentence leaves two thirds, a changed word in every fourth place a fifth."""
ALIKE = 0.6
"""Share of the words of the shorter of two passages that stand, in their order, in the other, where it is the same
passage edited. Two reporters' sentences on one event seldom have half in common."""
SPELLING = 70.0
"""Likeness of two names (0 to 100, rapidfuzz's ratio) that are one in two spellings, as Hilmand and Helmand."""


Words: TypeAlias = tuple[Word, ...]
Shingle: TypeAlias = tuple[str, ...]

Key = TypeVar("Key", str, Shingle)


class Text:
    """A text and its passages that are to be compared, cut up once for all its comparings."""

    def __init__(self, text: str, passages: tuple[Passage, ...]) -> None:
        self.text, self.passages = text, passages

    @cached_property
    def by_key(self) -> dict[str, tuple[int, ...]]:
        """The passages, by number, of each key."""
        return _by([(passage.key, number) for number, passage in enumerate(self.passages)])

    @cached_property
    def runs(self) -> tuple[frozenset[Shingle], ...]:
        """The shingles of each passage."""
        return tuple(shingles(passage.key) for passage in self.passages)

    @cached_property
    def holders(self) -> dict[Shingle, tuple[int, ...]]:
        """The passages, by number, that hold each shingle."""
        return _by([(run, number) for number, runs in enumerate(self.runs) for run in runs])

    def words(self, number: int) -> str:
        """The words of one passage."""
        return self.text[self.passages[number].start : self.passages[number].end]


class Common(NamedTuple):
    """A passage of each of two texts (by number) that are one, and the share of each one's words that are the other's.

    `varied` where a name or a figure of one stands in the place of another: one pattern, filled differently; `revised`
    where figures alone differ so, as in a dispatch whose toll has risen.
    """

    left: int
    right: int
    of_left: float
    of_right: float
    varied: bool = False
    revised: bool = False


def common(left: Text, right: Text) -> list[Common]:
    """The passages that two texts have in common."""
    found = [
        Common(here, there, 1.0, 1.0)
        for key in left.by_key.keys() & right.by_key.keys()
        for here in left.by_key[key]
        for there in right.by_key[key]
    ]
    return [*found, *_edited(left, right, {one.left for one in found}, {one.right for one in found})]


@lru_cache(maxsize=1 << 12)  # a report is cut up once, and compared with several
def shingles(key: str) -> frozenset[Shingle]:
    """The runs of `SHINGLE` words of a passage."""
    words = key.split(" ")
    ends = range(SHINGLE, max(SHINGLE, len(words)) + 1)
    return frozenset(tuple(words[end - SHINGLE : end]) for end in ends)


def _edited(left: Text, right: Text, equal_here: set[int], equal_there: set[int]) -> Iterator[Common]:
    """What stands edited in the other text, among the passages that do not stand there as they are."""
    held = right.holders.keys()
    for number, runs in enumerate(left.runs):
        if number in equal_here:
            continue
        met = runs & held
        if not met:
            continue
        shared = Counter(chain.from_iterable(map(right.holders.__getitem__, met)))
        for other, count in shared.items():
            if other not in equal_there and count >= NEAR * min(len(runs), len(right.runs[other])):
                found = _alike(left.words(number), right.words(other))
                if found is not None:
                    yield found._replace(left=number, right=other)


def _by(pairs: Iterable[tuple[Key, int]]) -> dict[Key, tuple[int, ...]]:
    found: defaultdict[Key, list[int]] = defaultdict(list)
    for key, number in pairs:
        found[key].append(number)
    return {key: tuple(numbers) for key, numbers in found.items()}


@lru_cache(maxsize=1 << 14)  # of copies the same sentences are compared again and again
def _alike(one: str, two: str) -> Common | None:
    ours, theirs = words_in(one), words_in(two)
    kept, replaced = _matched(ours, theirs)
    if kept < ALIKE * min(len(ours), len(theirs)):
        return None
    differ = [pair for pair in replaced if _differs(*pair)]
    revised = bool(differ) and not any(_differs(_names(here), _names(there)) for here, there in differ)
    return Common(0, 0, kept / len(ours), kept / len(theirs), varied=bool(differ), revised=revised)


def _matched(ours: Words, theirs: Words) -> tuple[int, list[tuple[Words, Words]]]:
    """How many words are kept, and which stand in the place of which others."""
    opcodes = Levenshtein.opcodes([word.folded for word in ours], [word.folded for word in theirs])
    blocks = [block for block in opcodes if block.tag == "equal"]
    ends = [(0, 0), *((block.src_end, block.dest_end) for block in blocks)]
    starts = [*((block.src_start, block.dest_start) for block in blocks), (len(ours), len(theirs))]
    replaced = [
        (ours[here:until_here], theirs[there:until_there])
        for (here, there), (until_here, until_there) in zip(ends, starts, strict=True)
        if until_here > here and until_there > there
    ]
    return sum(block.src_end - block.src_start for block in blocks), replaced


def _differs(ours: Words, theirs: Words) -> bool:
    """Whether words that stand in one place name different things: each has a name or figure that the other lacks."""
    return _lacks(ours, theirs) and _lacks(theirs, ours)


def _names(words: Words) -> Words:
    return tuple(word for word in words if not word.folded[0].isdigit())


def _lacks(ours: Words, theirs: Words) -> bool:
    said = [word.folded for word in theirs]
    joined = "".join(said)
    return any(
        word.telling
        and word.folded not in joined
        and (word.folded[0].isdigit() or not any(fuzz.ratio(word.folded, other) >= SPELLING for other in said))
        for word in ours
    )


def runs(numbers: Iterable[int]) -> Iterator[tuple[int, ...]]:
    """The numbers in runs of neighbours; one that is left out between two does not part them."""
    every = sorted(set(numbers))
    cuts = [0, *(at + 1 for at, (one, two) in enumerate(pairwise(every)) if two - one > 2), len(every)]
    for start, end in pairwise(cuts):
        if start < end:
            yield tuple(every[start:end])
