"""What a page tells about its report: JSON-LD first, then meta tags, then what the page shows."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

import msgspec
from lxml.html import HtmlElement

from tollbook.reading.agencies import agency_of
from tollbook.reading.jsonld import Article, article_in
from tollbook.reading.publication import published_at
from tollbook.reading.tree import elements, is_called, scripts_of_data, words

_OUTLET = ("og:site_name", "application-name", "dc.publisher", "publisher", "twitter:site:name", "copyright.holder")
_AUTHOR = ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl", "byline")
_TITLE = ("og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title", "headline")
_DESCRIPTION = ("og:description", "description", "twitter:description", "dc.description")
_BYLINE_CLASS = re.compile(
    r"(?i)(?:[\w-]*__)?(?:by-?line|author|authors|article-author|entry-author|post-author|author-name)(?:[_-]{1,2}name)?"
)
_SEPARATED = re.compile(r"\s+[|•·»–—-]+\s+|\s*\|\s*")
_BYLINE_LIMIT = 160
_SPACES = re.compile(r"\s+")


class Metadata(msgspec.Struct, frozen=True, kw_only=True):
    """What the page tells; None where it does not."""

    title: str | None = None
    description: str | None = None
    outlet: str | None = None
    agency: str | None = None
    byline: str | None = None
    published: dt.date | None = None
    published_at: dt.datetime | None = None
    url: str | None = None


def metadata_of(root: HtmlElement) -> Metadata:
    """Read the metadata of a page whose scripts are still in it."""
    article = article_in(scripts_of_data(root)) or Article()
    metas = _metas(root)
    outlet = article.publisher or _first(metas, _OUTLET)
    authors = [name for name in article.authors if name] or _authors(root, metas)
    url = _canonical(root) or article.url or _address(_first(metas, ("og:url",)))
    when = published_at(root, article.published, metas, url)
    return Metadata(
        title=_title(root, article, metas, outlet),
        description=article.description or _first(metas, _DESCRIPTION),
        outlet=outlet,
        agency=next((a for a in map(agency_of, [*authors, *article.origins]) if a), None),
        byline=", ".join(dict.fromkeys(authors)) or None,
        published=when.day if when else None,
        published_at=when.at if when else None,
        url=url,
    )


def _metas(root: HtmlElement) -> dict[str, str]:
    """Every meta tag by its name in small letters, the first of a name winning."""
    found: dict[str, str] = {}
    for tag in root.iter("meta"):
        content = _SPACES.sub(" ", tag.get("content") or "").strip()
        for key in ("property", "name", "itemprop"):
            name = (tag.get(key) or "").strip().lower()
            if name and content:
                found.setdefault(name, content)
    return found


def _first(metas: dict[str, str], names: Iterable[str]) -> str | None:
    return next((metas[name] for name in names if name in metas), None)


def _authors(root: HtmlElement, metas: dict[str, str]) -> list[str]:
    named = _first(metas, _AUTHOR)
    if named and not named.startswith(("http://", "https://", "@")):
        return [named]
    links = [words(link) for link in root.iter("a") if "author" in (link.get("rel") or "").split()]
    shown = links or [words(element) for element in elements(root) if is_called(element, _BYLINE_CLASS)]
    names = [re.sub(r"(?i)^(?:written |posted )?by:?\s+", "", name) for name in shown if 2 < len(name) <= _BYLINE_LIMIT]
    return names[:5] if links else names[:1]


def _title(root: HtmlElement, article: Article, metas: dict[str, str], outlet: str | None) -> str | None:
    """The headline as the page shows it (its `h1`), where the page has one that its metadata know; else theirs."""
    document = root.find(".//title")
    told = [article.headline, _first(metas, _TITLE), words(document) if document is not None else None]
    known = [_without_outlet(title, outlet) for title in told if title]
    shown = [text for text in map(words, root.iter("h1")) if text]
    for heading in shown:
        if any(_same_words(heading, title) for title in known):
            return heading
    if len(shown) == 1 and len(shown[0].split()) > 3:
        return shown[0]
    return known[0] if known else (shown[0] if shown else None)


def _without_outlet(title: str, outlet: str | None) -> str:
    """ "Twelve killed in Exampletown | The Daily Example" without the last part: the outlet's, or a short one."""
    parts = _SEPARATED.split(title)
    if len(parts) < 2:
        return title
    last = parts[-1]
    is_outlet = outlet is not None and (last.casefold() in outlet.casefold() or outlet.casefold() in last.casefold())
    if is_outlet or ("|" in title and len(last.split()) <= 4 < len(parts[0].split())):
        cut = title.rfind(last)
        return re.sub(r"\s*[|•·»–—-]+\s*$", "", title[:cut])
    return title


def _same_words(one: str, other: str) -> bool:
    first, second = (set(re.findall(r"\w+", text.casefold())) for text in (one, other))
    return bool(first) and len(first & second) * 10 >= 7 * max(len(first), len(second))


def _canonical(root: HtmlElement) -> str | None:
    for link in root.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split():
            return _address(link.get("href"))
    return None


def _address(value: str | None) -> str | None:
    value = (value or "").strip()
    return value if value.startswith(("http://", "https://")) else None
