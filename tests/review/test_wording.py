"""How a person says a value, and how it is said to one."""

from __future__ import annotations

from typing import Any

import pytest

from tollbook.errors import InputError
from tollbook.review import in_words, value_from


@pytest.mark.parametrize(
    ("slot", "words", "value"),
    [
        ("count", "12", {"value": 12, "bound": "exact", "value_high": None}),
        ("count", "at least 1,200", {"value": 1200, "bound": "at_least", "value_high": None}),
        ("count", "About 40", {"value": 40, "bound": "about", "value_high": None}),
        ("count", "30-40", {"value": 30, "bound": "range", "value_high": 40}),
        ("count", "30 to 40", {"value": 30, "bound": "range", "value_high": 40}),
        ("count", "vague", {"value": None, "bound": "vague", "value_high": None}),
        ("when", "2026-01-30", {"start": "2026-01-30", "end": "2026-01-30", "precision": "day"}),
        ("when", "2026-01-30..2026-01-31", {"start": "2026-01-30", "end": "2026-01-31", "precision": "range"}),
        ("when", "2024-02", {"start": "2024-02-01", "end": "2024-02-29", "precision": "month"}),
        ("when", "2025", {"start": "2025-01-01", "end": "2025-12-31", "precision": "year"}),
        ("when", "unknown", None),
        ("victim_class", "security forces", "security_forces"),
        ("type", "suicide-attack", "suicide_attack"),
        ("effect", "Killed", "killed"),
    ],
)
def test_words_give_the_models_value(slot: Any, words: str, value: Any) -> None:
    """Each way of writing that the help names is understood."""
    assert value_from(slot, words) == value


@pytest.mark.parametrize(
    ("slot", "words", "remedy"),
    [
        ("count", "a dozen", "Write it like 12"),
        ("count", "at least 3-5", "Write it like 12"),
        ("when", "Monday", "Write it like 2026-01-30"),
        ("when", "2026-02-30", "Write it like 2026-01-30"),
        ("when", "2026-02-01..2026-01-01", "ends before it begins"),
        ("effect", "hurt", "Give one of: killed"),
    ],
)
def test_what_is_not_understood_names_the_remedy(slot: Any, words: str, remedy: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(InputError, match=remedy):
        value_from(slot, words)


@pytest.mark.parametrize(
    ("slot", "words", "said"),
    [
        ("count", "at least 12", "at least 12"),
        ("count", "30-40", "30 to 40"),
        ("when", "2026-01-30..2026-01-31", "2026-01-30..2026-01-31"),
        ("when", "2024-02", "2024-02"),
        ("when", "2025", "2025"),
        ("when", "unknown", "unknown"),
        ("victim_class", "security forces", "security forces"),
    ],
)
def test_a_value_is_said_as_it_can_be_written(slot: Any, words: str, said: str) -> None:
    """What is shown can be typed again."""
    assert in_words(slot, value_from(slot, words)) == said
