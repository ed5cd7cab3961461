"""Passages written as careless outlets write them: without commas and apostrophes, in small letters, in capitals.

Treebanks are well punctuated; much of what the reader gets is not (scraped texts lose their commas, old wires shout).
A parser that has never seen "Syrias army said 12 people were killed" without a comma breaks on it.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator

from data import UNKNOWN, Passage

STRIPPED, SMALL, CAPITALS = 0.6, 0.25, 0.15
"""How often a variant loses its marks, its capitals, or its small letters."""
_MARKS = frozenset(", ; : ( ) - – — ' ’ ‘ [ ]".split())
_QUOTES = frozenset("\" “ ” `` ''".split())
_POSSESSIVES = frozenset(("'s", "’s"))


def variants_of(passages: Iterable[Passage], seed: int) -> Iterator[Passage]:
    """One variant of each passage."""
    rng = random.Random(seed)
    for passage in passages:
        draw = rng.random()
        if draw < STRIPPED:
            yield stripped(passage, quotes=rng.random() < 0.3)
        elif draw < STRIPPED + SMALL:
            yield _rewritten(passage, [word.lower() for word in passage.words])
        else:
            yield _rewritten(passage, [word.upper() for word in passage.words])


def stripped(passage: Passage, *, quotes: bool) -> Passage:
    """The passage without its inner marks, `quotes` among them or not; a possessive is written onto its word."""
    gone = _MARKS | (_QUOTES if quotes else frozenset()) | _POSSESSIVES
    words = list(passage.words)
    for index in range(1, len(words)):
        if words[index] in _POSSESSIVES:
            words[index - 1] += "s"
    kept = [index for index, word in enumerate(words) if word not in gone]
    place = {index: position for position, index in enumerate(kept)}

    def moved(target: int) -> int:
        return target if target < 0 else place.get(target, UNKNOWN)

    return Passage(
        words=[words[index] for index in kept],
        sentences=[passage.sentences[index] for index in kept],
        tags={head: [labels[index] for index in kept] for head, labels in passage.tags.items()},
        heads=None if passage.heads is None else [moved(passage.heads[index]) for index in kept],
        relations=None if passage.relations is None else [passage.relations[index] for index in kept],
        links={
            name: {place[word]: moved(target) for word, target in known.items() if word in place}
            for name, known in passage.links.items()
        },
    )


def _rewritten(passage: Passage, words: list[str]) -> Passage:
    return Passage(words, passage.sentences, passage.tags, passage.heads, passage.relations, passage.links)
