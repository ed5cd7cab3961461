"""A page's text to a tree that is safe to walk: bounded in size and depth, its hidden parts taken out."""

from __future__ import annotations

import re
from collections.abc import Iterator

import lxml.etree
import lxml.html
from lxml.html import HtmlElement

CHARACTERS = 20_000_000
"""The most characters of a page that are parsed; what lies behind them is no report."""

ELEMENTS = 25_000
"""The most elements that are kept, in document order: several times those of a long live blog."""

_UNSEEN = (
    "script",
    "style",
    "template",
    "noembed",
    "noframes",
    "svg",
    "object",
    "embed",
    "canvas",
    "select",
    "textarea",
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]|&#(?:0+|x0+);?")
_HIDDEN_STYLE = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.I)
_LONG_ATTRIBUTE = 20_000
_NAMES_LIMIT = 500
_JSON_LD = "application/ld+json"


def parse(text: str) -> HtmlElement | None:
    """The tree of a page, comments and processing instructions left out; None where nothing is in it.

    The parser (libxml2) keeps 256 levels and lifts what is nested deeper, so that no walk runs out of stack.
    """
    safe = _CONTROL.sub("", text[:CHARACTERS])
    if not safe.strip():
        return None
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = lxml.html.document_fromstring(safe.encode("utf-8", "replace"), parser=parser)
    except (lxml.etree.ParserError, lxml.etree.XMLSyntaxError):
        return None
    return root


def scripts_of_data(root: HtmlElement) -> list[str]:
    """The texts of the page's JSON-LD scripts, in order."""
    return [
        script.text or ""
        for script in root.iter("script")
        if _JSON_LD in (script.get("type") or "").lower() and len(script.text or "") <= CHARACTERS
    ]


def strip_unseen(root: HtmlElement) -> None:
    """Take out, in place, what a reader of the page does not see, and what is too much to read."""
    doomed = []
    for number, element in enumerate(elements(root)):
        for key, value in element.items():
            if len(value) > _LONG_ATTRIBUTE:
                del element.attrib[key]
        if number > ELEMENTS or element.tag in _UNSEEN or _is_hidden(element):
            doomed.append(element)
    for element in doomed:
        if element.getparent() is not None:
            element.drop_tree()


def words(element: HtmlElement) -> str:
    """The text of an element on one line."""
    return " ".join("".join(element.itertext()).split())


def elements(root: HtmlElement) -> Iterator[HtmlElement]:
    """The elements below `root` and itself, in document order."""
    return (element for element in root.iter() if isinstance(element.tag, str))


def is_called(element: HtmlElement, pattern: re.Pattern[str]) -> bool:
    """Whether one of the element's class names, its itemprop or its data-testid fits `pattern` whole."""
    names = " ".join(element.get(key, "") for key in ("class", "itemprop", "data-testid"))[:_NAMES_LIMIT]
    return any(pattern.fullmatch(name) for name in names.split())


def _is_hidden(element: HtmlElement) -> bool:
    if element.tag in ("html", "body"):
        return False
    return "hidden" in element.attrib or bool(_HIDDEN_STYLE.search(element.get("style", "")))
