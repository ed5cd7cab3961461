"""A person's name to what the report calls that person: "governor Ann Example", "Ann Example, a doctor in Homs"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tollbook.actors.context import Context
from tollbook.actors.gathering import FORMER
from tollbook.actors.phrase import Finding, resolve

SHORTEST = 3
"""A shorter name stands in a text by chance."""
MOST_MENTIONS = 8
BEFORE = 90
"""A title before a name is looked for in so many characters."""
AFTER = 140
_LINKS = frozenset("of the for and in".split())
_ABBREVIATION = "".join(
    rf"(?<!\b{written})" for written in "Lt Col Gen Maj Capt Brig Sgt Adm Gov Sen Rep Dr Mr Ms Mrs U.S U.N".split()
)
_SENTENCE_END = re.compile(rf"{_ABBREVIATION}[.!?;:\n\"“”()\[\]](?:\s|$)|[“”\"\n()]")
_APPOSITION = re.compile(r"\s{0,3}(?:,|\(|–|—|-{1,2} )\s{0,3}|\s(?=of\s)")
_CLAUSE_END = re.compile(r"[.!?;:\n\"“”()\[\]–—]|,\s")


def by_title(name: str, context: Context, *, place: str | None = None) -> Finding | None:
    """Who the person `name` is by the words that stand before or after the name somewhere in the report; the mention
    that tells most decides. None where no mention tells.
    """
    best: Finding | None = None
    if len(name) < SHORTEST:
        return None
    for at in _mentions(name, context.report.text):
        for words in (_before(at, context), _after(at + len(name), context)):
            found = resolve(words, context, place=place) if words else None
            if found is None or not (found.title or words.startswith("of ")):
                continue
            if best is None or found.certainty > best.certainty:
                best = found
    return best


def _mentions(name: str, text: str) -> Iterator[int]:
    """Where a name stands in a text, as whole words."""
    at = text.find(name)
    for _ in range(MOST_MENTIONS):
        if at < 0:
            return
        end = at + len(name)
        if not text[at - 1 : at].isalnum() and not text[end : end + 1].isalnum():
            yield at
        at = text.find(name, end)


def _before(at: int, context: Context) -> str:
    """The words of a title that run up to the name at `at`: known words, capitals and the small words that join
    them, back to the first other word.
    """
    text = context.report.text
    window = text[max(0, at - BEFORE) : at]
    ends = [found.end() for found in _SENTENCE_END.finditer(window.rstrip(" ,"))]
    window = window[ends[-1] if ends else 0 :]
    tokens = context.lexicon.tokenise(window)
    known: set[int] = set()
    last = 0
    for match in context.lexicon.matches(tokens, context.letters):
        known.update(range(match.first, match.after))
        last = match.after
    named = [context.letters == "mixed" and token.capital for token in tokens]
    if not tokens or not all(named[last:]) or tokens[last - 1].form.endswith("s"):  # a plural is no one's title
        return ""
    first = len(tokens)
    while first and (first - 1 in known or named[first - 1] or tokens[first - 1].form in _LINKS):
        first -= 1
    if first and tokens[first - 1].form in FORMER:
        return ""
    return window[tokens[first].start :] if first < len(tokens) else ""


def _after(at: int, context: Context) -> str:
    """The apposition that follows a name: ", a spokesman for the army,"."""
    text = context.report.text
    opening = _APPOSITION.match(text, at)
    if opening is None:
        return ""
    rest = text[opening.end() : opening.end() + AFTER]
    words = ""
    for _ in range(2):  # an age may stand first: ", 34, a resident"
        end = _CLAUSE_END.search(rest)
        words = rest[: end.start()] if end else rest
        if not words.strip().isdigit() or end is None:
            break
        rest = rest[end.end() :]
    return words
