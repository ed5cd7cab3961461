"""Files, folders and standard input as a stream of documents: what cannot be read is reported, the rest goes on."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

import msgspec

from tollbook.errors import InputError, UnreadableReport

LIMIT = 50_000_000
"""The most bytes that one file, or one line of a JSON Lines file, may hold (50 MB)."""

EXTENSIONS = (".html", ".htm", ".xhtml", ".txt", ".jsonl", ".ndjson")
"""What is taken out of a folder. A file that is named itself may have any extension."""

STREAMED = (".jsonl", ".ndjson")
"""What is read line by line, whatever its size."""

STDIN = "standard input"


class Document(msgspec.Struct, frozen=True):
    """Raw bytes and where they came from.

    `name` is the path as it was given or found, "standard input" for "-", and "path:line" for a line of a JSON Lines
    file, which is a document of its own.
    """

    name: str
    raw: bytes


def documents(paths: Sequence[str]) -> Iterator[Document | InputError]:
    """Read `paths` in their order, folders walked in the order of their names, "-" being standard input.

    JSON Lines are streamed: one document a line, never more than one line in memory. What is missing, unreadable or
    too large comes as an `UnreadableReport` that names it and the remedy; it is not raised, so that the others are
    still read.
    """
    for path in paths:
        if path == "-":
            yield from _standard_input()
        elif Path(path).is_dir():
            yield from _folder(Path(path))
        else:
            yield from _file(path)


def _standard_input() -> Iterator[Document | InputError]:
    stream = sys.stdin.buffer
    head = stream.readline(LIMIT + 1)
    if _looks_like_a_record(head):
        yield from _lines(STDIN, stream, head)
        return
    raw = head + stream.read(max(0, LIMIT + 1 - len(head)))
    if len(raw) > LIMIT:
        yield _too_large(STDIN)
    else:
        yield Document(STDIN, raw)


def _folder(folder: Path) -> Iterator[Document | InputError]:
    """Every file of a known extension under `folder`; hidden names and links to folders are passed over."""
    failures: list[OSError] = []
    found = False
    for where, inner, names in os.walk(folder, onerror=failures.append):
        inner[:] = sorted(name for name in inner if not name.startswith("."))
        for name in sorted(names):
            path = Path(where) / name
            if name.startswith(".") or not name.lower().endswith(EXTENSIONS) or not path.is_file():
                continue
            found = True
            yield from _file(str(path))
    for failure in failures:
        yield _unreadable(str(failure.filename), failure)
    if not found and not failures:
        known = ", ".join(EXTENSIONS)
        yield UnreadableReport(
            f"{folder}: the folder holds no reports. Out of a folder, {known} are taken; name other files one by one."
        )


def _file(path: str) -> Iterator[Document | InputError]:
    try:
        with Path(path).open("rb") as stream:
            if path.lower().endswith(STREAMED):
                yield from _lines(path, stream, stream.readline(LIMIT + 1))
                return
            raw = stream.read(LIMIT + 1)
    except OSError as failure:
        yield _unreadable(path, failure)
        return
    except ValueError:  # a name with a null character is no path
        yield UnreadableReport(f"{path!r}: this is no path of a file. Check the name.")
        return
    if len(raw) > LIMIT:
        yield _too_large(path)
    else:
        yield Document(path, raw)


def _lines(name: str, stream: BinaryIO, line: bytes) -> Iterator[Document | InputError]:
    """The lines of `stream`, of which `line` was read already. Empty ones are passed over, but counted."""
    number = 1
    empty = True
    while line:
        if len(line) > LIMIT:
            yield _too_large(f"{name}:{number}")
            empty = False
            while line and not line.endswith(b"\n"):
                line = stream.readline(LIMIT + 1)
        elif line.strip(b"\xef\xbb\xbf \t\r\n"):
            yield Document(f"{name}:{number}", line)
            empty = False
        number += 1
        line = stream.readline(LIMIT + 1)
    if empty:
        yield Document(name, b"")  # stage 2 says that a file is empty, whatever its kind


def _looks_like_a_record(line: bytes) -> bool:
    """Whether `line` is a whole JSON object, and so the first of JSON Lines."""
    if not line.lstrip(b"\xef\xbb\xbf \t").startswith(b"{"):
        return False
    try:
        return isinstance(msgspec.json.decode(line.removeprefix(b"\xef\xbb\xbf")), dict)
    except (ValueError, RecursionError):  # msgspec's own errors are ValueErrors
        return False


def _unreadable(path: str, failure: OSError) -> UnreadableReport:
    if isinstance(failure, FileNotFoundError):
        return UnreadableReport(f"{path}: there is no such file. Check the name and the folder you are in.")
    if isinstance(failure, PermissionError):
        return UnreadableReport(f"{path}: you may not read it. Ask its owner, or change its permissions (chmod u+r).")
    return UnreadableReport(f"{path}: it cannot be read ({failure.strerror or failure}). Check the disk and the name.")


def _too_large(name: str) -> UnreadableReport:
    return UnreadableReport(
        f"{name}: it is larger than {LIMIT // 1_000_000} MB. "
        "Split it, or write its reports as JSON Lines (.jsonl), one to a line, which are read at any size."
    )
