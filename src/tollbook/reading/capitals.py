"""Texts all in capitals, put into letters as one would write them: "GUNMEN KILLED AN FMLN LEADER IN SAN SALVADOR" to
"Gunmen killed an FMLN leader in San Salvador". Later stages tell names by their capitals.

A word that running text mostly writes small is written small, one that it writes in capitals stays, and every other
word is taken for a name; `benchmarks/capitals.py` learns the list of words and measures the whole. The length and the
characters stay, but for their case.
"""

from __future__ import annotations

import importlib.resources
import re
from functools import cache

import msgspec

from tollbook.errors import ResourceError
from tollbook.model import Report

SHARE = 0.95
"""How much of a stretch's letters are capitals where it is all in capitals (a name "McCann" or a "kg" may be in it)."""
LEAST_OF_TEXT = 40
"""Letters that a text must have for its capitals to mean anything."""
LEAST_OF_PARAGRAPH = 200
"""Letters from which on a paragraph is put into small letters in a text that is not all in capitals. A headline is not:
its capitals do no harm.
"""

_WORD = re.compile(r"[^\W\d_]+")
_PARAGRAPH = re.compile(r"[^\n]+(?:\n[^\n]+)*")
_OPENS = re.compile(r"(?:^|[.!?:]['\"”’)\]]*\s+|\n\s*\n\s*|\]\s*|\[)['\"“‘(\[]*$")
"""What stands before the first word of a sentence."""
_CLITICS = frozenset("s t re ve ll d m".split())
_ACRONYM = 6
"""Letters up to which a word alone in brackets is taken for an acronym ("[FMLN]")."""


def in_small_letters(report: Report) -> Report:
    """The report with what is all in capitals as one would write it; the same report where nothing is."""
    text = small(report.text)
    if text == report.text:
        return report
    return msgspec.structs.replace(report, text=text, title=report.title and small(report.title))


def small(text: str) -> str:
    """A text with what is all in capitals as one would write it, every character in its place."""
    if shouted(text, LEAST_OF_TEXT):
        return _written(text)
    return _PARAGRAPH.sub(
        lambda found: _written(found.group()) if shouted(found.group(), LEAST_OF_PARAGRAPH) else found.group(), text
    )


def shouted(text: str, least: int) -> bool:
    """Whether a text of at least so many letters is all in capitals."""
    if sum(map(text.count, "aeiou")) > (1 - SHARE) * len(text):
        return False  # small vowels alone are too many: a quick look that is enough for nearly every text
    letters = sum(map(str.isalpha, text))
    return letters >= least and sum(map(str.isupper, text)) >= SHARE * letters


def _written(text: str) -> str:
    words, acronyms = _known()
    return _WORD.sub(lambda found: _word(text, found, words, acronyms), text)


def _word(text: str, found: re.Match[str], words: frozenset[str], acronyms: frozenset[str]) -> str:
    capitals = found.group()
    low = capitals.lower()
    before, behind = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
    if len(low) != len(capitals) or low in acronyms:
        return capitals
    if before in {"'", "’"} and low in _CLITICS:
        return low
    name = low[0].upper() + low[1:]
    if low in words and (len(low) > 1 or low == "a"):
        return name if _OPENS.search(text[max(0, found.start() - 12) : found.start()]) else low
    bare = not re.search("[aeiouyà-öø-ÿ]", low)
    bracketed = before in {"[", "("} and behind in {"]", ")"} and len(low) <= _ACRONYM
    return capitals if bare or bracketed else name


@cache
def _known() -> tuple[frozenset[str], frozenset[str]]:
    """Words that are mostly written small, and words that are mostly written in capitals (in small letters here)."""
    try:
        data = (importlib.resources.files("tollbook.reading") / "data" / "words.txt").read_text(encoding="utf-8")
    except OSError as error:
        raise ResourceError(f"the list of words cannot be read ({error}): reinstall tollbook") from error
    known = data.split()
    return frozenset(word for word in known if word.islower()), frozenset(w.lower() for w in known if w.isupper())
