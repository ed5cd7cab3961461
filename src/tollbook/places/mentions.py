"""From marked words to place names: what of a span is the name, what its type, and what it says it lies in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

import msgspec

from tollbook.model import Report, Span
from tollbook.places.names import (
    ARTICLES,
    TypeWord,
    is_generic,
    is_landless,
    is_name,
    is_site,
    plain,
    short_keys,
    starts_as_site,
    type_word,
    without_direction,
    without_site,
    without_type,
)
from tollbook.places.points import Offset, offset_before

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
_WORD_AFTER = re.compile(r"[ -]((?:(?:a[dlnrstz]|ash|e[dlrsz])[ -]|d['’]|of (?:the )?)?[A-Z][\w’']{1,20})")
_OF_BEFORE = re.compile(r"\b((?:[A-Z]\w{1,20} ){1,2}of (?:the )?)$")
_PLACES = re.compile(r"\b(?:in|at|near|on|outside|around|inside|across|over|throughout)\s+(?:the\s+)?$", re.IGNORECASE)
_SAINT = re.compile(r"(?:St\.?|Saint|Our)\s")
_SHORT = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
_AFTER = re.compile(r"\s+([A-Za-z]+)")
_LEADING = re.compile(r"^(?:in|at|near|on|from|of|across|around|outside|inside|to|into|throughout)\s+", re.IGNORECASE)
_LIES_IN = re.compile(
    r"[\s,('’s]*(?:(?:city|town|village|district|province|governorate|area|county|region|neighbou?rhood|state)[\s,]*)?"
    r"(?:(?:,|\(|in|of|inside|near|outside)\s+)?(?:the\s+)?(?:[a-z-]+\s+){0,3}(?:(?:province|district|city|town|state|"
    r"governorate|region|county)\s+of\s+)?(?:the\s+)?"
)


_TELLS = 110
_ROAD = r"(?:highway|road|motorway|expressway|freeway|route|railway|railroad|line|corridor|axis)s?\b"
_END = r"[A-Z][\w’']+(?: [A-Z][\w’']+)?"
_DASH = r"\s?[-\u2013\u2014/]\s?"
_ROAD_ON = re.compile(rf"({_END}){_DASH}({_END})\s+(?:(?:main|national|[A-Z]-?\d+)\s+)?{_ROAD}")
_ROAD_TO = re.compile(rf"{_DASH}({_END})\s+(?:(?:main|national|[A-Z]-?\d+)\s+)?{_ROAD}")
_ROAD_FROM = re.compile(rf"({_END}){_DASH}$")
_ROAD_NEXT = re.compile(rf"\s+(?:(?:main|national|[A-Z]-?\d+)\s+)?{_ROAD}")
_LINK = r"(?:(?:the\s+)?(?:towns?|cities|city|villages?|ports?|districts?)\s+(?:of\s+)?)?"
_LYING = (
    r"\b(?:road|highway|motorway|route|railway|line|stretch|area|village|town|place|checkpoint|somewhere|halfway|midway|"
    r"located|lies|lying|situated|desert|valley|forest)(?:\s+[a-z]+){0,3}?\s+between\s+(?:the\s+)?"
)
_BETWEEN = re.compile(rf"{_LYING}{_LINK}$")
_AND = re.compile(rf"\s+and\s+(?:the\s+)?{_LINK}({_END})")
_AND_BEFORE = re.compile(rf"{_LYING}{_LINK}({_END})\s+and\s+(?:the\s+)?{_LINK}$")
_SHORT_AFTER = re.compile(r",\s+((?:[A-Z][A-Za-z]{0,5}\.\s?){1,4}|[A-Z]{2,3}(?![\w.])|[A-Z][a-z]{3,5}(?![\w.]))")
_STOPS_BEFORE = re.compile(r"(?<![\w.])(?:[A-Z]\. ?){1,3}$")
_SENTENCE_ENDS = re.compile(r"\.(?:\s+[A-Z]|\s*$|\s*\n|[\"”’])")


class Mention(msgspec.Struct, frozen=True):
    """A place name in a report: its words, the `plain` keys to look up (best first), and the type that the words
    beside it give. `site` where it names a building; `within` the names that the span itself says it lies in, or the
    abbreviation behind its comma; `placed` where a type word or a word such as "in" shows that a place is meant.
    `offset` and `far_end` (the key of the other end of a road or a stretch) where a point beside it is meant.
    """

    span: Span
    keys: tuple[str, ...]
    type: TypeWord | None = None
    site: bool = False
    within: tuple[str, ...] = ()
    placed: bool = False
    offset: Offset | None = None
    far_end: str = ""


def read_mention(report: Report, span: Span, known: Callable[[str], bool]) -> Mention:
    """Take the words of a span apart: "town of Ariha" -> key "ariha", type settlement.

    `known` tells whether the gazetteer holds a key; words beside the span are taken in only where it does.
    """
    words = _LEADING.sub("", span.text.strip())
    if is_landless(plain(words)):
        return Mention(span=span, keys=())
    head, *within = [part for part in _parts(words) if plain(part)] or [words]
    named, described = _capitalised(head)
    start = span.start + max(0, span.text.find(named))
    named, far_end = _ends(report.text, start, named, known)
    head = named if far_end else head
    key = plain(named)
    bare, kind = without_type(key)
    kind = kind or _last_type(described) or _type_beside(report.text, span)
    site = is_site(key) and not (starts_as_site(key) and known(key))
    generic = is_generic(key) and (not within or site)
    forms = [*filter(known, _widened(report.text, span)), *_spellings(words, head, key, bare, site)]
    if not generic and not within and not any(map(known, forms)):
        forms += _narrowed(key, known)
    kind = None if far_end else "site" if site else kind or _type_within(words, known(key))
    forms = _with_short(report.text, span, forms, known)
    before = report.text[max(0, span.start - 30) : span.start]
    offset = offset_before(report.text[max(0, start - _TELLS) : start])
    told = kind is not None or offset is not None or bool(far_end) or _LEADING.match(span.text) is not None
    return Mention(
        span=span,
        keys=() if generic else tuple(dict.fromkeys(filter(is_name, forms))),
        type=kind,
        site=site,
        within=(*(plain(_capitalised(part)[0]) for part in within), *_short_after(report.text, span, known)),
        placed=told or _PLACES.search(before) is not None,
        offset=offset,
        far_end=far_end,
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


def _ends(text: str, start: int, head: str, known: Callable[[str], bool]) -> tuple[str, str]:
    """The near end of a road or a stretch between two places, and the key of its far end: "Quetta-Karachi highway",
    "the road between Homs and Hama"; the head itself and nothing where it is no such.
    """
    end = start + len(head)
    match = _ROAD_ON.match(text, start)
    if match and match.end(1) <= end and not known(plain(f"{match[1]} {match[2]}")):
        one, other = match[1], match[2]
    elif other := _other_end(text, start, end):
        one = head
    else:
        return head, ""
    far = [key for key in (plain(other), plain(other.split()[0])) if is_name(key) and known(key)]
    return (one, far[0]) if far and is_name(plain(one)) and known(plain(one)) else (head, "")


def _other_end(text: str, start: int, end: int) -> str:
    """The other end where a name is one end of a road or a stretch; nothing where it is none."""
    low = max(0, start - _TELLS)
    on_road = _ROAD_FROM.search(text, low, start) if _ROAD_NEXT.match(text, end) else _ROAD_TO.match(text, end)
    after = _AND.match(text, end) if _BETWEEN.search(text, low, start) else None
    found = on_road or after or _AND_BEFORE.search(text, low, start)
    return found[1] if found else ""


def _with_short(text: str, span: Span, forms: list[str], known: Callable[[str], bool]) -> list[str]:
    """The keys with those of an abbreviation: first where the full stop can be nothing else, last where a sentence may
    end with it.
    """
    stopped = text.startswith(".", span.end) and not span.text.endswith(".")
    begun = _STOPS_BEFORE.search(text, max(0, span.start - 8), span.start)  # marks may cut "W." off "W.Va."
    printed = (begun[0] if begun else "") + span.text + ("." if stopped else "")
    short = [key for key in short_keys(printed) if known(key)]
    ends = stopped and "." not in span.text and _SENTENCE_ENDS.match(text, span.end)
    return [*forms, *short] if ends else [*short, *forms]


def _short_after(text: str, span: Span, known: Callable[[str], bool]) -> list[str]:
    """The key of the abbreviation behind a name's comma: "Muncie, Ind." -> "ind."."""
    match = _SHORT_AFTER.match(text, span.end)
    return [key for key in short_keys(match[1].strip(), comma=True) if known(key)] if match else []


