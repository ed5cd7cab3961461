"""The book itself: how it is and whether it is whole, what came in, what was decided."""

from __future__ import annotations

import datetime as dt
import math
from typing import Annotated, Literal

import msgspec
from fastapi import APIRouter, Depends, Query
from starlette.requests import Request
from starlette.responses import Response

from tollbook.model import Arrived, DecisionState, Health, KeptDecision, ReaderShare, Verified
from tollbook.web.access import Role, Visitor, allowed, team_of, visitor_of
from tollbook.web.answers import as_csv, as_json, told
from tollbook.web.bodies import back, is_form
from tollbook.web.checking import Checking
from tollbook.web.desk import desk_of
from tollbook.web.pages import address, page

router = APIRouter(tags=["book"])

PER_PAGE = 50
Kind = Literal["judged", "moved", "accepted", "rejected", "amended", "noted", "undone", "made"]
KINDS: dict[str, str] = {
    "judged": "same or not", "moved": "moved", "accepted": "accepted", "rejected": "rejected", "amended": "amended",
    "noted": "noted", "undone": "undone", "made": "made",
}  # fmt: skip
"""The kinds of decisions, and how a page names them."""

STATES: dict[str, str] = {
    "in_force": "in force", "undone": "undone", "overruled": "overruled", "adrift": "adrift",
}  # fmt: skip

Before = Annotated[
    int | None,
    Query(ge=1, le=2**62, description="Only those before this log entry: what `next` leads to.", examples=[120]),
]


class HealthAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """How the book is. `verified` is how the last check of the whole ended, `unverified` how many log entries came
    since; `checking` says that one is under way.
    """

    health: Health
    verified: Verified | None
    unverified: int | None
    checking: bool


class SourceList(msgspec.Struct, frozen=True, kw_only=True):
    """Reports as they came in, the last ones first, and the address of those before them."""

    sources: list[Arrived]
    next: str | None


class DecisionLine(msgspec.Struct, frozen=True, kw_only=True):
    """A decision as a line of the log: what it says in words, and what has become of it (`by` those decisions)."""

    number: int
    at: dt.datetime
    who: str
    kind: str
    what: str
    why: str
    state: DecisionState
    by: tuple[int, ...]
    adrift: tuple[str, ...]


