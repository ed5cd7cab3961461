"""One report: its text as published, and in the margin the claims that were read in it."""

from __future__ import annotations

import re
from collections import Counter
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter
from fastapi import Path as InPath
from starlette.requests import Request
from starlette.responses import Response

from tollbook.book import CLAIM_COLUMNS, ClaimRow, KeptReport, claim_row, paragraph_blocks
from tollbook.model import SILENT, BlockKind, Left, Where
from tollbook.web.answers import ReportAnswer, as_csv, as_json, told
from tollbook.web.desk import desk_of
from tollbook.web.outlines import outline_of
from tollbook.web.pages import page

router = APIRouter(tags=["reports"])

KINDS = ("killed", "injured", "missing", "abducted", "detained", "displaced", "responsibility", "attack")
"""The kinds of claims, in the order in which a page lists them."""

NOT_READ: dict[BlockKind, str] = {
    "appeal": "An appeal of the outlet: not read",
    "related": "Links to other reports: not read",
    "navigation": "The page's own words: not read",
    "byline": "Byline: not read",
}
READ_APART: dict[BlockKind, str] = {"caption": "Caption", "standfirst": "Standfirst", "dateline": "Dateline"}

Digest = Annotated[
    str, InPath(pattern="^[0-9a-f]{6,64}$", description="The report's digest, or the first digits of it.")
]


class Paragraph(msgspec.Struct, frozen=True, kw_only=True):
    """A paragraph as the page shows it: where in the text it begins, and the claims whose words begin in it."""

    start: int
    kind: BlockKind
    label: str | None
    silent: bool
    text: str
    claims: list[ClaimRow]


class Spot(msgspec.Struct, frozen=True, kw_only=True):
    """A place that claims tell, the claims, and the frame of its outline (west, south, east, north; degrees) and the
    name of it on the map, where the map has one.
    """

    where: Where
    claims: list[str]
    outline: str | None
    frame: str | None


@router.get(
    "/reports/{digest}.json", responses=told(ReportAnswer, "The report with its claims."), response_class=Response
)
def as_data(request: Request, digest: Digest) -> Response:
    """The report, its claims as people left them, and who read them. Offsets count code points of its `text`."""
    with desk_of(request).book() as book:
        kept, left, reader = book.report(digest), book.left(digest), book.reader_of(digest)
    return as_json(
        ReportAnswer(
            name=kept.name,
            recorded=kept.recorded,
            reader=reader,
            report=kept.report,
            claims=left.claims,
            rejected=left.rejected,
            corrections=left.corrections,
        )
    )


@router.get("/reports/{digest}.csv", responses=told(None, "The report's claims, one a line."), response_class=Response)
def as_lines(request: Request, digest: Digest) -> Response:
    """The claims that count, as a table; `set_by_people` names the slots in which not the reader's value stands."""
    with desk_of(request).book() as book:
        kept, left = book.report(digest), book.left(digest)
    rows = [
        claim_row(kept.report, claim).cells | {"set_by_people": "; ".join(_slots_set(left, claim.id)) or None}
        for claim in left.claims
    ]
    return as_csv((*CLAIM_COLUMNS, "set_by_people"), rows, f"claims-{kept.report.digest[:12]}")


@router.get("/reports/{digest}/raw", include_in_schema=False)
def raw(request: Request, digest: Digest) -> Response:
    """The bytes that came in, to be kept as a file: a browser must never open other people's page as ours."""
    with desk_of(request).book() as book:
        kept, data = book.report(digest), book.raw(digest)
    name = re.sub(r"[^\w.-]", "_", kept.name.rpartition("/")[2], flags=re.ASCII)[-80:] or "report"
    return Response(
        data,
        media_type="application/octet-stream",
        headers={"Content-Disposition": f'attachment; filename="{kept.report.digest[:12]}-{name}"'},
    )


@router.get("/reports/{digest}", include_in_schema=False)
def show(request: Request, digest: Digest) -> Response:
    """The page."""
    desk = desk_of(request)
    with desk.book() as book:
        seen = book.seen()  # before the rest is read: what is decided meanwhile was not seen
        kept, left, reader = book.report(digest), book.left(digest), book.reader_of(digest)
    counting = [claim_row(kept.report, claim) for claim in left.claims]
    rejected = [claim_row(kept.report, claim) for claim, _ in left.rejected]
    counts = Counter(row.kind for row in counting)
    return page(
        "report.html.jinja",
        book=desk.path.name,
        kept=kept,
        seen=seen,
        report=kept.report,
        short=kept.report.digest[:12],
        reader=reader,
        paragraphs=paragraphs_of(kept, [*counting, *rejected]),
        rejected={row.claim for row in rejected},
        by_people=by_people(left),
        kinds=[(kind, counts[kind]) for kind in KINDS if counts[kind]],
        spots=_spots(counting),
    )


def by_people(left: Left) -> dict[str, list[str]]:
    """What people did to each claim, by its id, in words."""
    told: dict[str, list[str]] = {}
    for one in left.corrections:
        told.setdefault(one.claim, []).append(f"{one.slot.replace('_', ' ')} set by a person; read as {one.read_as}")
    for claim, _ in left.rejected:
        told.setdefault(claim.id, []).append("rejected by a person: it counts for nothing")
    for claim, _ in left.made:
        told.setdefault(claim.id, []).append("made by a person: no reader read it")
    for claim_id in left.accepted:
        told.setdefault(claim_id, []).append("accepted by a person")
    return told


def _slots_set(left: Left, claim: str) -> list[str]:
    return [one.slot for one in left.corrections if one.claim == claim]


def paragraphs_of(kept: KeptReport, rows: list[ClaimRow]) -> list[Paragraph]:
    """The whole text in paragraphs, each with the claims whose words begin in it."""
    report = kept.report
    blocks = paragraph_blocks(report)
    ends = [block.start for block in blocks[1:]] + [len(report.text) + 1]
    found = []
    waiting = sorted(rows, key=lambda row: (row.words.start, row.words.end))
    for block, end in zip(blocks, ends, strict=True):
        own = [row for row in waiting if row.words.start < end]
        waiting = waiting[len(own) :]
        found.append(
            Paragraph(
                start=block.start,
                kind=block.kind,
                label=NOT_READ.get(block.kind) or READ_APART.get(block.kind),
                silent=block.kind in SILENT,
                text=report.text[block.start : block.end],
                claims=own,
            )
        )
    return found


def _spots(rows: list[ClaimRow]) -> list[Spot]:
    """The places that the map can show, those of most claims first."""
    told: dict[tuple[Any, ...], tuple[Where, list[str]]] = {}
    for row in rows:
        by_place = {(one.place, one.lat, one.lon, one.precision): one for one in row.places}
        for key, where in by_place.items():
            if where.lat is not None:
                told.setdefault(key, (where, []))[1].append(row.claim)
    spots = []
    for where, claims in sorted(told.values(), key=lambda one: -len(one[1])):
        outline = outline_of(where)
        spots.append(
            Spot(
                where=where,
                claims=claims,
                outline=None if outline is None else outline.name,
                frame=None if outline is None else " ".join(f"{edge:g}" for edge in outline.frame),
            )
        )
    return spots
