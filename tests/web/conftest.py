"""A workbench over a book of the tests' reports."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.casework import Running, fill, running


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
