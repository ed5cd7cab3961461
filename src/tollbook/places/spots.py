"""What each place name of a report is worth as the place of an event, by the words around it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tollbook.model import Report, Span
from tollbook.places.gazetteer import COUNTRY, DISTRICT, REGION, Gazetteer
from tollbook.places.resolve import Found, Resolver

PLACED, NAMED, OFFICE, METONYM, PART, SEAT, PEOPLE = 1.4, 0.9, 0.7, 0.55, 0.4, 0.2, 0.1
"""Worth of a name that words such as "in" or "town of" make a place; that stands by itself; where officials speak, who
may be those of the event's place; of a country or a capital that may stand for its government; of a name inside a
longer one ("Aden Gulf Bank"); of a dateline or a government's seat; of the name of a people."""

_LOCATIVE = re.compile(
    r"\b(?:in|at|near|on|outside|around|inside|across|into|from|of|between|over|throughout|to|towards?|against|"
    r"hits?|struck|strikes?|targets?|targeted|bombed|bombs?|attacked|attacks?|shelled|stormed|storms?|seized|captured|"
    r"rocks?|rocked|raided|raids?|overran|besieged)$",
    re.IGNORECASE,
)
_LEADS_ON = re.compile(
    r"the|a|an|its|several|many|nearby|neighbou?ring|rebel-held|besieged|eastern|western|northern|southern|"
    r"central|north|south|east|west|city|town|village|province|district|area|areas|region|suburb|"
    r"neighbou?rhood|capital|of|held|and|countryside|old|\w{1,12}ern|\w{1,12}-\w{1,12}",
    re.IGNORECASE,
)
"""Words that may stand between a word such as "in" and the name, as many as `_LED_ON`."""
_LED_ON = 6
_INSIDE = re.compile(r"\b(?:in|at|near|on|outside|around|inside|across|throughout)\s+(?:the\s+)?$", re.IGNORECASE)
_HOLDS_UNNAMED = re.compile(
    r"\b(?:province|region|district|state|area|town|city|village)s?\s+(?:in|of|within)\s+(?:the\s+)?$", re.IGNORECASE
)
"""Before a country, these say that the place is one in it that another sentence names: "a province in Pakistan"."""
_SAYS = re.compile(
    r"^(?:['’]s)?[\s,]*(?:[\w-]+\s+){0,2}?(?:said|says|told|announced|claimed|reported|confirmed|denied|denies|accused|"
    r"condemned|warned|vowed|stated|stating|insisted|added|blames?|blamed|urged|called|expressed|stood|should)\b"
)
_SEAT = re.compile(
    r"\b(?:officials?|spokes\w{1,9}|diplomats?|reporters?|correspondent|embassy|based|government|ministry|speaking|"
    r"talks|conference|meeting|court|news agency)\s+(?:based\s+)?(?:in|at)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_COMES_FROM = re.compile(
    r"\b(?:arriv\w+|came|com(?:e|es|ing)|travel\w*|return\w*|sent|deployed|drove|driving|flew|flown|reinforcements|"
    r"hail\w*|originally|natives?)\s+(?:in\s+)?from\s+(?:the\s+)?$",
    re.IGNORECASE,
)
"""Before a name, these say where somebody came from, which is seldom where it happened."""
_BASED = re.compile(r"^-\s?based\b|^-(?:led|backed|allied|run|sponsored|born)\b", re.IGNORECASE)
_DATELINE = re.compile(r"^[^\n.]{0,60}?\s*(?:\([^)\n]{2,24}\)\s*)?(?:--|[-–—])\s")
_GOES_ON = re.compile(r"[ -][A-Z][a-z]")
_CAME_BEFORE = re.compile(r"(?:^|[^.!?\n]\s|-)[A-Z][a-z’']+[ -]$")
_ANY_WORD = re.compile(r"[^\W\d_]+")
_SITS = 120
_HEADLINE = 0.7


class Spot(NamedTuple):
    """A name at its place in the report: what it was resolved to, its sentence, its worth, and how sharp it is
    (0 a country or less, 1 a region, 2 a province or district, 3 a settlement or sharper).
    """

    found: Found
    sentence: int
    worth: float
    sharpness: int

    @property
    def start(self) -> int:
        """Where its words begin."""
        return self.found.mention.span.start


