"""What is said not to be so: by "not", by nobody's doing it, or by a verb of denying before it."""

from __future__ import annotations

from tollbook.claims.phrases import subject_of
from tollbook.claims.speakers import says
from tollbook.claims.tagger import Analysis
from tollbook.claims.verbs import agent_of, conjugated

NEGATIONS = frozenset("not n't n’t never".split())
NOBODY = frozenset("no nobody none neither nor without".split())
_DENY = conjugated("deny")
REJECT = conjugated("reject refute dispute") | frozenset("dismiss dismisses dismissed dismissing".split())
"""What one does with an accusation, but also with much else."""
DENYING = _DENY | REJECT
BREAKS = frozenset("but while whereas ; saying adding calling insisting although though after when".split())
"""Where the scope of a verb ends."""


def is_negated(analysis: Analysis, word: int) -> bool:
    """Whether "not" or "never" goes with a word."""
    low, _ = analysis.bounds(word)
    near = analysis.lower[max(low, word - 3) : word]
    near += analysis.lower[word + 1 : word + 2]
    return bool((NEGATIONS | {"nobody", "no"}) & set(near)) or any(
        analysis.lower[c] in NEGATIONS for c in analysis.children[word]
    )


def is_denied(analysis: Analysis, word: int) -> bool:
    """Whether a word stands in the scope of a verb of denying."""
    low, _ = analysis.bounds(word)
    for index in range(word - 1, low, -1):
        if analysis.lower[index] in DENYING:
            return True
        if analysis.lower[index] in BREAKS or says(analysis, index):
            return False
    return False


def nobody_does(analysis: Analysis, verb: int) -> bool:
    """Whether a claiming is none: "no group has claimed", "it has not claimed", "without anyone claiming"."""
    low, _ = analysis.bounds(verb)
    if any(analysis.lower[child] in NEGATIONS for child in analysis.children[verb]):
        return True
    if agent_of(analysis, verb) is not None:
        return False
    subject = subject_of(analysis, verb) or low
    for index in range(verb - 1, max(low, verb - 10) - 1, -1):
        form = analysis.lower[index]
        if form in NOBODY or (form in NEGATIONS and verb - index <= 3):
            return True
        if form in BREAKS | {"which", "who"} or (form == "," and (index < subject or verb - index > 6)):
            return False
    return False
