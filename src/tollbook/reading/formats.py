"""What a decoded document is: plain text, a page, JSON Lines, or none that is read here."""

from __future__ import annotations

import json
import re

_LEADING_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*){0,5}<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_TAG = re.compile(
    r"</?(?:p|div|article|section|h[1-6]|span|br|figure|meta|script|title|main|ul|table|a)\b[^<>]{0,2000}>", re.I
)
_FEED = re.compile(r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*){0,5}<(rss|feed|rdf:RDF)\b", re.S)
_XML = re.compile(r"\s*<\?xml\b")
_LINE_NUMBER = re.compile(r":\d+$")
_SAMPLE = 50_000


def kind_of(name: str, text: str) -> str:
    """ "text", "page" or "records"; otherwise what the document is, in words, with its article.

    Content goes before the extension of `name` where it is plain: a page saved as .txt is a page.
    """
    extension = _LINE_NUMBER.sub("", name).rpartition(".")[2].lower()
    if extension in ("jsonl", "ndjson"):
        return "records"
    head = text[:_SAMPLE].lstrip("\ufeff")
    if _LEADING_PAGE.match(head):
        return "page"
    if _FEED.match(head):
        return "a feed"
    if extension in ("html", "htm", "xhtml"):
        return "page"
    if _first_line_is_an_object(text):
        return "records"
    if extension in ("txt", "text", "md"):
        return "text"
    if _is_json(text):
        return "JSON, but not one report to a line"
    if _XML.match(head):
        return "XML"
    return "page" if len(_TAG.findall(head)) >= 3 else "text"


def _first_line_is_an_object(text: str) -> bool:
    if not text.lstrip().startswith("{"):
        return False
    first = text.lstrip().partition("\n")[0]
    return _parses(first)


def _is_json(text: str) -> bool:
    return text.lstrip()[:1] in ("{", "[") and text.rstrip()[-1:] in ("}", "]") and _parses(text)


def _parses(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict | list)
    except (ValueError, RecursionError):
        return False
