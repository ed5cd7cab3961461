"""What a page's JSON-LD says of its report (schema.org's Article and its kinds)."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

ARTICLE_TYPES = frozenset({
    "Article", "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "BackgroundNewsArticle", "Report",
    "OpinionNewsArticle", "LiveBlogPosting", "BlogPosting", "SocialMediaPosting", "TechArticle", "ScholarlyArticle",
})  # fmt: skip
_ORIGINS = ("sourceOrganization", "copyrightHolder", "provider")
_NODES = 20_000
_WRAPPED = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>)\s*;?\s*$"
)
_TAGS = re.compile(r"<[^<>]{0,500}>")


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """The texts as JSON-LD gives them, entities resolved; None where it gives none."""

    headline: str | None = None
    description: str | None = None
    published: str | None = None
    url: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    """Names of those the text came from: source organisation, copyright holder, provider."""


def article_in(scripts: Sequence[str]) -> Article | None:
    """The article that the scripts describe: the first of its kinds that has a headline and a time, else the first.

    A script that is broken is passed over.
    """
    nodes = [node for script in scripts for node in _nodes(_loaded(script))]
    known = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and "name" in node}
    found = [node for node in nodes if _types(node) & ARTICLE_TYPES]
    if not found:
        return None
    best = max(
        found,
        key=lambda node: (_text(node.get("headline")) is not None) + (_text(node.get("datePublished")) is not None),
    )
    return Article(
        headline=_text(best.get("headline")) or _text(best.get("name")),
        description=_text(best.get("description")),
        published=_text(best.get("datePublished")),
        url=_address(best.get("url")) or _address(best.get("mainEntityOfPage")),
        publisher=next(iter(_names(best.get("publisher"), known)), None),
        authors=tuple(_names(best.get("author"), known) or _names(best.get("creator"), known)),
        origins=tuple(name for key in _ORIGINS for name in _names(best.get(key), known)),
    )


def _loaded(script: str) -> Any:
    bare = _WRAPPED.sub("", _WRAPPED.sub("", script.strip()))
    try:
        return json.loads(bare, strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    """The objects that a script is about: itself, the members of its lists and graphs, and what it is mainly about.

    Not all that it mentions: a page lists other reports too.
    """
    waiting = [data]
    seen = 0
    while waiting and seen < _NODES:
        node = waiting.pop(0)
        seen += 1
        if isinstance(node, list):
            waiting = node[:_NODES] + waiting
        elif isinstance(node, dict):
            yield node
            waiting += [node[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in node]


def _types(node: dict[str, Any]) -> set[str]:
    types = node.get("@type")
    many = types if isinstance(types, list) else [types]
    return {one.rpartition("/")[2] for one in many if isinstance(one, str)}


def _text(value: Any) -> str | None:
    while isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("@value")
    if not isinstance(value, str):
        return None
    return " ".join(_TAGS.sub("", html.unescape(value)).split()) or None


def _names(value: Any, known: dict[str, dict[str, Any]]) -> list[str]:
    """Names as they stand, of those who are described in place, and of those who are referred to by their `@id`."""
    many = (value if isinstance(value, list) else [value])[:50]
    named = [
        known.get(str(one.get("@id")), one) if isinstance(one, dict) and "name" not in one else one for one in many
    ]
    names = (_text(one.get("name")) if isinstance(one, dict) else _text(one) for one in named)
    return [name for name in names if name and not name.startswith(("http://", "https://"))]


def _address(value: Any) -> str | None:
    if isinstance(value, dict):
        value = value.get("@id") or value.get("url")
    return value.strip() if isinstance(value, str) and value.strip().startswith(("http://", "https://")) else None
