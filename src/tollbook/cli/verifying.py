"""`tollbook verify`."""

from __future__ import annotations

from pathlib import Path

import typer


def verify_book(path: Path) -> None:
    """Check the book at `path` and say what was checked; a book that is not whole raises `BookDamaged`."""
    from tollbook.book import Book

    with Book.open(path, create=False) as book:
        whole = book.verify()
    typer.echo(
        f"{path} is whole: {whole.reports:,} reports, {whole.claims:,} claims in {whole.readings:,} readings, "
        f"{whole.decisions:,} decisions, {whole.quotes:,} quotes found in their reports, {whole.entries:,} log entries."
    )
    typer.echo(f"Its log ends with {whole.head}.")
