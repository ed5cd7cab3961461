"""What is given to a book, as reports with their bytes and names: paths are opened and read, errors come in place."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Iterator
from typing import TypeAlias

import msgspec

from tollbook.errors import InputError
from tollbook.model import Report, digest_of

Item: TypeAlias = str | os.PathLike[str] | Report
"""What can be added: a path ("-" is standard input, a folder is walked), or a report that was made from a text."""


class Arrival(msgspec.Struct, frozen=True, kw_only=True):
    """A report, the bytes it came as and the name it came under."""

    name: str
    report: Report
    raw: bytes


class Failure(msgspec.Struct, frozen=True, kw_only=True):
    """The error that came in a report's place, and what it came under where that is known."""

    name: str | None
    error: InputError


def arrivals(items: Iterable[Item], published: dt.date | None, outlet: str | None) -> Iterator[Arrival | Failure]:
    """Every report that the items hold, in their order; what cannot be read comes as a `Failure`, the rest goes on."""
    for item in items:
        if isinstance(item, Report):
            yield _given(item)
        else:
            yield from _from_path(os.fspath(item), published, outlet)


def several(items: Item | Iterable[Item]) -> Iterable[Item]:
    """The items, be it one or many."""
    return [items] if isinstance(items, str | os.PathLike | Report) else items


def writable(name: str) -> str:
    """A name that can be written down: what of a file name is no Unicode becomes replacement characters."""
    return name.encode("utf-8", "surrogatepass").decode("utf-8", "replace")


def _given(report: Report) -> Arrival | Failure:
    raw = report.text.encode("utf-8", "surrogatepass")
    if digest_of(raw) != report.digest:
        error = InputError(f"{report.id}: the report was not made from its text alone. Add the file it came from.")
        return Failure(name=report.id, error=error)
    return Arrival(name=report.id, report=report, raw=raw)


def _from_path(path: str, published: dt.date | None, outlet: str | None) -> Iterator[Arrival | Failure]:
    from tollbook.reading import read_reports
    from tollbook.sources import documents

    for document in documents([path]):
        if isinstance(document, InputError):
            yield Failure(name=None, error=document)
            continue
        for parsed in read_reports(document.name, document.raw, published=published, outlet=outlet):
            if isinstance(parsed, InputError):
                yield Failure(name=document.name, error=parsed)
            else:
                yield Arrival(name=document.name, report=parsed.report, raw=parsed.raw)
