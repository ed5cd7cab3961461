"""Words as the registry reads them: names that are spelt apart ("Pakistan's", "al-Nusra", "U.S.") read alike."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}(?:[^\W\d_](?![^\W_]))?|[^\W_]+(?:['’‘`´][^\W\d_]+)*")
_APOSTROPHE = re.compile(r"['’‘`´]")


class Token(NamedTuple):
    """One word of a text: its folded `form`, its place, and what its writing tells."""

    form: str
    start: int
    end: int
    surface: str
    capital: bool
    hyphened: bool
    """A hyphen joins it to the word before."""


def tokenise(text: str, spellings: Mapping[str, str]) -> list[Token]:
    """The words of `text` in order, in time linear in its length. A possessive "'s" is dropped; accents, apostrophes
    and the dots of an abbreviation fold away; `spellings` maps a folded form to the one the registry uses.
    """
    tokens = []
    for found in _TOKEN.finditer(text):
        start, end = found.span()
        form, surface, capital = _read(found.group())
        hyphened = start > 0 and text[start - 1] in "-‐‑"
        tokens.append(Token(spellings.get(form, form), start, end, surface, capital, hyphened))
    return tokens


def key_of(words: Sequence[Token]) -> str:
    """The key under which a name of these words stands in the registry."""
    return " ".join(token.form for token in words)


def fold(word: str) -> str:
    """`word` in lower case, without accents."""
    lowered = word.lower()
    if lowered.isascii():
        return lowered
    return "".join(c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c))


@lru_cache(maxsize=16384)
def _read(written: str) -> tuple[str, str, bool]:
    """A word's folded form, the word without its marks, and whether it begins with a capital."""
    surface = _bare(written)
    return fold(surface), surface, surface[:1].isupper()


def _bare(written: str) -> str:
    """A word without its possessive "'s", its apostrophes and its dots."""
    if written.isalnum():
        return written
    parts = _APOSTROPHE.split(written)
    if len(parts) > 1 and parts[-1] in ("s", "S"):
        parts.pop()
    return "".join(parts).replace(".", "")
