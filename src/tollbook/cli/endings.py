"""How a command ends: errors that were to be expected, an interruption, a reader that has gone away."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import typer

from tollbook.cli.plain import plain
from tollbook.errors import TollbookError

FAILED = 2
"""The exit status where something that was asked for could not be done."""

INTERRUPTED = 130
"""The exit status after Ctrl-C, as shells have it: 128 and the signal's number."""

CLOSED = 141
"""The exit status where nobody reads the output any more, as shells have it: 128 and the signal's number."""


@contextmanager
def tidy(after_stop: str = "") -> Iterator[None]:
    """Run a command's body, and end it with one plain line instead of a traceback.

    A `TollbookError` ends with status 2, Ctrl-C with 130 and the line `after_stop`. Where whatever reads the output
    has closed it (`tollbook ... | head`), the command stops silently, as other tools do.
    """
    try:
        yield
        sys.stdout.flush()
    except TollbookError as error:
        complain(error)
        raise typer.Exit(FAILED) from None
    except KeyboardInterrupt:
        say(f"stopped: {after_stop}" if after_stop else "stopped")
        raise typer.Exit(INTERRUPTED) from None
    except BrokenPipeError:
        # What Python would still flush at its own end goes nowhere instead of failing a second time.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(CLOSED) from None


def complain(error: Exception | str) -> None:
    """Print one error on stderr."""
    say(f"error: {error}")


def say(message: str) -> None:
    """Print one line on stderr, where it disturbs no output."""
    typer.echo(plain(message), err=True)
