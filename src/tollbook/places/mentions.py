"""From marked words to place names: what of a span is the name, what its type, and what it says it lies in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import msgspec

from tollbook.model import Report, Span
from tollbook.places.names import (
    TypeWord,
    is_generic,
    is_landless,
    is_name,
    is_site,
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
_BEFORE = re.compile(r"(?<![A-Za-z])([A-Za-z]+)(?:\s+(?:of|in|called|named))?(?:\s+the)?\s+$")
_CAPITAL = re.compile(r"(?<!\w)(?:(?:[a-z]{1,3}['’]?-)?[^\W\d_a-z])")
_WORD_BEFORE = re.compile(r"\b([A-Z][\w’']{1,14})[ -]$")
_WORD_AFTER = re.compile(r"[ -]([A-Z][\w’']{1,20})")
_PLACES = re.compile(r"\b(?:in|at|near|on|outside|around|inside|across|over|throughout)\s+(?:the\s+)?$", re.IGNORECASE)
_SHORT = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
_AFTER = re.compile(r"\s+([A-Za-z]+)")
_LEADING = re.compile(r"^(?:in|at|near|on|from|of|across|around|outside|inside|to|into|throughout)\s+", re.IGNORECASE)
_LIES_IN = re.compile(
    r"[\s,('’s]*(?:(?:city|town|village|district|province|governorate|area|county|region|neighbou?rhood|state)[\s,]*)?"
    r"(?:(?:,|\(|in|of|inside|near|outside)\s+)?(?:the\s+)?(?:[a-z-]+\s+){0,3}(?:(?:province|district|city|town|state|"
    r"governorate|region|county)\s+of\s+)?(?:the\s+)?"
)


class Mention(msgspec.Struct, frozen=True):
    """A place name in a report: its words, the `plain` keys to look up (best first), and the type that the words
    beside it give. `site` where it names a building; `within` the names that the span itself says it lies in;
    `placed` where a type word or a word such as "in" shows that a place is meant.
    """

    span: Span
    keys: tuple[str, ...]
    type: TypeWord | None = None
    site: bool = False
    within: tuple[str, ...] = ()
    placed: bool = False


def read_mention(report: Report, span: Span, known: Callable[[str], bool]) -> Mention:
    """Take the words of a span apart: "town of Ariha" -> key "ariha", type settlement.

    `known` tells whether the gazetteer holds a key; words beside the span are taken in only where it does.
    """
    words = _LEADING.sub("", span.text.strip())
    if is_landless(plain(words)):
        return Mention(span=span, keys=())
    head, *within = [part for part in _parts(words) if plain(part)] or [words]
    named, described = _capitalised(head)
    key = plain(named)
    bare, kind = without_type(key)
    kind = kind or _last_type(described) or _type_beside(report.text, span)
    site = is_site(key)
    generic = is_generic(key) and (not within or site)
    forms = [*filter(known, _widened(report.text, span)), *_spellings(words, head, key, bare, site)]
    if not generic and not within and not any(map(known, forms)):
        forms += _narrowed(key, known)
    kind = "site" if site else kind or _last_type(words)
    before = report.text[max(0, span.start - 30) : span.start]
    return Mention(
        span=span,
        keys=() if generic else tuple(dict.fromkeys(filter(is_name, forms))),
        type=kind,
        site=site,
        within=tuple(plain(_capitalised(part)[0]) for part in within),
        placed=kind is not None or _PLACES.search(before) is not None or _LEADING.match(span.text) is not None,
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


def _widened(text: str, span: Span) -> Iterator[str]:
    """The span with the capitalised word before it, or after it: marks may cut "Al" off "Al Bab", "Kot" off "Nawan"."""
    before = _WORD_BEFORE.search(text, max(0, span.start - 16), span.start)
    after = _WORD_AFTER.match(text, span.end)
    left = before.group(1) + " " if before else ""
    right = " " + after.group(1) if after else ""
    for wider in (left + span.text + right, span.text + right, left + span.text):
        if wider != span.text:
            yield plain(wider)


def _narrowed(key: str, known: Callable[[str], bool]) -> Iterator[str]:
    """The second of two names that marks ran together: "syrias homs" -> "homs"."""
    first, _, rest = key.partition(" ")
    if rest and (known(first) or known(first.removesuffix("s"))) and known(rest):
        yield rest


def _spellings(words: str, head: str, key: str, bare: str, site: bool) -> Iterator[str]:
    """The keys under which a name may stand, the words as they are first."""
    yield plain(words)
    yield plain(head)
    yield key
    short, _, rest = key.partition(" ")
    if rest and short in _SHORT:
        yield f"{_SHORT[short]} {rest}"
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
