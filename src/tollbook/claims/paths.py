"""How the words of a claim hang together in the tree, for a person who asks how it was read."""

from __future__ import annotations

import bisect

from tollbook.claims.tagger import Analysis
from tollbook.model import Claim, Span


def paths_of(analysis: Analysis, claim: Claim) -> dict[str, str]:
    """From the words that each slot rests on to those of the claim, by slot; nothing for slots of other sentences.

    "soldiers <nsubj:pass killed" hangs soldiers under killed as its subject, "killed nummod> 12" goes down.
    """
    own = claim.basis.get("claim")
    if own is None or own.words is None:
        return {}
    anchor = _head(analysis, own.words)
    found = {}
    for slot, basis in claim.basis.items():
        if basis.words is not None and basis.words != own.words:
            path = _path(analysis, anchor, _head(analysis, basis.words))
            if path is not None:
                found[slot] = path
    return found


def _head(analysis: Analysis, words: Span) -> int:
    """The word of a span that hangs highest: whose governor stands outside it."""
    first = max(0, bisect.bisect_right(analysis.words, (words.start, len(analysis.text))) - 1)
    last = max(first + 1, bisect.bisect_left(analysis.words, (words.end, 0)))
    return next((word for word in range(first, last) if not first <= analysis.governor[word] < last), first)


def _path(analysis: Analysis, start: int, end: int) -> str | None:
    """The way through the tree from one word to another of its sentence, None where there is none."""
    up, down = _above(analysis, start), _above(analysis, end)
    joint = next((word for word in up if word in down), None)
    if joint is None or start == end:
        return None
    climb = [f"<{analysis.relation[word]} {analysis.forms[analysis.governor[word]]}" for word in up[: up.index(joint)]]
    descent = [f"{analysis.relation[word]}> {analysis.forms[word]}" for word in reversed(down[: down.index(joint)])]
    return " ".join([analysis.forms[start], *climb, *descent])


def _above(analysis: Analysis, word: int) -> list[int]:
    """A word and its governors up to the root."""
    found = [word]
    while analysis.governor[found[-1]] >= 0 and analysis.governor[found[-1]] not in found:
        found.append(analysis.governor[found[-1]])
    return found
