"""`tollbook serve`: the workbench on this machine, until it is told to stop."""

from __future__ import annotations

import contextlib
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import typer

from tollbook.cli.endings import say
from tollbook.errors import InputError, ResourceError


def serve_book(
    book: Path, port: int, host: str, url: str | None, *, team: bool, browser: bool, log: Path | None
) -> None:
    """Serve the book; Ctrl-C and a polite kill end it well.

    Raises `ResourceError` where the packages of the extra "serve" are not installed.
    """
    try:
        from tollbook.web import Announced, serve
    except ModuleNotFoundError as error:
        if error.name is not None and error.name.startswith("tollbook"):
            raise
        raise ResourceError(
            f"The workbench needs {error.name}. Install it with: pip install 'tollbook[serve]'"
        ) from None

    def announce(told: Announced) -> None:
        typer.echo(f"The workbench is at {told.address}")
        once = "Its users sign in there." if told.team else "The address works once, in one browser."
        typer.echo(f"{once} Stop with Ctrl-C.")
        if told.warning is not None:
            typer.echo(f"Warning: {told.warning}", err=True)
        sys.stdout.flush()

    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with _noting(log) as lines, contextlib.suppress(KeyboardInterrupt):
        serve(book, port=port, host=host, url=url, team=team, browser=browser, log=lines, announce=announce)
    say("stopped")


@contextmanager
def _noting(path: Path | None) -> Iterator[TextIO | None]:
    """The file that requests are noted in, line by line; standard error for "-"."""
    if path is None:
        yield None
    elif str(path) == "-":
        yield sys.stderr
    else:
        try:
            file = path.open("a", encoding="utf-8", buffering=1)
        except OSError as error:
            raise InputError(
                f"{path}: requests cannot be noted there ({error.strerror}). Name another file."
            ) from error
        with file:
            yield file
