"""What holds for every test: nothing that the user of this machine added to the gazetteer is looked up."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session", autouse=True)
def no_additions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Point TOLLBOOK_GAZETTEER at an empty folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TOLLBOOK_GAZETTEER", str(tmp_path_factory.mktemp("gazetteer")))
        yield