def _parts(words: str) -> Iterator[str]:
    """The names that a phrase holds, the place itself first, then what it lies in.

    A phrase such as "town of Ariha" is one part: its type word belongs to the name after it. "Kabul's Karte Char"
    turns round: the possessor is the wider place.
    """
    possessor, mark, rest = words.replace("’s ", "'s ").partition("'s ")
    if mark and rest and rest[:1].isupper() and not _SAINT.match(possessor):
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
    """The span with the capitalised word before it, or after it: marks may cut "Al" off "Al Bab", "Democratic Republic
    of the" off "Congo".
    """
    whole = _OF_BEFORE.search(text, max(0, span.start - 50), span.start)
    if whole:
        yield plain(whole[1] + span.text)
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


@lru_cache(maxsize=8192)
def _spellings(words: str, head: str, key: str, bare: str, site: bool) -> tuple[str, ...]:
    """The keys under which a name may stand, the words as they are first."""
    return tuple(_each_spelling(words, head, key, bare, site))


def _each_spelling(words: str, head: str, key: str, bare: str, site: bool) -> Iterator[str]:
    yield plain(words)
    yield plain(head)
    yield key
    short, _, rest = key.partition(" ")
    if rest and short in _SHORT:
        yield f"{_SHORT[short]} {rest}"
    if site:
        yield without_site(key)
        yield without_type(without_site(key))[0]
        return
    yield bare
    for form in (key, bare):
        undirected = without_direction(form)
        yield undirected
        yield without_type(undirected)[0]
        if len(undirected) > 4 and undirected.endswith("s"):
            yield undirected[:-1]
    article, _, rest = bare.partition(" ")
    if article in ARTICLES:
        yield rest


def _capitalised(words: str) -> tuple[str, str]:
    """The words from the first one with a capital on, and the ones before: a description ("northwestern town of").

    Words that have no capital at all (a text in lower case) are all the name.
    """
    at = next((match.start() for match in _CAPITAL.finditer(words)), 0)
    return words[at:], words[:at]


def _last_type(words: str) -> TypeWord | None:
    kinds = [kind for word in plain(words).split() if (kind := type_word(word)) is not None]
    return kinds[-1] if kinds else None


def _type_within(words: str, named: bool) -> TypeWord | None:
    """The type that the words give; a word for a building that is part of a known name gives none."""
    kind = _last_type(words)
    return None if named and kind == "site" else kind


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
