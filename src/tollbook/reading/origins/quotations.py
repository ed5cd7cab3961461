"""Quotations: the words between quotation marks, and who is named beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tollbook.reading.layout import Stretch, paragraphs

SAYING = (
    "said|says|told|added|announced|stated|declared|explained|confirmed|warned|claimed|insisted|noted|stressed"
    "|reported|wrote|tweeted|continued|argued|alleged|denied|recalled|vowed"
)
"""Verbs by which a text credits words to somebody."""
_QUOTED = re.compile(
    r"“(?P<curly>[^“”\n]*)(?:”|$|(?=\n))"
    r"|(?<!\w)\"(?P<straight>[^\"\n]*)(?:\"|$|(?=\n))"
    r"|(?<!\w)‘(?P<single>[^‘\n]{12,}?)’(?!\w)"
)
_NAME = (
    r"(?:[A-Z][\w'’.-]*|of|the|for|and|al|bin|in|spokes(?:man|woman|person)|minister|chief|commander|governor|police|army"
    r"|ministry)"
)
_SUBJECT = rf"(?:[Tt]he )?(?:[a-z]+ ){{0,3}}?{_NAME}(?:[ ,]+{_NAME}){{0,7}}|he|she|it|they"
_AFTER = re.compile(rf"[\s,]*(?:(?:{SAYING}) (?P<inverted>{_SUBJECT})|(?P<subject>{_SUBJECT}) (?:{SAYING})\b)")
_BEFORE = re.compile(rf"(?P<subject>{_SUBJECT}),? (?:[\w,]+ ){{0,6}}?(?:{SAYING})\b[^.!?\n]{{0,60}}$")
_PRONOUNS = frozenset({"he", "she", "it", "they", "the"})


class Quotation(NamedTuple):
    """Words between quotation marks: `text[start:end]`, the marks apart."""

    start: int
    end: int


def quotations(text: str) -> Iterator[Quotation]:
    """The quotations of `text`, in order. One that is not closed goes to its paragraph's end."""
    for paragraph in paragraphs(text):
        for found in _QUOTED.finditer(text, paragraph.start, paragraph.end):
            group = found.lastgroup
            if group and found.end(group) > found.start(group):
                yield Quotation(found.start(group), found.end(group))


def speaker_of(text: str, quotation: Quotation) -> str | None:
    """Who is named beside a quotation, before or behind it; None where nobody is, or only a pronoun."""
    around = next(
        (one for one in paragraphs(text) if one.start <= quotation.start < one.end),
        Stretch(quotation.start, quotation.end),
    )
    behind = _AFTER.match(text[quotation.end : around.end].lstrip("\"”’',. "))
    if behind:
        name = _tidy(behind["inverted"] or behind["subject"])
        if name:
            return name
    said = list(_BEFORE.finditer(text[around.start : quotation.start].rstrip('"“‘ :,')))
    return _tidy(said[-1]["subject"]) if said else None


def _tidy(name: str) -> str | None:
    words = re.sub(r"(?:[ ,]+(?:of|the|for|and|in))+$", "", name.strip(" ,"))
    words = re.sub(r"^[Tt]he (?=\w)", "", words)
    return None if words.lower() in _PRONOUNS or not words else words
