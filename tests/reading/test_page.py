"""Pages: the report without the site around it, every part a block, and no page that can hang or crash the reader."""

from __future__ import annotations

import datetime as dt
import json
import time

import pytest

from tollbook.errors import EmptyReport, InputError, UnreadableReport
from tollbook.model import BlockKind, Report
from tollbook.reading import ParsedReport, read_reports

PARAGRAPHS = (
    "EXAMPLETOWN, Ruritania (AP) — Gunmen killed four people at a market on Saturday evening, the police said.",
    "Nine others were wounded when the attackers opened fire from two cars, said Ann Example, who runs the clinic.",
    "No group claimed responsibility for the attack, the third on the town's markets since the start of the year.",
    "The governor sent two hundred soldiers to the district and told residents to stay at home until further notice.",
    "Witnesses said that shops were burning an hour later and that the road to the capital was blocked by trucks.",
)
APPEAL = "Your support helps us to report from places that others leave. Make a donation today."
ARTICLE = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Four killed at Exampletown market",
    "datePublished": "2026-01-31T23:40:00+05:00",
    "author": [{"@type": "Person", "name": "Ann Sample"}, {"@type": "Organization", "name": "Reuters"}],
    "publisher": {"@type": "Organization", "name": "The Daily Example"},
    "description": "Nine others wounded as gunmen open fire from cars",
}


def page(
    body: str = "", head: str = "", data: object = ARTICLE, title: str = "Four killed at Exampletown market"
) -> str:
    script = f'<script type="application/ld+json">{json.dumps(data)}</script>' if data is not None else ""
    text = body or "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    return (
        f"<!doctype html><html><head><meta charset=utf-8><title>{title} | The Daily Example</title>"
        f"{head}{script}</head>"
        f"<body><nav><a href=/>Home</a><a href=/w>World</a></nav><article><h1>{title}</h1>{text}</article>"
        f"<footer>Privacy Policy</footer></body></html>"
    )


def report_on(html: str | bytes, name: str = "a.html") -> Report:
    (found,) = read_reports(name, html if isinstance(html, bytes) else html.encode())
    assert isinstance(found, ParsedReport), found
    return found.report


def blocks(report: Report, kind: BlockKind) -> list[str]:
    return [report.text[block.start : block.end] for block in report.blocks if block.kind == kind]


FULL = page(
    '<p class="article__standfirst">Nine others wounded as gunmen open fire from cars</p>'
    "<figure><img src=a.jpg alt='not a caption'><figcaption>A burnt stall at the market (AFP)</figcaption></figure>"
    f"<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p><div class=donate><p>{APPEAL}</p></div>"
    "<figure><img src=b.jpg><figcaption>Soldiers near the market on Sunday</figcaption></figure>"
    f"<p>{PARAGRAPHS[2]}</p><p>{PARAGRAPHS[3]}</p><p>{PARAGRAPHS[4]}</p>"
    "<p>Read more: Twelve killed in an older attack</p>"
)


def test_metadata_come_from_json_ld_with_the_day_of_the_outlets_own_clock() -> None:
    report = report_on(FULL)
    assert report.title == "Four killed at Exampletown market"
    assert report.outlet == "The Daily Example"
    assert report.byline == "Ann Sample, Reuters"
    assert report.agency == "Reuters"
    assert report.published == dt.date(2026, 1, 31)
    assert report.published_at == dt.datetime.fromisoformat("2026-01-31T23:40:00+05:00")


def test_every_part_of_a_page_is_a_block_in_its_place() -> None:
    report = report_on(FULL)
    parts = [(block.kind, report.text[block.start : block.end]) for block in report.blocks]
    assert parts[:5] == [
        ("title", "Four killed at Exampletown market"),
        ("standfirst", "Nine others wounded as gunmen open fire from cars"),
        ("caption", "A burnt stall at the market (AFP)"),
        ("dateline", "EXAMPLETOWN, Ruritania (AP) —"),
        ("body", PARAGRAPHS[0].partition("— ")[2]),
    ]
    assert parts[6 if parts[6][0] == "caption" else 7] == ("caption", "Soldiers near the market on Sunday")
    covered = sum(block.end - block.start for block in report.blocks)
    assert covered >= len("".join(report.text.split("\n"))) - len(parts)


