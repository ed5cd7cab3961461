"""The gate leaves ordinary news unread, and lets through what may tell of casualties."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tollbook.claims import Reader
from tollbook.claims.gate import SHORT, may_tell
from tollbook.model import Report, digest_of

EXAMPLES = Path(__file__).parents[2] / "examples" / "expected"
FILLER = "The council met again to weigh plans for the new library, its opening hours and the colour of its doors. " * 6


@pytest.mark.parametrize(
    "sentence",
    [
        "Twelve soldiers were killed near the river.",
        "Dara Example was shot dead outside her house.",
        "The blast left dozens of villagers injured.",
        "She called for an inquiry into the murder of Dara Example.",
        "No injuries were reported after the attack.",
        "Gunmen abducted the mayor.",
        "Police detained 24 protesters.",
        "The attack claimed the lives of many.",
    ],
)
def test_a_report_of_casualties_passes(sentence: str) -> None:
    """However the harm is told, and in capitals alike."""
    assert may_tell(FILLER + sentence + FILLER)
    assert may_tell((FILLER + sentence + FILLER).upper())


@pytest.mark.parametrize(
    "sentence",
    [
        "The two candidates are in a dead heat.",
        "It was a long shot for the senator, one of many.",
        "Three firms lost money, and the bill died in committee.",
        "Her father died in his bed at 94.",
        "One strike cost the firm dear, and a deadline is a deadline.",
        "He hurt his chances with some people.",
    ],
)
def test_stray_words_do_not_open_the_gate(sentence: str) -> None:
    """Words of violence that speak of something else."""
    assert not may_tell(FILLER + sentence + FILLER)


def test_a_short_text_always_passes() -> None:
    """To read it costs little."""
    assert may_tell("word " * (SHORT - 1))
    assert not may_tell("word " * SHORT)


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.json")), ids=lambda path: path.stem)
def test_every_example_passes(path: Path) -> None:
    """All of them hold claims."""
    assert may_tell(json.loads(path.read_text("utf-8"))["report"]["text"])


def test_the_gate_is_asked_for() -> None:
    """Without it everything is read; the reader's version says that it was there."""
    text = FILLER + "A militia torched the village." + FILLER
    report = Report(id="t", text=text, digest=digest_of(text.encode()))
    assert not may_tell(text)
    assert Reader.load().read(report).marks.sentences != ()
    assert Reader.load(gate=True).read(report).marks.sentences == ()
    assert Reader.load(gate=True).version != Reader.load().version
