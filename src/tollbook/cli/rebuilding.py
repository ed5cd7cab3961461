"""`tollbook rebuild`."""

from __future__ import annotations

from pathlib import Path

import typer

from tollbook.cli.progress import upkeep


def rebuild_book(path: Path) -> None:
    """Compute the incidents of the book at `path` anew."""
    from tollbook.book import Book

    with upkeep("Computing incidents") as progress, Book.open(path, create=False, progress=progress) as book:
        number = book.rebuild()
    typer.echo(f"{path}: {number:,} incidents and aggregates, computed anew from its reports, claims and decisions.")
