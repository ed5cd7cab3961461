"""Words to search for, as a person types them."""

from __future__ import annotations

import re
import unicodedata

from tollbook.errors import InputError

MOST = 64
"""The most words and phrases of one search."""

_PHRASE_OR_WORD = re.compile(r'"([^"]*)"?|([^\s"]+)')


def phrases(words: str) -> list[str]:
    """The words of a search, and its "phrases in double quotes" without their quotes; every one must be found.

    Raises `InputError` where there is nothing to search for, or more than `MOST`.
    """
    # NUL ends a text inside SQLite, and half a surrogate pair cannot be written: no report holds either.
    legible = words.replace("\0", " ").encode("utf-8", "replace").decode()
    found = [(match[1] or match[2] or "").strip() for match in _PHRASE_OR_WORD.finditer(legible)]
    found = [phrase for phrase in found if any(character.isalnum() for character in phrase)]
    if not found:
        raise InputError("There is nothing to search for. Give one word or more.")
    if len(found) > MOST:
        raise InputError(f"A search takes up to {MOST} words; these are {len(found)}. Leave some out.")
    return found


def folded(words: str) -> str:
    """Words as they are compared while somebody types: in small letters, without accents, single spaces between."""
    bare = "".join(char for char in unicodedata.normalize("NFKD", words) if not unicodedata.combining(char))
    return " ".join(bare.casefold().split())
