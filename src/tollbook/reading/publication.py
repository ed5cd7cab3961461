"""When a page was published, on its outlet's own calendar."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping

from lxml.html import HtmlElement

from tollbook.reading.moments import Moment, moment
from tollbook.reading.tree import elements, is_called, words

_METAS = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "parsely-pub-date",
    "sailthru.date", "publish-date", "publish_date", "publication_date", "pubdate", "dc.date.issued", "dcterms.created",
    "dc.date.created", "dcterms.date", "dc.date", "dc:date", "article.published", "cxenseparse:recs:publishtime",
    "date",
)  # fmt: skip
_SHOWN = re.compile(
    r"(?:[\w-]{0,60}[_-])?(?:date|time|timestamp|pubdate|published|posted|dateline|byline|datetime|datestamp|info|meta)(?:[_-][\w-]{0,60})?",
    re.I,
)
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)/(\d{1,2}|[a-z]{3})/(\d{1,2})(?=/)", re.I)
_SHOWN_LIMIT = 160
_PARAGRAPH = 80
_PARAGRAPHS = 2


def published_at(root: HtmlElement, told: str | None, metas: Mapping[str, str], url: str | None) -> Moment | None:
    """The day, and the moment where the page tells it with an offset.

    In this order: what JSON-LD told, meta tags, marked elements, what the page shows, the day in the address. An
    outlet's system often writes a moment in UTC; where the page shows the day of its own clock beside it, that day is
    the published one.
    """
    shown = list(_shown(root))
    declared = [
        found for found in map(moment, filter(None, [told, *(metas.get(n) for n in _METAS), *_marked(root)])) if found
    ]
    if not declared:
        return shown[0] if shown else _in_address(url or "")
    first = declared[0]
    if first.at is None:
        return next((one for one in declared if one.at and one.day == first.day), first)
    if first.at.utcoffset():
        return first
    own = next((one for one in (*declared, *shown) if one.at == first.at and one.at and one.at.utcoffset()), None)
    if own:
        return own
    days = [one.day for one in shown if _may_be_local(first.at, one.day)]
    return Moment(days[0] if days and first.day not in days else first.day, first.at)


def _marked(root: HtmlElement) -> Iterator[str]:
    for element in root.iter("time", "span", "p", "div"):
        if element.get("itemprop") == "datePublished" or "pubdate" in element.attrib:
            yield element.get("datetime") or element.get("content") or words(element)


def _shown(root: HtmlElement) -> Iterator[Moment]:
    """The days that the page shows around its headline: in `time` elements, and where a class speaks of a date or a
    byline. What stands below the report's first paragraphs dates other reports.
    """
    paragraphs = 0
    for element in elements(root):
        paragraphs += element.tag == "p" and len(words(element)) > _PARAGRAPH
        if paragraphs > _PARAGRAPHS:
            return
        if element.tag != "time" and not is_called(element, _SHOWN):
            continue
        if element.get("datetime"):
            found = moment(element.get("datetime"))
            if found:
                yield found
        text = "".join(element.itertext())
        found = moment(" ".join(text.split())) if len(text) <= _SHOWN_LIMIT else None
        if found:
            yield found


def _may_be_local(at: dt.datetime, day: dt.date) -> bool:
    """Whether `day` can be the day somewhere at a moment that is written in UTC: clocks run from -12 to +14 hours."""
    return (at - dt.timedelta(hours=12)).date() <= day <= (at + dt.timedelta(hours=14)).date()


def _in_address(url: str) -> Moment | None:
    found = _IN_ADDRESS.search(url)
    if found is None:
        return None
    year, month, day = found.groups()
    return moment(f"{year}-{month}-{day}") if month.isdigit() else moment(f"{day} {month} {year}")
