"""The twins of a page: the same rows as JSON and as CSV, and what the description of the API says of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from starlette.responses import Response

from tollbook.book import as_day, as_table
from tollbook.model import Claim, Correction, ReaderVersion, Report
from tollbook.web.problems import Problem


class ReportLine(msgspec.Struct, frozen=True, kw_only=True):
    """A report as a line of a list: `claims` counts its claims by kind, `excerpt` the words that were found in it."""

    report: str
    title: str | None
    outlet: str | None
    published: dt.date | None
    recorded: dt.datetime
    name: str
    claims: dict[str, int]
    excerpt: str | None = None


class ReportList(msgspec.Struct, frozen=True, kw_only=True):
    """One page of a list of reports, of `total` on `pages` pages; `next` is the address of the next. `cut` says that so
    many hold the words asked for that only the best finds were looked at.
    """

    total: int
    page: int
    pages: int
    next: str | None
    cut: bool
    reports: list[ReportLine]


class ReportAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A report with the claims of its newest reading as people left them: those that count, those that they `rejected`
    (with the number of the decision), and what they set in a slot beside what was read there.
    """

    name: str
    recorded: dt.datetime
    reader: ReaderVersion
    report: Report
    claims: tuple[Claim, ...]
    rejected: tuple[tuple[Claim, int], ...]
    corrections: tuple[Correction, ...]


ANSWERS = (ReportList, ReportAnswer, Problem)
"""What the twins answer with, beside what `told` and `Filled` are given."""

DAY = {"format": "date"}
"""What the description of the API says of a query's day (its `json_schema_extra`); a form leaves it empty."""

_DESCRIBED: set[type[msgspec.Struct]] = set()


def as_json(answer: msgspec.Struct, headers: Mapping[str, str] | None = None, code: int = 200) -> Response:
    """The answer as JSON: days and moments in ISO 8601, an open slot as null."""
    return Response(msgspec.json.encode(answer), code, media_type="application/json", headers=headers)


def as_csv(
    columns: Sequence[str],
    rows: Iterable[Mapping[str, str | int | float | None]],
    name: str,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The rows as a CSV file called `name`; an empty cell is unknown."""
    disposition = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return Response(as_table(columns, rows), media_type="text/csv", headers={**disposition, **(headers or {})})


def day_asked(name: str, text: str) -> dt.date | None:
    """The day that an address writes under a name, "" for none; raises `InputError` for what is no day."""
    return as_day(text[:40] or None, name)


def next_link(following: str | None) -> dict[str, str]:
    """The header that names the address of the next page (RFC 8288); none where there is none."""
    return {} if following is None else {"Link": f'<{following}>; rel="next"'}


def told(answer: type[msgspec.Struct] | None, what: str, code: int = 200) -> dict[int | str, dict[str, Any]]:
    """What a route answers, for the description of the API: its record, or CSV where that is None.

    What goes wrong is described for every route alike (`tollbook.web.described`).
    """
    if answer is not None:
        describe(answer)
    kind = "text/csv" if answer is None else "application/json"
    form = {"type": "string"} if answer is None else {"$ref": f"#/components/schemas/{answer.__name__}"}
    return {code: {"description": what, "content": {kind: {"schema": form}}}}


def describe(record: type[msgspec.Struct]) -> None:
    """Put a record among those that the description of the API explains."""
    _DESCRIBED.add(record)


def schemas() -> dict[str, Any]:
    """The records that are described, and those in them, as JSON Schema."""
    every: list[type[msgspec.Struct]] = [*ANSWERS, *_DESCRIBED]
    _, components = msgspec.json.schema_components(every, ref_template="#/components/schemas/{name}")
    return components