class DecisionList(msgspec.Struct, frozen=True, kw_only=True):
    """Decisions, the last ones first, and the address of those before them. `total` counts all of that person and kind,
    whatever has become of them.
    """

    total: int
    next: str | None
    decisions: list[DecisionLine]


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked of the log of decisions."""

    who: str | None
    kind: str | None
    state: str | None
    before: int | None

    def at(self, path: str, before: int | None) -> str:
        """The address of the same question from another place on."""
        return address(path, who=self.who, kind=self.kind, state=self.state, before=before)


def asked(
    who: Annotated[str, Query(max_length=400, description="Who decided.", examples=["anna"])] = "",
    kind: Annotated[Kind | Literal[""], Query(description="What kind of decision it is.")] = "",
    state: Annotated[DecisionState | Literal[""], Query(description="What has become of it.")] = "",
    before: Before = None,
) -> Question:
    """The question that stands in the address; what is empty asks nothing."""
    return Question(who=who or None, kind=kind or None, state=state or None, before=before)


Asked = Annotated[Question, Depends(asked)]
Words = Annotated[str, Query(max_length=200, description="A part of the file's name.", examples=["wire"])]


@router.get("/book", include_in_schema=False)
def show(request: Request) -> Response:
    """The page."""
    answer = _health(request)
    return page(
        "book.html.jinja",
        book=desk_of(request).path.name,
        tab="/book",
        health=answer.health,
        verified=answer.verified,
        unverified=answer.unverified,
        checking=answer.checking,
        size=_size(answer.health.bytes),
        may_check=visitor_of(request).role >= Role.REVIEWER,
    )


@router.get("/book.json", responses=told(HealthAnswer, "How the book is."), response_class=Response)
def as_data(request: Request) -> Response:
    """How much the book holds, how far it has come, and when it was last found whole."""
    return as_json(_health(request), {"Cache-Control": "no-store"})


@router.get("/book.csv", responses=told(None, "The readers, one a line."), response_class=Response)
def as_lines(request: Request) -> Response:
    """Who read how many reports and claims, in which version."""
    with desk_of(request).book() as book:
        readers = book.health().readers
    return as_csv(("reader", "version", "reports", "claims"), map(_reader_row, readers), "readers")


@router.post("/book/verify", responses=told(HealthAnswer, "The check is under way.", 202), response_class=Response)
def verify(request: Request, visitor: Annotated[Visitor, Depends(allowed(Role.REVIEWER))]) -> Response:
    """Check the whole book: its store, its log, every quote. That takes a while; `/book.json` says when it is done."""
    checking: Checking = request.app.state.checking
    checking.begin(visitor.signed)
    return back("/book") if is_form(request) else as_json(_health(request), code=202)


@router.get("/book/sources", include_in_schema=False)
def show_sources(request: Request, q: Words = "", before: Before = None) -> Response:
    """The page of what came in."""
    answer = _sources(request, q, before)
    return page(
        "book_sources.html.jinja",
        book=desk_of(request).path.name,
        tab="/book/sources",
        found=answer,
        q=q,
        before=before,
    )


@router.get("/book/sources.json", responses=told(SourceList, "What came in."), response_class=Response)
def sources_as_data(request: Request, q: Words = "", before: Before = None) -> Response:
    """The reports as they came in, the last ones first: when, by whom, from which file."""
    return as_json(_sources(request, q, before, "/book/sources.json"))


@router.get("/book/sources.csv", responses=told(None, "What came in, one a line."), response_class=Response)
def sources_as_lines(request: Request, q: Words = "", before: Before = None) -> Response:
    """The same as a table."""
    columns = ("entry", "at", "who", "name", "report", "title", "outlet")
    rows = [msgspec.to_builtins(one) for one in _sources(request, q, before).sources]
    return as_csv(columns, rows, "sources")


@router.get("/book/decisions", include_in_schema=False)
def show_decisions(request: Request, asked: Asked) -> Response:
    """The page of what was decided."""
    with desk_of(request).book() as book:
        deciders = book.deciders()
    visitor = visitor_of(request)
    return page(
        "book_decisions.html.jinja",
        book=desk_of(request).path.name,
        tab="/book/decisions",
        found=_decisions(request, asked, "/book/decisions"),
        asked=asked,
        deciders=deciders,
        kinds=KINDS,
        states=STATES,
        undoes_all=visitor.role >= Role.REVIEWER,
        undoes_own=visitor.role >= Role.CODER,
        me=visitor.signed,
    )


@router.get("/book/decisions.json", responses=told(DecisionList, "What was decided."), response_class=Response)
def decisions_as_data(request: Request, asked: Asked) -> Response:
    """What people decided, the last ones first, with what has become of it."""
    return as_json(_decisions(request, asked, "/book/decisions.json"))


@router.get("/book/decisions.csv", responses=told(None, "What was decided, one a line."), response_class=Response)
def decisions_as_lines(request: Request, asked: Asked) -> Response:
    """The same as a table."""
    columns = ("number", "at", "who", "kind", "what", "why", "state", "by", "adrift")
    rows = []
    for one in _decisions(request, asked, "/book/decisions.csv").decisions:
        row = msgspec.to_builtins(one)
        rows.append(row | {"by": " ".join(map(str, one.by)) or None, "adrift": "; ".join(one.adrift) or None})
    return as_csv(columns, rows, "decisions")


def _health(request: Request) -> HealthAnswer:
    with desk_of(request).book() as book:
        health = book.health()
    verified = team_of(request).verified()
    checking: Checking = request.app.state.checking
    return HealthAnswer(
        health=health,
        verified=verified,
        unverified=None if verified is None else health.entries - verified.entries,
        checking=checking.under_way,
    )


def _sources(request: Request, words: str, before: int | None, path: str = "/book/sources") -> SourceList:
    with desk_of(request).book() as book:
        found = book.arrived(words, before=before, limit=PER_PAGE + 1)
    more = len(found) > PER_PAGE
    found = found[:PER_PAGE]
    return SourceList(sources=found, next=address(path, q=words, before=found[-1].entry) if more else None)


def _decisions(request: Request, asked: Question, path: str) -> DecisionList:
    state: DecisionState | None = asked.state  # type: ignore[assignment]  # the route has seen to it
    with desk_of(request).book() as book:
        found = book.decision_page(who=asked.who, kind=asked.kind, state=state, before=asked.before, limit=PER_PAGE)
    following = None if found.before is None else asked.at(path, found.before)
    return DecisionList(total=found.total, next=following, decisions=[_line(one) for one in found.decisions])


def _line(one: KeptDecision) -> DecisionLine:
    made = one.decision
    return DecisionLine(
        number=made.number,
        at=made.at,
        who=made.who,
        kind=str(made.ruling.__struct_config__.tag),
        what=one.what,
        why=made.why,
        state=one.state,
        by=one.by,
        adrift=tuple(dict.fromkeys(lost.why for lost in one.adrift)),
    )


def _reader_row(share: ReaderShare) -> dict[str, str | int | float | None]:
    reader = share.reader
    return {"reader": reader.name, "version": reader.version, "reports": share.reports, "claims": share.claims}


def _size(number: int) -> str:
    """How much that is, for a person."""
    step = min(int(math.log(max(number, 1), 1000)), 4)
    return f"{number / 1000**step:.3g} {('B', 'kB', 'MB', 'GB', 'TB')[step]}"
