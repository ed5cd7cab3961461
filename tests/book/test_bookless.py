"""`tollbook.read` and `read_each`, on a road that needs no model."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

import tollbook
from tollbook.book import read_each, roads
from tollbook.errors import EmptyReport, InputError, UnreadableReport

TEXT = "12 civilians were killed in Oravan, PK on 2026-02-01."


@pytest.fixture(autouse=True)
def _light_road(road: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roads, "house_road", lambda: road)


@pytest.mark.parametrize("published", ["2026-02-02", dt.date(2026, 2, 2), dt.datetime(2026, 2, 2, 23, tzinfo=dt.UTC)])
def test_a_text_is_read_untouched_with_the_day_in_any_form(published: Any) -> None:
    reading = tollbook.read(TEXT, published=published, outlet="The Lantern", title="A title", url="https://l.example/1")
    assert len(reading.claims) == 1


def test_the_report_is_what_was_given(road: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Any] = []
    monkeypatch.setattr(road, "travel", seen.append)
    tollbook.read(TEXT, published="2026-02-02", outlet="The Lantern", title="A title", url="https://l.example/1")
    (report,) = seen
    assert (report.text, report.outlet, report.title, report.url, report.published) == (
        TEXT,
        "The Lantern",
        "A title",
        "https://l.example/1",
        dt.date(2026, 2, 2),
    )


@pytest.mark.parametrize("day", ["", "soon", "2026-2-1x", "2026-13-01"])
def test_a_day_that_is_none_is_an_input_error(day: str) -> None:
    with pytest.raises(InputError, match="Write it like 2026-02-01"):
        tollbook.read(TEXT, published=day)


def test_a_text_without_words_is_empty() -> None:
    with pytest.raises(EmptyReport):
        tollbook.read(" \n\t ")


def test_many_files_are_read_and_what_cannot_be_is_an_error_in_its_place(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "c.txt").write_text(TEXT.replace("12", "13"))
    first, missing, last = read_each([tmp_path / "a.txt", str(tmp_path / "b.txt"), tmp_path / "c.txt"])
    assert isinstance(missing, UnreadableReport)
    assert not isinstance(first, InputError)
    assert not isinstance(last, InputError)
    assert (len(first.claims), len(last.claims)) == (1, 1)
