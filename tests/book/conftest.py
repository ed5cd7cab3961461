"""A book whose road needs no model."""

from __future__ import annotations

import datetime as dt
import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tollbook.book import Book
from tollbook.model import Report, digest_of


@pytest.fixture(scope="session")
def counting() -> ModuleType:
    """The module `counting` beside this file."""
    spec = importlib.util.spec_from_file_location("tollbook_tests_counting", Path(__file__).with_name("counting.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # msgspec looks its classes' annotations up there
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def road(counting: ModuleType) -> Any:
    return counting.CountingRoad()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "test.book"


@pytest.fixture
def book(path: Path, road: Any) -> Iterator[Book]:
    with Book.open(path, road=road, clock=lambda: dt.datetime(2026, 2, 3, tzinfo=dt.UTC), who="a recorder") as opened:
        yield opened


@pytest.fixture
def report_of() -> Any:
    def make(text: str, **fields: Any) -> Report:
        digest = digest_of(text.encode())
        return Report(**{"id": digest[:8], "text": text, "digest": digest} | fields)

    return make