def test_appeals_and_links_on_a_page_are_silent_or_left_out() -> None:
    report = report_on(FULL)
    heard = "".join(c for i, c in enumerate(report.text) if not report.silent(i))
    assert "donation" not in heard
    assert "older attack" not in heard
    assert all(paragraph.partition("— ")[2] in heard for paragraph in PARAGRAPHS)


def test_what_a_reader_of_the_page_does_not_see_never_leaks() -> None:
    unseen = (
        "<script>var secret = 'leak one';</script><style>.leak {two: 1}</style><!-- leak three -->"
        "<p hidden>leak four was killed in the attack on the town</p><p style='display: none'>leak five was killed</p>"
        "<template><p>leak six was killed</p></template>"
    )
    paragraphs = "".join(f"<p>{paragraph}</p>{unseen}" for paragraph in PARAGRAPHS)
    assert "leak" not in report_on(page(paragraphs)).text


@pytest.mark.parametrize(
    "data",
    [
        [{"@type": "WebSite", "name": "x"}, ARTICLE],
        {"@graph": [{"@type": "Organization", "name": "x"}, ARTICLE]},
        {**ARTICLE, "@type": ["ReportageNewsArticle", "Article"]},
        {**ARTICLE, "@type": "http://schema.org/LiveBlogPosting", "liveBlogUpdate": [{"@type": "BlogPosting"}]},
        {"@type": "WebPage", "mainEntity": ARTICLE},
    ],
)  # fmt: skip
def test_json_ld_is_found_in_lists_graphs_and_under_its_kinds(data: object) -> None:
    assert report_on(page(data=data)).published == dt.date(2026, 1, 31)


def test_those_whom_json_ld_refers_to_by_id_are_named() -> None:
    publisher = {"@type": "Organization", "@id": "#us", "name": "The Daily Example"}
    data = {"@graph": [{**ARTICLE, "publisher": {"@id": "#us"}, "author": {"@id": "#nobody"}}, publisher]}
    report = report_on(page(data=data))
    assert (report.outlet, report.byline) == ("The Daily Example", None)


@pytest.mark.parametrize("broken", ['{"@type": "NewsArticle", ', "[" * 50_000, "null", '"text"', '{"@graph": 5}', ""])
def test_a_broken_script_is_passed_over(broken: str) -> None:
    head = f'<script type="application/ld+json">{broken}</script>'
    assert report_on(page(head=head)).outlet == "The Daily Example"


@pytest.mark.parametrize(
    ("head", "day", "at"),
    [
        (
            '<meta property="article:published_time" content="2026-02-01T00:10:00+05:00">',
            "2026-02-01",
            "2026-02-01T00:10:00+05:00",
        ),
        ('<meta name="dc.date" content="2026-02-01">', "2026-02-01", None),
        (
            '<meta itemprop="datePublished" content="Sun, 01 Feb 2026 09:00:00 GMT">',
            "2026-02-01",
            "2026-02-01T09:00:00+00:00",
        ),
        ('<meta name="date" content="1 February 2026">', "2026-02-01", None),
        ('<meta name="date" content="02/01/2026">', None, None),
        ('<meta name="date" content="2026-13-45">', None, None),
    ],
)  # fmt: skip
def test_without_json_ld_meta_tags_tell_the_time_and_what_is_ambiguous_tells_none(
    head: str, day: str | None, at: str | None
) -> None:
    report = report_on(page(head=head, data=None))
    assert report.published == (dt.date.fromisoformat(day) if day else None)
    assert report.published_at == (dt.datetime.fromisoformat(at) if at else None)


