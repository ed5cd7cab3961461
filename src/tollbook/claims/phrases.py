"""Phrases: what a word stands for, by the tree and the names."""

from __future__ import annotations

from tollbook.claims.tagger import Analysis

_LEFT = frozenset(
    "det det:predet amod compound nummod nmod:poss flat nmod:desc nmod:unmarked advmod punct appos".split()
)
_RIGHT = frozenset("flat compound nmod:desc fixed".split())
_INSIDE = (_LEFT | _RIGHT | {"nmod", "conj", "cc", "case"}) - {"appos", "punct"}
_JOINED_BY = frozenset("of for".split())
_OPEN = frozenset("\"'“‘([,;:-–—”’)]".split()) | frozenset("\"'“‘([,;:-–—”’)].")
_LONGEST = 14
"""Words after which a phrase is cut to its head: a broken tree must not quote half a sentence."""


def noun_phrase(analysis: Analysis, head: int) -> tuple[int, int]:
    """The noun phrase of `head` as words (first, one past the last): determiners, adjectives, compounds, possessors,
    and an "of" or "for" phrase right behind; no relative clause, no apposition.
    """
    low, high = analysis.bounds(head)
    first, last = head, head + 1
    for child in reversed(analysis.children[head]):
        if child < head and analysis.relation[child] in _LEFT:
            start = _leftmost(analysis, child)
            if start >= low and first - _rightmost(analysis, child) <= 2:
                first = min(first, start)
    for child in analysis.children[head]:
        if child >= last and (
            (analysis.relation[child] in _RIGHT and child - last <= 1) or _is_joined(analysis, child, last)
        ):
            last = max(last, min(_rightmost(analysis, child) + 1, high))
    for start, end, _ in analysis.names:
        if start < last and end > first and start >= low and end <= high and start <= head < end:
            first, last = min(first, start), max(last, end)
    if last - first > _LONGEST:
        first, last = name_around(analysis, head)
    first = max(first, _own_article(analysis, first, head))
    while first < head and analysis.lower[first] in _OPEN:
        first += 1
    while last - 1 > head and analysis.lower[last - 1] in _OPEN:
        last -= 1
    return first, last


def _own_article(analysis: Analysis, first: int, head: int) -> int:
    """Where a phrase begins that a broken tree lets begin in the one before: at the last article without a word such as
    "of" before it, as in "an allegation | the army rejected"; `first` where there is none.
    """
    for index in range(head - 1, first, -1):
        named = analysis.best["name"][index] != "O"
        if analysis.lower[index] in _ARTICLES and not named and analysis.lower[index - 1] not in _BEFORE_ARTICLE:
            return index
    return first


_ARTICLES = frozenset("the a an".split())
_BEFORE_ARTICLE = frozenset("of for in at on from to with by and or as all both half such many what quite".split())


def name_around(analysis: Analysis, word: int) -> tuple[int, int]:
    """The name that `word` is part of, or the word alone."""
    for first, last, kind in analysis.names:
        if first <= word < last:
            return _whole_name(analysis, first, last, kind)
    return word, word + 1


def _whole_name(analysis: Analysis, first: int, last: int, kind: str) -> tuple[int, int]:
    """A name with the word that the tagger left outside: the first of one that begins in its middle ("Red | Front",
    "health | ministry"), the last of a person's that is one word ("Dara | Example").
    """
    low, high = analysis.bounds(first)
    if analysis.best["name"][first].startswith("I-") and first - 1 > low:
        compound = analysis.relation[first - 1] == "compound" and analysis.governor[first - 1] in range(first, last)
        first -= compound or _is_capitalised(analysis, first - 1)
    if kind == "PER" and last - first == 1 and last < high and _is_capitalised(analysis, last):
        last += 1
    return first, last


def _is_capitalised(analysis: Analysis, word: int) -> bool:
    return analysis.forms[word][:1].isupper() and analysis.best["name"][word] == "O"


def kind_of_name(analysis: Analysis, word: int) -> str | None:
    """ "PER", "LOC", "ORG" or "MISC" where `word` is part of a name."""
    label = analysis.best["name"][word]
    return label[2:] if label != "O" else None


def clauses_above(analysis: Analysis, word: int) -> list[int]:
    """The words above `word`, from its governor to the root of the sentence."""
    path: list[int] = []
    current = analysis.governor[word]
    while current >= 0 and current not in path and current != word:
        path.append(current)
        current = analysis.governor[current]
    return path


def subject_of(analysis: Analysis, verb: int) -> int | None:
    """The subject of a verb; the last before it where a broken tree gives it several."""
    subjects = [child for child in analysis.children[verb] if analysis.relation[child].startswith("nsubj")]
    before = [child for child in subjects if child < verb]
    return before[-1] if before else subjects[0] if subjects else None


def subtree(analysis: Analysis, word: int) -> list[int]:
    """The words under `word`, itself among them, in text order."""
    seen = {word}
    stack = [word]
    while stack:
        for child in analysis.children[stack.pop()]:
            if child not in seen:
                seen.add(child)
                stack.append(child)
    return sorted(seen)


def _is_joined(analysis: Analysis, child: int, last: int) -> bool:
    """Whether `child` hangs on by an "of" or "for" right behind `last`."""
    return (
        analysis.relation[child].startswith("nmod")
        and last < len(analysis.lower)
        and analysis.lower[last] in _JOINED_BY
        and analysis.governor[last] == child
    )


def _leftmost(analysis: Analysis, word: int) -> int:
    return subtree(analysis, word)[0]


def _rightmost(analysis: Analysis, word: int) -> int:
    """The last word under `word`, relative clauses and appositions left out."""
    last, seen, stack = word, {word}, [word]
    while stack:
        current = stack.pop()
        last = max(last, current)
        for child in analysis.children[current]:
            if child not in seen and analysis.relation[child] in _INSIDE:
                seen.add(child)
                stack.append(child)
    return last
