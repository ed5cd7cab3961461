"""The parts of a page that lie beside its main text: standfirst and captions, found on the page and put in place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml.html import HtmlElement

from tollbook.model import BlockKind
from tollbook.reading.tree import elements, is_called, words

_STANDFIRST = re.compile(
    r"(?:[\w-]{0,60}(?:__|--|-|_))?(?:standfirst|sub-?title|sub-?head(?:line|ing)?|dek|deck|teaser-text"
    r"|article-?(?:summary|intro|lead|lede)|lede|strapline|abstract|alternative-?headline)(?:(?:__|--|-|_)[\w-]{0,60})?",
    re.I,
)
_CAPTION = re.compile(
    r"(?:[\w-]{0,60}(?:__|--|-|_))?(?:(?:photo-?|image-?|media-?|fig-?)?captions?|cutline)(?:(?:__|--|-|_)(?:text|content|body))?",
    re.I,
)
_TEXTS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "li", "blockquote", "td", "div", "span", "section"})
_FOREIGN = frozenset({"nav", "footer", "aside", "form", "button"})
_LONGEST = 700
_SHORTEST = 12


class Part(NamedTuple):
    """A paragraph, and what it is."""

    kind: BlockKind
    text: str


def without_title(body: list[Part], title: str | None) -> list[Part]:
    """`body` without the headline, which stands in it where the page's main text begins above its heading."""
    key = _key(title or "")
    return [part for number, part in enumerate(body) if number > 2 or _key(part.text) != key]


def with_standfirst(root: HtmlElement, body: list[Part], title: str | None, description: str | None) -> list[Part]:
    """`body` with the page's standfirst before it, or told apart in it.

    A standfirst is what its class says it is, the page's description where the page shows it before the body, or a
    second heading right below the first. One that the body repeats further down stays body.
    """
    found = _standfirst(root, body, title, description)
    if found is None:
        return body
    key = _key(found)
    if body and _key(body[0].text) == key:
        return [Part("standfirst", body[0].text), *body[1:]]
    if any(key == _key(part.text) for part in body):
        return body
    return [Part("standfirst", found), *body]


def with_captions(root: HtmlElement, parts: list[Part]) -> list[Part]:
    """`parts` with the captions of the pictures that stand in the report, each behind the paragraph it follows.

    A picture above the first paragraph has its caption behind the standfirst; what comes behind the last paragraph
    belongs to other reports, and is left out.
    """
    places = {_key(part.text): number for number, part in enumerate(parts)}
    behind: dict[int, list[Part]] = {}
    seen = set(places)
    laid = list(parts)
    for caption, place in _captions(root, places):
        key = _key(caption)
        number = places.get(key)
        if number is not None and parts[number].kind == "body":
            laid[number] = Part("caption", parts[number].text)
        elif key not in seen and place < len(parts) - 1:
            behind.setdefault(place, []).append(Part("caption", caption))
        seen.add(key)
    has_standfirst = bool(parts) and parts[0].kind == "standfirst"
    above = behind.pop(-1, [])
    if has_standfirst:
        behind[0] = above + behind.get(0, [])
        above = []
    return above + [one for number, part in enumerate(laid) for one in (part, *behind.get(number, ()))]


def _standfirst(root: HtmlElement, body: list[Part], title: str | None, description: str | None) -> str | None:
    opening = {_key(part.text) for part in body[:3]}
    described = _key(description or "")
    below_title = False
    for element in elements(root):
        if element.tag not in _TEXTS:
            continue
        text = _short_words(element)
        key = _key(text)
        if element.tag == "h1":
            below_title = title is None or key == _key(title)
        elif not key or not below_title:
            continue
        elif is_called(element, _STANDFIRST) or key == described or (element.tag == "h2" and _follows_heading(element)):
            return text if _SHORTEST <= len(text) <= _LONGEST else None
        elif key in opening:
            return None  # the body began, and no standfirst stood before it
    return None


def _follows_heading(element: HtmlElement) -> bool:
    before = element.getprevious()
    return before is not None and before.tag == "h1"


def _captions(root: HtmlElement, places: dict[str, int]) -> Iterator[tuple[str, int]]:
    """Each caption with the number of the part that stands before it, -1 before the first.

    What stands before the report's heading belongs to the site's menus, as does what a menu or a form holds.
    """
    heading = any(True for _ in root.iter("h1"))
    place = -1
    within: HtmlElement | None = None
    for element in elements(root):
        if element.tag == "h1":
            heading = False
        if within is not None and within in element.iterancestors():
            continue
        within = None
        if element.tag in _FOREIGN:
            within = element
        elif element.tag == "figcaption" or is_called(element, _CAPTION):
            within = element
            text = _short_words(element)
            if not heading and _SHORTEST <= len(text) <= _LONGEST:
                yield text, place
        elif element.tag in _TEXTS:
            place = max(place, places.get(_key(_short_words(element)), -1))


def _short_words(element: HtmlElement) -> str:
    """The element's words; "" where there are more than a paragraph has."""
    length = 0
    for piece in element.itertext():
        length += len(piece)
        if length > 4 * _LONGEST:
            return ""
    return words(element)


def _key(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()
