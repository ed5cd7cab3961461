"""Whether a casualty is said to have happened, denied, or only thought of."""

from __future__ import annotations

from tollbook.claims.phrases import clauses_above
from tollbook.claims.tagger import Analysis
from tollbook.claims.verbs import conjugated
from tollbook.model import Polarity

_HYPOTHETICAL = frozenset("could would might may threaten threatens threatened if".split())
_PRACTISING = conjugated("practise practice rehearse simulate") | frozenset(
    "drill drills rehearsal rehearsals simulation simulations simulated mock".split()
)
"""Words of an exercise, whose casualties are none."""
_DENYING = frozenset("deny denies denied denying refute refutes refuted".split())


def polarity_of(analysis: Analysis, word: int) -> Polarity:
    """Denied under a verb of denying and where another number takes its place, hypothetical under a modal, an "if" or a
    word of practising.
    """
    if _put_right(analysis, word):
        return "denied"
    path = clauses_above(analysis, word)
    for above in path:
        if analysis.lower[above] in _DENYING:
            return "denied"
        if _practised(analysis, above):
            return "hypothetical"
    for above in path[:2]:
        before = [child for child in analysis.children[above] if child < above and analysis.forms[child] != "May"]
        words = {analysis.lower[child] for child in before}  # "May" is a month
        if words & _HYPOTHETICAL and analysis.best["part_of_speech"][above] in {"VERB", "AUX"}:
            perfect = any(analysis.lower[child] == "have" for child in analysis.children[above])
            return "asserted" if perfect and "may" in words else "hypothetical"
    return "asserted"


def _put_right(analysis: Analysis, word: int) -> bool:
    """Whether another number stands in its place ("seven, not nine", "four rather than five")."""
    low, _ = analysis.bounds(word)
    before = analysis.lower[max(low, word - 3) : word]
    return (before[-1:] == ["not"] and before[-2:-1] in ([","], ["and"], ["but"])) or before[-2:] == ["rather", "than"]


def _practised(analysis: Analysis, word: int) -> bool:
    """Whether a word tells of an exercise, by itself, its subject or what is said of it; not where it only happened at
    one ("two soldiers were hurt during a drill").
    """
    near = [child for child in analysis.children[word] if analysis.relation[child] in {"nsubj", "amod", "compound"}]
    return any(analysis.lower[one] in _PRACTISING for one in (word, *near))
