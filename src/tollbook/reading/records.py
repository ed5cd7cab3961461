"""JSON Lines: one report to a line, `{"id", "title", "outlet", "published", "url", "text"}`."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from tollbook.errors import BadRecord, InputError
from tollbook.reading.moments import iso_moment
from tollbook.reading.told import Told

_LINE = re.compile(r"(?P<file>.+):(?P<number>\d+)")
_SHAPE = 'Write one object to a line: {"id", "title", "outlet", "published", "url", "text"}; only "text" must be there.'


class Record(msgspec.Struct, frozen=True):
    """A line that is a report: the id it gives, its text untouched, what else it tells, and its bytes."""

    id: str | None
    text: str
    told: Told
    raw: bytes


class _Fields(msgspec.Struct):
    text: str
    id: str | int | None = None
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    url: str | None = None


class _Gold(msgspec.Struct):
    """A line of an annotated file, and of `tollbook read --format jsonl`: the report with its claims beside it."""

    report: _Fields


class _Shape(msgspec.Struct):
    report: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET
    text: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET


def records(name: str, raw: bytes) -> Iterator[Record | InputError]:
    """Read each line of `raw`. A line that is no report comes as a `BadRecord` that names file, line and remedy.

    `name` may end in ":12", which makes the first line of `raw` the twelfth of its file.
    """
    found = _LINE.fullmatch(name)
    file, number = (found["file"], int(found["number"])) if found else (name, 1)
    for line in raw.removeprefix(b"\xef\xbb\xbf").split(b"\n"):
        if line.strip():
            yield _record(f"{file}:{number}", line)
        number += 1


def _record(where: str, line: bytes) -> Record | InputError:
    try:
        shape = msgspec.json.decode(line, type=_Shape)
        if shape.text is msgspec.UNSET and shape.report is not msgspec.UNSET:
            fields = msgspec.json.decode(line, type=_Gold).report
        else:
            fields = msgspec.json.decode(line, type=_Fields)
    except msgspec.ValidationError as failure:
        return BadRecord(f"{where}: the line is no report ({failure}). {_SHAPE}")
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as failure:
        return BadRecord(f"{where}: the line is not JSON in UTF-8 ({failure}). {_SHAPE}")
    if not fields.text.strip():
        return BadRecord(f'{where}: its "text" is empty. Give the report\'s text, or take the line out.')
    published = iso_moment(fields.published) if fields.published else None
    if fields.published and published is None:
        return BadRecord(
            f'{where}: "published" is {fields.published[:60]!r}, which is no ISO date. '
            "Write 2026-02-01 or 2026-02-01T09:30:00+05:00, or leave it out."
        )
    told = Told(
        title=fields.title or None,
        outlet=fields.outlet or None,
        published=published.day if published else None,
        published_at=published.at if published else None,
        url=fields.url or None,
    )
    return Record(None if fields.id in (None, "") else str(fields.id), fields.text, told, line)
