"""The how-to page of the wave shows what its commands print."""

from __future__ import annotations

from docs.follow import PAGE, followed


def test_the_page_shows_what_the_commands_print() -> None:
    """`python docs/follow.py` would write docs/how-to/follow-a-wave.md as it is."""
    page = PAGE.read_text("utf-8")
    assert followed(page) == page