def spots_of(report: Report, resolver: Resolver, sentences: Sequence[int]) -> Iterator[Spot]:
    """Every name of the report outside the blocks that hold no claims; `sentences` gives each name's sentence."""
    for found, sentence in zip(resolver.found, sentences, strict=True):
        if not report.silent(found.mention.span.start):
            worth = _worth(report, found, resolver.gazetteer)
            yield Spot(found, sentence, worth, _sharpness(found, resolver.gazetteer))


def _worth(report: Report, found: Found, gazetteer: Gazetteer) -> float:
    worth = _worth_by_words(report, found, gazetteer)
    if not found.mention.keys and not found.mention.site:
        worth *= 0.3
    if found.place is None:
        worth *= 0.9 if found.mention.type is not None else 0.5 if worth >= PLACED else 0.1
    return worth


def _worth_by_words(report: Report, found: Found, gazetteer: Gazetteer) -> float:
    span, text = found.mention.span, report.text
    before, after = text[max(0, span.start - _SITS) : span.start], text[span.end : span.end + 40]
    if found.demonym:
        return PEOPLE
    speaks_for_state = found.place is not None and _is_state(found.place, gazetteer)
    if _BASED.match(after) or _is_dateline(text, span):
        return SEAT
    words = before.split() if before[-1:].isspace() else []
    if _may_be_seat(words) and _SEAT.search(before):
        return SEAT if speaks_for_state else OFFICE
    if before.rstrip().endswith(("from", "from the")) and _COMES_FROM.search(before):
        return SEAT if speaks_for_state else OFFICE
    untyped = found.mention.type is None
    if untyped and _GOES_ON.match(after) and not _INSIDE.search(before) and not _in_headline_case(text, span):
        return PART
    if speaks_for_state and _HOLDS_UNNAMED.search(before):
        return METONYM
    if _places(words):
        return PLACED
    if _SAYS.match(after):
        return SEAT if speaks_for_state else NAMED
    if found.mention.type is not None:
        return PLACED
    if _CAME_BEFORE.search(before[-24:]) and not _in_headline_case(text, span):
        return PART
    return METONYM if speaks_for_state else NAMED


def _may_be_seat(words: Sequence[str]) -> bool:
    """Whether words end in "in" or "at", an article behind it or not, as those before a seat do."""
    return " ".join(words[-2:]).lower().removesuffix(" the").endswith(("in", "at"))


def _places(words: Sequence[str]) -> bool:
    """Whether the words before a name make it a place: they end in one such as "in", or lead on from it ("in the
    besieged town of").
    """
    for back, word in enumerate(reversed(words)):
        if _LOCATIVE.search(word):
            return True
        if back == _LED_ON or not _LEADS_ON.fullmatch(word):
            return False
    return False


def _is_state(place: int, gazetteer: Gazetteer) -> bool:
    """Whether a place is a country or the capital of one: its name may stand for the government."""
    country = gazetteer.country[place]
    return gazetteer.kind[place] == COUNTRY or place == gazetteer.capital(country)


def _sharpness(found: Found, gazetteer: Gazetteer) -> int:
    if found.place is None:
        return 3 if found.mention.type in {"settlement", "neighbourhood", "site"} else 0
    kind = gazetteer.kind[found.place]
    return 0 if kind == COUNTRY else 1 if kind <= REGION else 2 if kind <= DISTRICT else 3


def _in_headline_case(text: str, span: Span) -> bool:
    """Whether the words around a name are nearly all capitalised, so that a capital beside it tells nothing."""
    words: list[str] = _ANY_WORD.findall(text[max(0, span.start - 40) : span.end + 40].partition("\n")[0])
    return sum(word[0].isupper() for word in words) >= _HEADLINE * len(words)


def _is_dateline(text: str, span: Span) -> bool:
    """Whether the words open a paragraph as a dateline does: "QUETTA, Pakistan (AP) - "."""
    opening = max(text.rfind("\n", 0, span.start) + 1, 0)
    if span.start - opening > 40:
        return False
    match = _DATELINE.match(text[opening : opening + 110])
    return match is not None and span.end <= opening + match.end()
