"""The place names that need no model to be seen: countries, peoples, regions, and the places of those countries.

They give the report's context even where nobody marked them.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

from tollbook.model import Span
from tollbook.places.gazetteer import COUNTRY, PROVINCE, SETTLEMENT, Gazetteer, Lead
from tollbook.places.mentions import words_of
from tollbook.places.names import plain

_LONGEST = 4
_SHORTEST = 4
_CAPITALS = 1 / 25
_TOWN = 10_000
_PLACES = re.compile(r"\b(?:in|at|near|(?:town|city|village|district|province|suburb|outskirts) of)\s$", re.IGNORECASE)


def wide_names(text: str, marked: Sequence[Span], gazetteer: Gazetteer) -> list[Span]:
    """Names of countries, peoples and regions, and of provinces and (behind words such as "in") settlements of these
    countries, that overlap no marked span. Only words with a capital are looked at, unless the text has next to none.
    """
    taken = bytearray(len(text))
    for span in marked:
        taken[span.start : span.end] = b"\1" * (span.end - span.start)
    words = list(words_of(text))
    capitals = sum(text[start].isupper() for start, _ in words) > len(words) * _CAPITALS
    if capitals:
        starts = [at for at, (start, _) in enumerate(words) if text[start].isupper()]
    else:
        starts = list(range(len(words)))
    keys = [_plain_word(text[start:end]) for start, end in words]
    phrases = {at: list(_known(keys[at : at + _LONGEST], gazetteer)) for at in starts}

    def named(starts: Iterable[int], fits: Callable[[str], bool]) -> Iterator[Span]:
        for first in starts:
            for key, length in phrases[first]:
                low, high = words[first][0], words[first + length - 1][1]
                if not any(taken[low:high]) and "\n" not in text[low:high] and fits(key):
                    taken[low:high] = b"\1" * (high - low)
                    yield Span.of(text, low, high - 2 if text[high - 2 : high] in ("'s", "’s") else high)
                    break

    starts = [at for at in starts if phrases[at]]
    found = list(named(starts, gazetteer.is_wide))
    countries = {gazetteer.country[lead.place] for span in found for lead in _countries(span, gazetteer)}
    countries |= {gazetteer.country[lead.place] for span in marked for lead in _countries(span, gazetteer)}
    found += named(starts, lambda key: gazetteer.is_division_of(key, countries, PROVINCE, 0))
    starts = [at for at in starts if _PLACES.search(text, max(0, words[at][0] - 24), words[at][0])]
    found += named(starts, lambda key: gazetteer.is_division_of(key, countries, SETTLEMENT, 0 if capitals else _TOWN))
    return found


def _countries(span: Span, gazetteer: Gazetteer) -> Iterator[Lead]:
    for key, _ in _known(plain(span.text).split(), gazetteer):
        if gazetteer.is_wide(key):
            yield from (lead for lead in gazetteer.named(key) if gazetteer.kind[lead.place] == COUNTRY)


@lru_cache(maxsize=8192)
def _plain_word(word: str) -> str:
    return plain(word)


def _known(words: Sequence[str], gazetteer: Gazetteer) -> Iterator[tuple[str, int]]:
    """The gazetteer's names at the start of some folded words, longest first, with how many words each takes.

    A last "s" may be left over: "Syrians", or "Syrias" where a text lost its apostrophes.
    """
    phrase = " ".join(words)
    found = gazetteer.names_that_start(phrase)
    if not found:
        return
    ends = list(itertools.accumulate((len(word) + 1 for word in words), initial=-1))[1:]
    taking = {end: count for count, end in enumerate(ends, 1)}
    for key in reversed(found):
        end = len(key) + (phrase[len(key) : len(key) + 1] == "s")
        if len(key) >= _SHORTEST and end in taking:
            yield key, taking[end]
