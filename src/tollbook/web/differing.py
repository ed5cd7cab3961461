"""What differs: between two moments of the book or of one incident, and between two readers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Depends, Query
from starlette.requests import Request
from starlette.responses import Response

from tollbook.book import Book, Change, Difference, Preview, ReadBy, Shift, list_row, withheld
from tollbook.errors import InputError
from tollbook.model import ReaderVersion, Statement
from tollbook.web.answers import as_csv, as_json, told
from tollbook.web.desk import desk_of
from tollbook.web.pages import address, page

router = APIRouter(tags=["compare"])

PER_PAGE = 50
MOST_ENTRIES = 2000
"""From how many log entries between two moments on the whole book is not compared while somebody waits."""
MOST_UNREAD = 100
"""From how many reports on that the reader has not read it is not tried out while somebody waits."""

COLUMNS = ("kind", "before", "after", "place", "days", "effect", "victim_class", "low_before", "best_before",
           "high_before", "low_after", "best_after", "high_after")  # fmt: skip


class SaidLine(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody says, in words, and the claims that say it."""

    effect: str
    victim_class: str
    words: str
    said_by: str
    claims: tuple[str, ...]


class MomentsAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """What became of the incidents of a book, or of one, between two moments; figures under one profile.

    `entries` is how many log entries lie between. Where they are too many to be compared while somebody waits,
    `too_many` says so and nothing is compared. Of one incident, `shifts` are its figures that changed, `came` and
    `went` what is said at the later and at the earlier moment alone, and `changes` what changed the figures.
    """

    before: str
    after: str
    profile: str
    incident: str | None
    entries: int
    too_many: bool = False
    known_before: bool = True
    differences: tuple[Difference, ...] = ()
    shifts: tuple[Shift, ...] = ()
    came: tuple[SaidLine, ...] = ()
    went: tuple[SaidLine, ...] = ()
    changes: tuple[Change, ...] = ()


class ReadersAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """The readers of a book, and what differs where their readings are set side by side.

    `reader` is that of this installation, and `unread` how many reports it has not read; `preview` is what reading them
    would change, where that was asked for.
    """

    readers: tuple[ReadBy, ...]
    reader: ReaderVersion
    unread: int
    one: str | None
    other: str | None
    profile: str
    differences: tuple[Difference, ...] | None
    preview: Preview | None


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Two moments, perhaps an incident, a profile, and a page of the list."""

    before: str
    after: str
    incident: str
    profile: str
    page: int

    def at(self, path: str, number: int = 1) -> str:
        """The address of a page of the same comparison, or of its twin."""
        return address(
            path,
            before=self.before,
            after=self.after,
            incident=self.incident,
            profile=self.profile if self.profile != "tollbook" else None,
            page=number if number > 1 else None,
        )


def asked(
    before: Annotated[str, Query(max_length=40, description="The earlier moment, with its offset, or a day.")] = "",
    after: Annotated[str, Query(max_length=40, description="The later one; now where it is left out.")] = "",
    incident: Annotated[str, Query(max_length=64, description="One incident alone, by its id.")] = "",
    profile: Annotated[str, Query(max_length=40, description="Whose rules: tollbook, ucdp, acled and so on.")] = "",
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
) -> Asked:
    """The question that an address asks."""
    return Asked(
        before=before.strip(),
        after=after.strip(),
        incident=incident.strip(),
        profile=profile.strip() or "tollbook",
        page=page,
    )


class AskedReaders(msgspec.Struct, frozen=True, kw_only=True):
    """Two readers, or that this installation's is to be tried out, a profile, and a page of the list."""

    one: str
    other: str
    rehearse: bool
    profile: str
    page: int

    def at(self, path: str, number: int = 1) -> str:
        """The address of a page of the same comparison, or of its twin."""
        return address(
            path,
            one=self.one,
            other=self.other,
            rehearse="yes" if self.rehearse else None,
            profile=self.profile if self.profile != "tollbook" else None,
            page=number if number > 1 else None,
        )


def asked_readers(
    one: Annotated[str, Query(max_length=200, description="A reader: its version, or its name and version.")] = "",
    other: Annotated[str, Query(max_length=200, description="Another one.")] = "",
    rehearse: Annotated[bool, Query(description="Try this installation’s reader on what it has not read.")] = False,
    profile: Annotated[str, Query(max_length=40, description="Whose rules: tollbook, ucdp, acled and so on.")] = "",
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
) -> AskedReaders:
    """The question that an address asks."""
    return AskedReaders(
        one=one.strip(), other=other.strip(), rehearse=rehearse, profile=profile.strip() or "tollbook", page=page
    )


Moments = Annotated[Asked, Depends(asked)]
Readers = Annotated[AskedReaders, Depends(asked_readers)]


@router.get("/compare/moments.json", responses=told(MomentsAnswer, "What differs."), response_class=Response)
def moments_data(request: Request, question: Moments) -> Response:
    """What became of the incidents between two moments; all of it, whatever the page."""
    return as_json(_moments(request, question))


@router.get("/compare/moments.csv", responses=told(None, "What differs, a figure a line."), response_class=Response)
def moments_table(request: Request, question: Moments) -> Response:
    """The same, one figure that changed a line."""
    answer = _moments(request, question)
    rows = _lines(answer.differences) if answer.incident is None else _shift_lines(answer.incident, answer.shifts)
    return as_csv(COLUMNS, rows, "moments")


@router.get("/compare/moments", include_in_schema=False)
def moments(request: Request, question: Moments) -> Response:
    """The page of two moments; the form alone where no moment is given."""
    answer = _moments(request, question) if question.before else None
    return page(
        "compare-moments.html.jinja",
        book=desk_of(request).path.name,
        asked=question,
        answer=answer,
        **_paged(() if answer is None else answer.differences, question.page),
    )


