"""The helpers in words.py, as a fixture."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="session")
def words() -> ModuleType:
    """The module `words` beside this file."""
    spec = importlib.util.spec_from_file_location("tollbook_tests_place_words", Path(__file__).with_name("words.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
