"""From marked words to place names: what of a span is the name, what its type, and what it says it lies in."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from tollbook.model import Report, Span
from tollbook.places.names import (
    TypeWord,
    is_generic,
    is_name,
    is_site,
    is_water,
    plain,
    type_word,
    without_direction,
    without_site,
    without_type,
)

_INNER = re.compile(
    r"\s*,\s*|\s+(?:in|at|near|of|outside|around|inside|from|within|to|on|off|between|(?:south|north|east|west) of)\s+"
    r"(?:the\s+)?",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\s+(?:and|or|&)\s+|\s*/\s*", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:['’`.-][^\W_]+)*")
_BEFORE = re.compile(r"([A-Za-z]+)(?:\s+(?:of|in|called|named))?(?:\s+the)?\s+$")
_CAPITAL = re.compile(r"(?<!\w)(?:(?:[a-z]{1,3}['’]?-)?[^\W\d_a-z])")
_AFTER = re.compile(r"\s+([A-Za-z]+)")
_LEADING = re.compile(r"^(?:in|at|near|on|from|of|across|around|outside|inside|to|into|throughout)\s+", re.IGNORECASE)
_LIES_IN = re.compile(
    r"[\s,('’s]*(?:(?:city|town|village|district|province|governorate|area|county|region|neighbou?rhood|state)[\s,]*)?"
    r"(?:(?:,|\(|in|of|inside|near|outside)\s+)?(?:the\s+)?(?:[a-z-]+\s+){0,3}(?:(?:province|district|city|town|state|"
    r"governorate|region|county)\s+of\s+)?(?:the\s+)?"
)


class Mention(msgspec.Struct, frozen=True):
    """A place name in a report: its words, the `plain` keys to look up (best first), and the type that the words
    beside it give. `site` where it names a building; `within` the names that the span itself says it lies in.
    """

    span: Span
    keys: tuple[str, ...]
    type: TypeWord | None = None
    site: bool = False
    within: tuple[str, ...] = ()


def read_mention(report: Report, span: Span) -> Mention:
    """Take the words of a span apart: "town of Ariha" -> key "ariha", type settlement."""
    words = _LEADING.sub("", span.text.strip())
    parts = [words] if is_water(plain(words)) else [part for part in _parts(words) if plain(part)]
    head, *within = parts or [words]
    named, described = _capitalised(head)
    key = plain(named)
    bare, kind = without_type(key)
    kind = kind or _last_type(described) or _type_beside(report.text, span)
    site = is_site(key) or (kind == "site" and not within)
    generic = is_generic(key) and (not within or site)
    return Mention(
        span=span,
        keys=() if generic else tuple(dict.fromkeys(filter(is_name, _spellings(key, bare, plain(head), site)))),
        type="site" if site else kind or _last_type(words),
        site=site,
        within=tuple(plain(_capitalised(part)[0]) for part in within),
    )


def lies_in(text: str, inner: Span, outer: Span) -> bool:
    """Whether the words between two spans say that the first lies in the second: "Nawa district, Ghazni"."""
    if not inner.end <= outer.start <= inner.end + 60:
        return False
    between = text[inner.end : outer.start]
    return _LIES_IN.fullmatch(between) is not None and any(sign in between for sign in (",", "(", "in", "of"))


def words_of(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of every word of a text."""
    for match in _WORD.finditer(text):
        yield match.span()


def _parts(words: str) -> Iterator[str]:
    """The names that a phrase holds, the place itself first, then what it lies in.

    A phrase such as "town of Ariha" is one part: its type word belongs to the name after it. "Kabul's Karte Char"
    turns round: the possessor is the wider place.
    """
    possessor, mark, rest = words.replace("’s ", "'s ").partition("'s ")
    if mark and rest and rest[:1].isupper():
        yield from _parts(rest)
        yield possessor
        return
    pieces = [piece for piece in _INNER.split(words) if piece]
    while len(pieces) > 1 and (_is_generic(pieces[0])) and not is_site(plain(pieces[0])):
        pieces.pop(0)
    for at, piece in enumerate(pieces):
        first = _JOINED.split(piece)[0]
        yield first if at == 0 else piece


def _is_generic(piece: str) -> bool:
    """Whether a piece is no name by itself: "town", "northern outskirts", "a village"."""
    words = piece.split()
    return not any(word[:1].isupper() for word in words) or type_word(plain(piece)) is not None


def _spellings(key: str, bare: str, whole: str, site: bool) -> Iterator[str]:
    """The keys under which a name may stand, the words as they are first."""
    yield whole
    yield key
    if site:
        yield without_site(key)
        return
    yield bare
    for form in (key, bare):
        undirected = without_direction(form)
        yield undirected
        yield without_type(undirected)[0]
        if len(undirected) > 4 and undirected.endswith("s"):
            yield undirected[:-1]


def _capitalised(words: str) -> tuple[str, str]:
    """The words from the first one with a capital on, and the ones before: a description ("northwestern town of").

    Words that have no capital at all (a text in lower case) are all the name.
    """
    at = next((match.start() for match in _CAPITAL.finditer(words)), 0)
    return words[at:], words[:at]


def _last_type(words: str) -> TypeWord | None:
    kinds = [kind for word in plain(words).split() if (kind := type_word(word)) is not None]
    return kinds[-1] if kinds else None


def _type_beside(text: str, span: Span) -> TypeWord | None:
    after = _AFTER.match(text, span.end)
    if after and (kind := type_word(after.group(1).lower())) is not None:
        return kind
    before = _BEFORE.search(text, max(0, span.start - 40), span.start)
    if before and before.group(0).rstrip().lower().endswith((" of", "called", "named", " of the")):
        return type_word(before.group(1).lower())
    if before and before.group(1).lower() in {"city", "town", "village", "district", "province"}:
        return type_word(before.group(1).lower())
    return None