@router.get("/compare/readers.json", responses=told(ReadersAnswer, "What differs."), response_class=Response)
def readers_data(request: Request, question: Readers) -> Response:
    """The readers of the book, and what differs between two of them."""
    return as_json(_readers(request, question))


@router.get("/compare/readers.csv", responses=told(None, "What differs, a figure a line."), response_class=Response)
def readers_table(request: Request, question: Readers) -> Response:
    """What differs, one figure that changed a line."""
    return as_csv(COLUMNS, _lines(_different(_readers(request, question))), "readers")


@router.get("/compare/readers", include_in_schema=False)
def readers(request: Request, question: Readers) -> Response:
    """The page of two readers."""
    answer = _readers(request, question)
    return page(
        "compare-readers.html.jinja",
        book=desk_of(request).path.name,
        asked=question,
        answer=answer,
        most=MOST_UNREAD,
        **_paged(_different(answer), question.page),
    )


def _moments(request: Request, question: Asked) -> MomentsAnswer:
    if not question.before:
        raise InputError("before is missing. Give the earlier of two moments, like 2026-02-01 or 2026-02-01T12:00Z.")
    after = question.after or dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    with desk_of(request).book() as book:
        entries = book.entries_between(question.before, after)
        answer = MomentsAnswer(
            before=question.before,
            after=after,
            profile=question.profile,
            incident=question.incident or None,
            entries=entries,
        )
        if question.incident:
            return _of_incident(book, question, answer)
        if entries > MOST_ENTRIES:
            return msgspec.structs.replace(answer, too_many=True)
        differences = tuple(book.diff(question.before, after, profile=question.profile))
    return msgspec.structs.replace(answer, differences=differences)


def _of_incident(book: Book, question: Asked, answer: MomentsAnswer) -> MomentsAnswer:
    between = book.between(question.incident, answer.before, answer.after, profile=question.profile)
    names = [one.name for side in (between.before, between.after) if side for one in side.victims()]
    return msgspec.structs.replace(
        answer,
        incident=between.after.incident.id,
        known_before=between.before is not None,
        shifts=between.shifts,
        came=withheld(tuple(_said(one) for one in between.came), names),
        went=withheld(tuple(_said(one) for one in between.went), names),
        changes=between.changes,
    )


def _said(one: Statement) -> SaidLine:
    return SaidLine(
        effect=one.effect,
        victim_class=one.victim_class,
        words=one.words,
        said_by=one.said_by,
        claims=tuple(each.claim for each in one.attested),
    )


def _readers(request: Request, question: AskedReaders) -> ReadersAnswer:
    with desk_of(request).book() as book:
        known, reader = tuple(book.readers()), book.reader
        unread = book.unread()
        if question.rehearse and unread > MOST_UNREAD:
            raise InputError(
                f"{unread:,} reports are to be read for this, more than the {MOST_UNREAD} that are read while somebody "
                "waits. `tollbook reread --dry-run` says the same in a terminal."
            )
        differences = None
        if question.one and question.other:
            differences = tuple(_between(book, question))
        preview = book.rehearse(profile=question.profile) if question.rehearse else None
    return ReadersAnswer(
        readers=known,
        reader=reader,
        unread=unread,
        one=question.one or None,
        other=question.other or None,
        profile=question.profile,
        differences=differences,
        preview=preview,
    )


def _between(book: Book, question: AskedReaders) -> list[Difference]:
    known = {name for one in book.readers() for name in (one.reader.version, f"{one.reader.name} {one.reader.version}")}
    for name in (question.one, question.other):
        if name not in known:
            raise InputError(f"{name!r} is no reader of this book. Its readers: {', '.join(sorted(known))}.")
    return book.diff(question.one, question.other, profile=question.profile)


def _different(answer: ReadersAnswer) -> tuple[Difference, ...]:
    if answer.preview is not None:
        return answer.preview.differences
    return answer.differences or ()


def _paged(found: Sequence[Difference], number: int) -> dict[str, Any]:
    pages = max(1, -(-len(found) // PER_PAGE))
    number = min(number, pages)
    shown = found[(number - 1) * PER_PAGE : number * PER_PAGE]
    return {
        "differences": [
            (one, [list_row(each) for each in one.before], [list_row(each) for each in one.after]) for one in shown
        ],
        "total": len(found),
        "page": number,
        "pages": pages,
    }


_Line = dict[str, str | int | float | None]


def _lines(found: Iterable[Difference]) -> Iterable[_Line]:
    """One line for each figure that changed; one alone for incidents that came, went or were regrouped."""
    for one in found:
        before, after = ([list_row(each) for each in side] for side in (one.before, one.after))
        shown = (after or before)[0]
        common: _Line = dict.fromkeys(COLUMNS)
        common |= {
            "kind": one.kind,
            "before": "; ".join(each.id for each in before) or None,
            "after": "; ".join(each.id for each in after) or None,
            "place": shown.place,
            "days": shown.days,
        }
        if one.shifts:
            yield from (common | _figures(shift) for shift in one.shifts)
        else:
            yield common


def _shift_lines(incident: str, shifts: Iterable[Shift]) -> Iterable[_Line]:
    for shift in shifts:
        yield dict.fromkeys(COLUMNS) | {"kind": "changed", "before": incident, "after": incident} | _figures(shift)


def _figures(shift: Shift) -> _Line:
    line: _Line = {"effect": shift.effect, "victim_class": shift.victim_class}
    for name, side in (("before", shift.before), ("after", shift.after)):
        for value in ("low", "best", "high"):
            line[f"{value}_{name}"] = None if side is None else getattr(side, value)
    return line