def test_a_moment_in_utc_takes_the_day_that_the_page_shows_on_its_own_clock() -> None:
    told = {**ARTICLE, "datePublished": "2026-02-01T01:30:00Z"}
    shown = '<span class="timestamp">Published 8:30 PM EST, Sat January 31, 2026</span>'
    report = report_on(page(shown + "".join(f"<p>{p}</p>" for p in PARAGRAPHS), data=told))
    assert report.published == dt.date(2026, 1, 31)
    assert report.published_at == dt.datetime(2026, 2, 1, 1, 30, tzinfo=dt.UTC)
    assert report_on(page(data=told)).published == dt.date(2026, 2, 1)


def test_without_metadata_the_page_itself_tells() -> None:
    head = '<meta property="og:site_name" content="The Daily Example"><link rel=canonical href="https://example.org/1">'
    report = report_on(page(head=head, data=None))
    assert (report.title, report.outlet) == ("Four killed at Exampletown market", "The Daily Example")
    assert (report.agency, report.url) == ("AP", "https://example.org/1")


def test_what_is_given_wins_over_what_the_page_says() -> None:
    (found,) = read_reports("a.html", FULL.encode(), published=dt.date(2026, 2, 2), outlet="Mine", title="T", url="u")
    assert isinstance(found, ParsedReport)
    report = found.report
    assert (report.published, report.published_at) == (dt.date(2026, 2, 2), None)
    assert (report.outlet, report.title, report.url) == ("Mine", "T", "u")


def test_a_page_is_told_by_its_content_under_any_name() -> None:
    for name in ("a.txt", "standard input", "a"):
        assert report_on(FULL, name).outlet == "The Daily Example"


def test_a_declared_encoding_is_followed() -> None:
    text = page(title="Сообщение из города", head="").replace("charset=utf-8", 'charset="windows-1251"')
    assert report_on(text.encode("cp1251", "replace")).title == "Сообщение из города"


@pytest.mark.parametrize("html", ["<html></html>", "<html><body><script>x</script></body></html>", "<!doctype html>"])
def test_a_page_without_text_is_an_empty_report_with_a_remedy(html: str) -> None:
    (failure,) = read_reports("a.html", html.encode())
    assert isinstance(failure, EmptyReport)
    assert "a.html: " in str(failure)
    assert "Save" in str(failure)


def test_a_feed_is_no_report() -> None:
    (failure,) = read_reports("a.xml", b'<?xml version="1.0"?><rss version="2.0"><channel/></rss>')
    assert isinstance(failure, UnreadableReport)


TEXT = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
HOSTILE = {
    "nested deep": "<div>" * 20_000 + TEXT,
    "one huge attribute": f'<div class="{"a " * 500_000}" style="{"x" * 500_000}">{TEXT}</div>',
    "entities": "&amp;" * 200_000 + TEXT,
    "null bytes": TEXT.replace("market", "mar\0ket") + "\0" * 5_000 + "&#0;&#x0;",
    "unclosed brackets": "<" * 1_000_000 + TEXT,
    "data nested deep": '<script type="application/ld+json">' + '{"@graph":[' * 20_000 + "</script>" + TEXT,
    "many captions": "<figure><figcaption>A burnt bus in the street</figcaption></figure>" * 3_000 + TEXT,
    "an endless comment": "<!--" + "x" * 1_000_000 + TEXT,
    "many appeals": f"<p>{APPEAL}</p>" * 1_000 + TEXT,
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_page_is_read_or_refused_in_bounded_time(body: str) -> None:
    start = time.process_time()
    (found,) = read_reports("a.html", page(body).encode())
    assert isinstance(found, ParsedReport | InputError)
    assert time.process_time() - start < 10
    if isinstance(found, ParsedReport):
        assert "\0" not in found.report.text
