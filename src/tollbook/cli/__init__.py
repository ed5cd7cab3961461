"""The command line: parse, call the Book, show."""

from __future__ import annotations

from tollbook.cli.app import main

__all__ = ["main"]
