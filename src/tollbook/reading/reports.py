"""The stage's way in: what a document is, and which of its readers reads it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import msgspec

from tollbook.errors import EmptyReport, InputError, UnreadableReport
from tollbook.model import Report, digest_of
from tollbook.reading.agencies import agency_credited
from tollbook.reading.decoding import decode
from tollbook.reading.formats import kind_of
from tollbook.reading.plain import blocks_of, title_of
from tollbook.reading.records import Record, records
from tollbook.reading.told import Told


class ParsedReport(msgspec.Struct, frozen=True):
    """A report, and the bytes that it was read from (for JSON Lines, those of its line)."""

    report: Report
    raw: bytes


def read_reports(
    name: str,
    raw: bytes,
    *,
    published: dt.date | None = None,
    outlet: str | None = None,
    title: str | None = None,
    url: str | None = None,
) -> Iterator[ParsedReport | InputError]:
    """Read the reports in `raw`: plain text or a page holds one, JSON Lines one to a line.

    What it is, is told by its content and then by the extension of `name`. What is given as `published`, `outlet`,
    `title` or `url` wins over what the document says. What cannot be read is yielded, not raised, as
    `UnreadableReport`, `EmptyReport` or `BadRecord`, each naming `name`.
    """
    told = Told(title=title, outlet=outlet, published=published, url=url)
    try:
        text = decode(name, raw)
        if not text.strip(" \t\r\n\f\v\x00\ufeff\u200b\u00a0"):
            raise EmptyReport(f"{name}: it is empty. Give a file that holds a report's text.")
        kind = kind_of(name, text)
        if kind == "records":
            for record in records(name, raw):
                yield record if isinstance(record, InputError) else _of_record(record, told)
        elif kind == "page":
            from tollbook.reading.page import read_page  # loaded for pages only: half a second

            yield ParsedReport(read_page(name, text, digest_of(raw), told), raw)
        elif kind == "text":
            yield ParsedReport(_of_text(text, digest_of(raw), told), raw)
        else:
            raise UnreadableReport(
                f"{name}: it is {kind}, and neither text, HTML nor JSON Lines. Save it as one of them."
            )
    except InputError as failure:
        yield failure


def report_of_text(
    text: str,
    *,
    published: dt.date | None = None,
    outlet: str | None = None,
    title: str | None = None,
    url: str | None = None,
) -> Report:
    """The report that `text` is; it stays untouched, and its digest is that of its UTF-8 bytes.

    Raises `EmptyReport` where the text is empty or white space.
    """
    if not text.strip():
        raise EmptyReport("The text is empty. Give the text of a report.")
    digest = digest_of(text.encode("utf-8", "surrogatepass"))
    return _of_text(text, digest, Told(title=title, outlet=outlet, published=published, url=url))


def _of_text(text: str, digest: str, told: Told, id_: str | None = None) -> Report:
    blocks = blocks_of(text, told.title)
    lead = next((text[b.start : b.end] for b in blocks if b.kind == "dateline"), "")
    return Report(
        id=id_ or digest[:16],
        text=text,
        digest=digest,
        title=told.title or title_of(text, blocks),
        outlet=told.outlet,
        agency=agency_credited(lead, text[-400:]),
        published=told.published,
        published_at=told.published_at,
        url=told.url,
        blocks=blocks,
    )


def _of_record(record: Record, told: Told) -> ParsedReport:
    return ParsedReport(_of_text(record.text, digest_of(record.raw), told.over(record.told), record.id), record.raw)
