"""Where output goes: the screen, or a file."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import typer
from rich.console import RenderableType

from tollbook.cli.endings import FAILED, complain
from tollbook.cli.screen import put, put_bytes


def bytes_to(output: Path | None, chunks: Iterable[bytes]) -> None:
    """Write the chunks to the file `output`, or to standard output where it is None or "-"."""
    if output is None or str(output) == "-":
        put_bytes(chunks)
        return
    with _writing(output) as file:
        file.writelines(chunks)


def text_to(output: Path | None, parts: Iterable[RenderableType]) -> None:
    """Set the parts in the file `output`, at 80 columns, or on the screen where it is None or "-"."""
    if output is None or str(output) == "-":
        put(parts)
        return
    with _writing(output) as file:
        text = io.TextIOWrapper(file, encoding="utf-8")
        put(parts, to=text)
        text.detach()


@contextmanager
def _writing(path: Path) -> Iterator[BinaryIO]:
    """Write the file `path`, its folders made, under another name until it is whole.

    What cannot be written ends the command with status 2 and the reason.
    """
    part = path.with_name(f"{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not path.is_file():  # a pipe or a device takes what it is given
            with path.open("wb") as file:
                yield file
            return
        with part.open("wb") as file:
            yield file
        part.replace(path)
    except OSError as error:
        complain(f"{path} cannot be written: {error.strerror or error}.")
        raise typer.Exit(FAILED) from None
    finally:
        if part.is_file():
            part.unlink()
