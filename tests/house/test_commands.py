"""The command line and its pages agree, in both directions."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from docs.generate import help_screens, options, reference
from tests.house.test_docs import BLOCK, PAGES, name

ROOT = Path(__file__).parents[2]
SCREENS = help_screens()


def test_the_reference_is_what_the_commands_say() -> None:
    """docs/reference/cli.md is up to date: `python docs/generate.py` would write the same."""
    assert (ROOT / "docs" / "reference" / "cli.md").read_text("utf-8") == reference()


@pytest.mark.parametrize("command", SCREENS)
def test_every_option_is_explained(command: str) -> None:
    """Each option says what it does."""
    listed = options(SCREENS[command])
    assert "--help" in listed
    assert [option for option, words in listed.items() if len(words) < 10] == []


def _lines(block: str) -> list[str]:
    """The lines of a block, those that a backslash continues joined."""
    return block.replace("\\\n", " ").splitlines()


def used(page: Path) -> list[list[str]]:
    """The words of every command line that a page shows."""
    lines = [line for _, block in BLOCK.findall(page.read_text("utf-8")) for line in _lines(block)]
    tails = [line.partition("#")[0].split("| ")[-1] for line in lines if re.search(r"(^|\| )tollbook ", line)]
    return [shlex.split(tail.partition(">")[0]) for tail in tails]


@pytest.mark.parametrize("page", [page for page in PAGES if used(page)], ids=name)
def test_every_command_line_in_the_pages_exists(page: Path) -> None:
    """No page shows a command or an option that the command line does not have."""
    for words in used(page):
        command = next((told for told in (" ".join(words[:3]), " ".join(words[:2])) if told in SCREENS), None)
        assert command is not None, words
        assert {word.partition("=")[0] for word in words if word.startswith("--")} <= set(options(SCREENS[command]))
