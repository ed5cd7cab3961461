"""A workbench over a book of the tests' reports."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.web.casework import Running, fill, running
from tests.web.sightings import SIGHTED, sighted
from tests.web.tabs import launched, opened, watched
from tests.web.waves import wave_bench, wave_book


@pytest.fixture(scope="session")
def casebook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book of the tests' reports."""
    path = tmp_path_factory.mktemp("workbench") / "case & <b>work.book"
    fill(path)
    return path


@pytest.fixture(scope="session")
def bench(casebook: Path) -> Iterator[Running]:
    """A workbench over it, with a session."""
    with running(casebook) as served:
        served.enter()
        yield served


@pytest.fixture(scope="session")
def sights(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A workbench over a book of some hundred incidents that nobody reported, with a session."""
    with sighted(tmp_path_factory.mktemp("overview") / "many.book", SIGHTED) as served:
        yield served


@pytest.fixture(scope="session")
def wave_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book of the forty reports of examples/wave."""
    return wave_book(tmp_path_factory.mktemp("wave"))


@pytest.fixture(scope="session")
def wave(wave_path: Path) -> Iterator[Running]:
    """A workbench over it, with the house's rules and a session."""
    with wave_bench(wave_path) as served:
        yield served


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Chromium, one for the tests of a module."""
    with launched() as browser:
        yield browser


@pytest.fixture(scope="module")
def window(chromium: Browser, bench: Running) -> Iterator[BrowserContext]:
    """A window on the module's workbench."""
    with opened(chromium, bench) as one:
        yield one


@pytest.fixture
def page(window: BrowserContext, bench: Running) -> Iterator[Page]:
    """A tab of it, which is watched."""
    with watched(window, bench) as tab:
        yield tab
