"""The terminal: one console for what is for the eye, and bytes for what is not."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TextIO, TypeVar

import msgspec
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.segment import Segment
from rich.style import Style
from rich.text import Text

from tollbook.cli.plain import plain
from tollbook.errors import InputError
from tollbook.model import Report

Told = TypeVar("Told")
QUIET = Style(dim=True)
STRONG = Style(bold=True)


class Quote:
    """A stranger's words, made safe, with a line along their left side, `indent` columns in."""

    def __init__(self, words: str, indent: int) -> None:
        self._words = Text(plain(words), style=Style(italic=True))
        self._margin = Segment(f"{' ' * indent}│ ", QUIET)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width = max(20, options.max_width - len(self._margin.text))
        for line in self._words.wrap(console, width):
            yield self._margin
            yield from line.render(console, end="\n")


def put(parts: Iterable[RenderableType], to: TextIO | None = None, width: int | None = None) -> None:
    """Print to standard output, or to `to`. Where that is no terminal: no colours, no spaces at the ends of lines.

    Text is shown as it is: no markup, no emoji codes, no guessed highlights. `width` is that of the terminal, or 80,
    unless it is given.
    """
    target = to or sys.stdout
    if isinstance(target, io.TextIOWrapper) and "utf" not in target.encoding.lower():
        target.reconfigure(errors="replace")
    console = Console(file=target, highlight=False, markup=False, emoji=False, width=width)
    for part in parts:
        if console.is_terminal:
            console.print(part)
            continue
        with console.capture() as captured:
            console.print(part)
        target.writelines(f"{line.rstrip()}\n" for line in captured.get().splitlines() or [""])


def put_bytes(chunks: Iterable[bytes]) -> None:
    """Write to standard output as it is, each chunk at once: JSON and HTML are UTF-8 whatever the terminal takes."""
    sys.stdout.flush()
    for chunk in chunks:
        sys.stdout.buffer.write(chunk)
        sys.stdout.buffer.flush()


def put_told(
    found: Iterable[tuple[Report, Sequence[Told]] | InputError],
    form: str,
    parts: Callable[[list[Told]], Iterable[RenderableType]],
    nothing: str,
) -> None:
    """Print what reports were found to tell, all together: as JSON, set in `parts`, or, where it is nothing, the words
    for that. The first error ends it.
    """
    told: list[Told] = []
    for one in found:
        if isinstance(one, InputError):
            raise one
        told += one[1]
    if form == "json":
        put_bytes(json_array(told))
    else:
        put(parts(told) if told else [Text(nothing, style=QUIET)])


def json_line(value: Any) -> bytes:
    """`value` as one line of JSON Lines."""
    return msgspec.json.encode(value) + b"\n"


def json_array(values: Iterable[Any]) -> Iterator[bytes]:
    """The values as one JSON array, indented, handed on as they come."""
    opening = b"[\n"
    for value in values:
        yield opening + msgspec.json.format(msgspec.json.encode(value), indent=2)
        opening = b",\n"
    yield b"[]\n" if opening == b"[\n" else b"\n]\n"
