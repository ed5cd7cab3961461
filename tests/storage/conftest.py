"""One behaviour suite for every engine: a later engine joins by its name in `ENGINES` and a line in `open_store`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tollbook.model import Casualty, Claim, Count, ReaderVersion, Report, Span, Speaker, Victims, digest_of
from tollbook.storage import SqliteStore, Stamp, Store

ENGINES = ("sqlite",)

READER = ReaderVersion(name="counter", version="1")

OpenStore = Callable[[], Store]


@pytest.fixture(params=ENGINES)
def open_store(request: pytest.FixtureRequest, tmp_path: Path, stamp: Stamp) -> OpenStore:
    """Opens the same store each time it is called, beginning it the first time."""
    match request.param:
        case "sqlite":
            return lambda: SqliteStore.open(tmp_path / "test.book", create=True, stamp=stamp)
        case engine:
            raise AssertionError(f"no such engine: {engine}")


@pytest.fixture
def store(open_store: OpenStore) -> Iterator[Store]:
    opened = open_store()
    yield opened
    opened.close()


@pytest.fixture
def stamp() -> Stamp:
    return Stamp(at=dt.datetime(2026, 2, 2, 9, 30, tzinfo=dt.UTC), who="a recorder")


@pytest.fixture
def reader() -> ReaderVersion:
    return READER


@pytest.fixture
def make_report() -> Callable[..., Report]:
    def make(text: str = "At least 3 farmers were killed in Oravan.", **fields: object) -> Report:
        digest = digest_of(text.encode())
        return Report(**{"id": digest[:8], "text": text, "digest": digest} | fields)  # type: ignore[arg-type]

    return make


@pytest.fixture
def make_claim() -> Callable[..., Claim]:
    """A claim that the first word of the report is a number of people who suffered an effect."""

    def make(report: Report, id: str = "c1", effect: str = "killed", reader: ReaderVersion = READER) -> Claim:  # noqa: A002
        text = report.text
        first = len(text.split()[0])
        return Casualty(
            id=id,
            evidence=Span.of(text, 0, len(text)),
            confidence=0.75,
            reader=reader,
            speaker=Speaker(text=text[-3:], start=len(text) - 3, end=len(text), name="a witness"),
            effect=effect,  # type: ignore[arg-type]
            count=Count(text=text[:first], start=0, end=first, value=3, bound="at_least"),
            victims=Victims(victim_class="civilian"),
        )

    return make
