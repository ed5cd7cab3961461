"""Mentions: the noun phrases and names of a text that could fill a string slot, and the ways to cut them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.muc.templates import normal
from tollbook.claims.phrases import noun_phrase
from tollbook.claims.tagger import Analysis

_NOUNS = frozenset({"NOUN", "PROPN"})
_LEFT = frozenset({"compound", "amod", "flat", "nmod:desc", "nmod:unmarked", "nmod:poss", "punct"})
CUTS = ("name", "head", "compound", "modified", "counted", "joined", "whole")


@dataclass(frozen=True)
class Mention:
    """A word and what stands around it: `word` carries the phrase, `kind` is its kind of name ("" for none), and
    `cuts` the ways to quote it, by name, as normalised strings; cuts that quote the same come once.
    """

    word: int
    kind: str
    first: int
    last: int
    cuts: dict[str, str]


def mentions_of(analysis: Analysis) -> list[Mention]:
    """The mentions of a text, in order: each name, and each noun, also one within another's phrase ("dynamite
    attack").
    """
    named: set[int] = set()
    found: list[Mention] = []
    for first, last, kind in analysis.names:
        named.update(range(first, last))
        word = next((i for i in range(first, last) if not first <= analysis.governor[i] < last), first)
        found.append(_mention(analysis, word, kind, (first, last)))
    for word, part in enumerate(analysis.best["part_of_speech"]):
        if word in named or part not in _NOUNS or not analysis.forms[word][:1].isalnum():
            continue
        found.append(_mention(analysis, word, "", None))
    return sorted(found, key=lambda mention: mention.word)


def _mention(analysis: Analysis, word: int, kind: str, name: tuple[int, int] | None) -> Mention:
    cuts: dict[str, str] = {}
    low, high = analysis.bounds(word)
    first, last = noun_phrase(analysis, word)
    for cut, (begin, end) in _cuts(analysis, word, name, (first, last)):
        words = normal(analysis.text[analysis.words[begin][0] : analysis.words[end - 1][1]])
        if words and low <= begin < end <= high and words not in cuts.values():
            cuts[cut] = words
    return Mention(word, kind, first, last, cuts)


def _cuts(
    analysis: Analysis, word: int, name: tuple[int, int] | None, phrase: tuple[int, int]
) -> Iterator[tuple[str, tuple[int, int]]]:
    if name is not None:
        yield "name", name
    parts = analysis.best["part_of_speech"]
    first = compound = word
    while first - 1 >= phrase[0] and _within(analysis, first - 1, word) and parts[first - 1] not in {"DET", "NUM"}:
        first -= 1
        if parts[first] in _NOUNS and compound == first + 1:
            compound = first
    while first < word and parts[first] in {"PUNCT", "PART", "PRON"}:
        first += 1
    yield "modified", (first, word + 1)
    yield "compound", (compound, word + 1)
    yield "head", (word, word + 1)
    begin = first
    if begin - 1 >= phrase[0] and parts[begin - 1] == "NUM":
        yield "counted", (begin - 1, word + 1)
    yield "joined", (first, max(word + 1, phrase[1]))
    yield "whole", phrase


def _within(analysis: Analysis, index: int, word: int) -> bool:
    """Whether the word at `index` modifies `word`, by one step or two."""
    governor = analysis.governor[index]
    if analysis.relation[index] not in _LEFT and analysis.relation[index] not in {"case", "advmod", "nummod"}:
        return False
    return governor == word or (governor >= 0 and governor != index and index < governor < word)
