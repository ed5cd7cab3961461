"""JSON Lines: each line a report with its text untouched, a bad one named and the others read."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from tollbook.errors import BadRecord, EmptyReport
from tollbook.model import digest_of
from tollbook.reading import ParsedReport, read_reports

TEXT = " Four killed\r\n\r\nPolice said four people were killed. "


def line(**fields: object) -> bytes:
    return json.dumps(fields).encode()


def one(raw: bytes, name: str = "many.jsonl") -> ParsedReport:
    (found,) = read_reports(name, raw)
    assert isinstance(found, ParsedReport)
    return found


def test_a_line_gives_its_own_id_text_and_words() -> None:
    raw = line(id="a1", title="Four killed", outlet="The Daily Example", published="2026-02-01", url="u", text=TEXT)
    found = one(raw)
    report = found.report
    assert (report.id, report.text, report.title, report.outlet) == ("a1", TEXT, "Four killed", "The Daily Example")
    assert (report.published, report.published_at, report.url) == (dt.date(2026, 2, 1), None, "u")
    assert report.digest == digest_of(raw)
    assert found.raw == raw


def test_a_line_without_an_id_is_called_by_its_digest() -> None:
    report = one(line(text=TEXT)).report
    assert report.id == report.digest[:16]
    assert report.published is None


def test_a_title_that_opens_the_text_is_a_block() -> None:
    report = one(line(title="Four killed", text=TEXT)).report
    assert [(block.kind, report.text[block.start : block.end]) for block in report.blocks] == [("title", "Four killed")]


def test_the_shape_of_annotated_files_is_read_too() -> None:
    raw = line(report={"id": "g", "text": TEXT, "published": None, "outlet": None}, claims=[{"id": "c1"}])
    assert (one(raw).report.id, one(raw).report.text) == ("g", TEXT)


@pytest.mark.parametrize(
    ("written", "day", "at"),
    [
        ("2026-02-01", dt.date(2026, 2, 1), None),
        ("2026-02-01T23:30:00+05:00", dt.date(2026, 2, 1), dt.datetime.fromisoformat("2026-02-01T23:30:00+05:00")),
        ("2026-02-01T09:30:00Z", dt.date(2026, 2, 1), dt.datetime(2026, 2, 1, 9, 30, tzinfo=dt.UTC)),
        ("2026-02-01 09:30", dt.date(2026, 2, 1), None),
        ("", None, None),
        (None, None, None),
    ],
)
def test_published_is_a_day_or_a_full_time_on_the_outlets_own_calendar(
    written: str | None, day: dt.date | None, at: dt.datetime | None
) -> None:
    report = one(line(text=TEXT, published=written)).report
    assert (report.published, report.published_at) == (day, at)


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        (b"{broken", "not JSON"),
        (b"[1, 2]", "no report"),
        (b'"text"', "no report"),
        (b'{"title": "no text"}', "`text`"),
        (b'{"text": 5}', "$.text"),
        (b'{"text": "  "}', "empty"),
        (b'{"text": "a", "published": "yesterday"}', "'yesterday'"),
        (b'{"text": "a", "published": "2026-02-30"}', "ISO"),
        (b'{"report": {"id": "x"}}', "$.report"),
        (b'{"text": "\xff"}', "JSON in UTF-8"),
        (b'{"text": ' + b"[" * 100_000, "JSON"),
    ],
)
def test_a_bad_line_is_named_by_file_and_number_and_the_others_are_read(bad: bytes, words: str) -> None:
    good = line(id="ok", text=TEXT)
    first, failure, last = read_reports("dir/many.jsonl", good + b"\n\n" + bad + b"\n" + good)
    assert isinstance(first, ParsedReport)
    assert isinstance(failure, BadRecord)
    assert str(failure).startswith("dir/many.jsonl:3: ")
    assert words in str(failure)
    assert isinstance(last, ParsedReport)


def test_a_line_that_was_streamed_keeps_its_number() -> None:
    (failure,) = read_reports("many.jsonl:12", b"{broken")
    assert str(failure).startswith("many.jsonl:12: ")


def test_lines_are_told_by_their_content_where_the_name_says_nothing() -> None:
    assert one(line(text=TEXT), "standard input:1").report.text == TEXT


def test_what_is_given_wins_over_what_the_lines_say() -> None:
    raw = line(text=TEXT, published="2026-02-01T09:30:00Z", outlet="The Daily Example")
    (found,) = read_reports("many.jsonl", raw, published=dt.date(2026, 3, 1), outlet="The Other Example")
    assert isinstance(found, ParsedReport)
    report = found.report
    assert (report.published, report.published_at, report.outlet) == (dt.date(2026, 3, 1), None, "The Other Example")


def test_an_empty_file_is_an_empty_report() -> None:
    (failure,) = read_reports("many.jsonl", b"\n \n")
    assert isinstance(failure, EmptyReport)
