"""Opening a book for a question."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tollbook.cli.progress import upkeep

if TYPE_CHECKING:
    from tollbook.book import Book


@contextmanager
def opened(path: Path) -> Iterator[Book]:
    """The book at `path`, which must stand there. Where its incidents are brought up to date first, a bar says so."""
    from tollbook.book import Book

    with upkeep("Bringing incidents up to date") as progress, Book.open(path, create=False, progress=progress) as book:
        yield book
