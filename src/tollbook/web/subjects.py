"""Actors, places, outlets and speakers: their lists and their pages, each with its twins."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Annotated, Any, get_args
from urllib.parse import quote

import msgspec
from fastapi import APIRouter, Depends, Query
from starlette.requests import Request
from starlette.responses import Response

from tollbook.book import About, country_names, list_row
from tollbook.errors import InputError
from tollbook.model import PartIn, PartRole, Subject, SubjectKind, SubjectLine, SubjectPage
from tollbook.web.answers import as_csv, as_json, day_asked, next_link, told
from tollbook.web.desk import Desk, desk_of
from tollbook.web.outlines import outline_of
from tollbook.web.pages import address, page
from tollbook.web.saying import WORDS, Saying, saying

router = APIRouter()

PER_PAGE = 50


class SubjectsAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """One page of a list of actors, places, outlets or speakers; `next` is the address of the next."""

    total: int
    page: int
    pages: int
    next: str | None
    subjects: tuple[SubjectLine, ...]


class SubjectAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """An actor, a place, an outlet or a speaker, with one page of its incidents."""

    page: int
    pages: int
    next: str | None
    about: About
    subject: SubjectPage


class ListAsked(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody asks of a list."""

    q: str
    kind: str
    country: str
    order: str
    page: int

    def at(self, path: str, number: int) -> str:
        """The address of a page of the same list, or of its twin."""
        order = "" if self.order == "incidents" else self.order
        page_ = number if number > 1 else None
        return address(path, q=self.q, kind=self.kind, country=self.country, order=order, page=page_)


class PageAsked(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody asks of a page."""

    role: PartRole | None
    since: dt.date | None
    until: dt.date | None
    order: str
    page: int

    @property
    def narrowed(self) -> bool:
        """Whether it asks for some of the incidents only."""
        return self.role is not None or self.since is not None or self.until is not None

    def at(self, path: str, number: int = 1, **other: object) -> str:
        """The address of a page of the same incidents, or of its twin; with another answer to some of the questions."""
        order = "" if self.order == "newest" else self.order
        query = {"role": self.role, "since": self.since, "until": self.until, "order": order, **other}
        return address(path, **query, page=number if number > 1 else None)


def list_asked(
    q: Annotated[str, Query(max_length=200, description="Words, or parts of them, of the name or the id.")] = "",
    kind: Annotated[str, Query(max_length=40, description="What it is: see the list's own choices.")] = "",
    country: Annotated[str, Query(max_length=2, description="A country, in two letters of ISO 3166.")] = "",
    order: Annotated[
        str, Query(pattern="^(name|incidents|reports|killed|last|said|ratio)$", description="What comes first.")
    ] = "incidents",
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
) -> ListAsked:
    """The question that the address of a list asks."""
    return ListAsked(q=q.strip(), kind=kind, country=country.upper(), order=order, page=page)


def page_asked(
    role: Annotated[str, Query(max_length=20, description="Only incidents in which it has this role.")] = "",
    since: Annotated[str, Query(description="Some day of the incident is this one or later, as YYYY-MM-DD.")] = "",
    until: Annotated[str, Query(description="Some day of the incident is this one or earlier, as YYYY-MM-DD.")] = "",
    order: Annotated[str, Query(pattern="^(newest|day|killed)$", description="What comes first.")] = "newest",
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
) -> PageAsked:
    """The question that the address of a page asks. Raises `InputError` for a role or a day that is none."""
    known = {name: name for name in get_args(PartRole)}
    if role and role not in known:
        raise InputError(f"role is {role!r}. Give one of {', '.join(known)}.")
    return PageAsked(
        role=known[role] if role else None,
        since=day_asked("since", since),
        until=day_asked("until", until),
        order=order,
        page=page,
    )


ListQuestion = Annotated[ListAsked, Depends(list_asked)]
PageQuestion = Annotated[PageAsked, Depends(page_asked)]


def address_of(subject: Subject) -> str:
    """The address of a subject's page."""
    name = subject.id if ":" in subject.id and subject.kind in ("actor", "place") else subject.name
    told = quote(name, safe=":", errors="replace")
    if told.endswith((".json", ".csv")):  # else it would be the address of a twin; spaces at the end tell nothing apart
        told += "%20"
    return f"{saying(subject.kind).path}/{told}"


def _add(kind: SubjectKind) -> None:
    """The list of one kind, its pages, and their twins."""
    said = saying(kind)
    tags: list[Any] = [said.path[1:]]

    def show_list(request: Request, question: ListQuestion) -> Response:
        return _list_page(request, said, question)

    def list_data(request: Request, question: ListQuestion) -> Response:
        return _list_data(request, said, question)

    def list_lines(request: Request, question: ListQuestion) -> Response:
        return _list_lines(request, said, question)

    def show(request: Request, name: str, question: PageQuestion) -> Response:
        return _page(request, said, name, question)

    def data(request: Request, name: str, question: PageQuestion) -> Response:
        return _data(request, said, name, question)

    def lines(request: Request, name: str, question: PageQuestion) -> Response:
        return _lines(request, said, name, question)

    def add(path: str, answer: Callable[..., Response], what: str, type_: type[msgspec.Struct] | None) -> None:
        router.add_api_route(
            path, answer, name=f"{kind}-{what}", operation_id=f"{said.path[1:]}_{answer.__name__}", summary=what,
            tags=tags, responses=told(type_, what), response_class=Response,
        )  # fmt: skip

    router.add_api_route(said.path, show_list, include_in_schema=False)
    add(f"{said.path}.json", list_data, f"The {said.many} of the book", SubjectsAnswer)
    add(f"{said.path}.csv", list_lines, f"The {said.many} of the book, a line each", None)
    add(f"{said.path}/{{name:path}}.json", data, f"One {said.one} with its incidents", SubjectAnswer)
    add(f"{said.path}/{{name:path}}.csv", lines, f"The incidents of one {said.one}, a line each", None)
    router.add_api_route(f"{said.path}/{{name:path}}", show, include_in_schema=False)


def _list_page(request: Request, said: Saying, question: ListAsked) -> Response:
    desk = desk_of(request)
    answer = _listed(desk, said, question, said.path)
    with desk.book() as book:
        sorts, countries = book.subject_choices(said.kind)
    return page(
        "subjects.html.jinja",
        book=desk.path.name,
        said=said,
        asked=question,
        found=answer,
        sorts=sorts,
        countries=countries,
        words={**WORDS, "countries": country_names()},
        most=max((line.high or line.best or 0 for line in answer.subjects), default=0),
        address_of=address_of,
    )


def _list_data(request: Request, said: Saying, question: ListAsked) -> Response:
    answer = _listed(desk_of(request), said, question, f"{said.path}.json")
    return as_json(answer, next_link(answer.next))


def _list_lines(request: Request, said: Saying, question: ListAsked) -> Response:
    answer = _listed(desk_of(request), said, question, f"{said.path}.csv")
    rows = [_cells(line) for line in answer.subjects]
    return as_csv(LIST_COLUMNS, rows, said.path[1:], next_link(answer.next))


def _listed(desk: Desk, said: Saying, question: ListAsked, path: str) -> SubjectsAnswer:
    with desk.book() as book:
        found = book.subjects(
            said.kind, words=question.q, sort=question.kind, country=question.country,
            order=msgspec.convert(question.order, type=Any), limit=PER_PAGE, offset=(question.page - 1) * PER_PAGE,
        )  # fmt: skip
    pages = max(1, -(-found.total // PER_PAGE))
    return SubjectsAnswer(
        total=found.total,
        page=question.page,
        pages=pages,
        next=question.at(path, question.page + 1) if question.page < pages else None,
        subjects=found.lines,
    )


def _page(request: Request, said: Saying, name: str, question: PageAsked) -> Response:
    desk = desk_of(request)
    answer = _found(desk, said, name, question, "")
    subject = answer.subject.line.subject
    return page(
        "subject.html.jinja",
        book=desk.path.name,
        said=said,
        asked=question,
        at=address_of(subject),
        subject=subject,
        found=answer.subject,
        about=answer.about,
        words={**WORDS, "countries": country_names()},
        pages=answer.pages,
        rows=[_row(one) for one in answer.subject.shown],
        most=max((_reach(one) for one in answer.subject.shown), default=0),
        days=" ".join(f"{day}:{count}" for day, count in answer.subject.days.items()),
        address_of=address_of,
    )


def _data(request: Request, said: Saying, name: str, question: PageAsked) -> Response:
    answer = _found(desk_of(request), said, name, question, ".json")
    return as_json(answer, next_link(answer.next))


def _lines(request: Request, said: Saying, name: str, question: PageAsked) -> Response:
    answer = _found(desk_of(request), said, name, question, ".csv")
    rows = [
        {**list_row(one.summary).cells, "roles": "; ".join(one.roles), "added": int(one.added)}
        for one in answer.subject.shown
    ]
    columns = (*LINE_COLUMNS, *sorted({name for row in rows for name in row} - set(LINE_COLUMNS)))
    return as_csv(columns, rows, said.one, next_link(answer.next))


def _found(desk: Desk, said: Saying, name: str, question: PageAsked, twin: str) -> SubjectAnswer:
    with desk.book() as book:
        found = book.subject(
            said.kind, name, role=question.role, since=question.since, until=question.until,
            order=msgspec.convert(question.order, type=Any), limit=PER_PAGE, offset=(question.page - 1) * PER_PAGE,
        )  # fmt: skip
        about = book.about(said.kind, found.line.subject.id)
    pages = max(1, -(-found.total // PER_PAGE))
    more = question.page < pages
    following = question.at(address_of(found.line.subject) + twin, question.page + 1) if more else None
    return SubjectAnswer(page=question.page, pages=pages, next=following, about=about, subject=found)


def _row(one: PartIn) -> dict[str, Any]:
    """An incident as the page shows it: its line, and where it lies on the map."""
    places = one.summary.incident.places
    main = next((where for where in places if where.lat is not None), None)
    outline = None if main is None else outline_of(main)
    return {
        "part": one,
        "line": list_row(one.summary),
        "main": main,
        "outline": None if outline is None else outline.name,
        "frame": None if outline is None else " ".join(f"{edge:g}" for edge in outline.frame),
    }


def _reach(one: PartIn) -> int:
    """The largest figure of people killed of an incident."""
    for estimate in one.summary.incident.estimates:
        if (estimate.effect, estimate.victim_class) == ("killed", "all"):
            return max(value for value in (estimate.low, estimate.best, estimate.high, 0) if value is not None)
    return 0


LIST_COLUMNS = (
    *("id", "name", "kind", "country", "incidents", "roles", "first_day", "last_day"),
    *("killed_added", "killed_low", "killed_best", "killed_high", "reports", "copies", "origins"),
    *("said", "denied", "raised", "lowered"),
    *("first_figures", "compared", "within", "below", "above", "on_first_day", "ratios", "median_ratio"),
)
LINE_COLUMNS = ("incident", "roles", "added")


def _cells(line: SubjectLine) -> dict[str, str | int | float | None]:
    record = line.record
    return {
        "id": line.subject.id,
        "name": line.subject.name,
        "kind": line.subject.sort,
        "country": line.subject.country,
        "incidents": line.incidents,
        "roles": "; ".join(f"{role} {count}" for role, count in line.roles.items()),
        "first_day": None if line.first_day is None else line.first_day.isoformat(),
        "last_day": None if line.last_day is None else line.last_day.isoformat(),
        "killed_added": line.added,
        "killed_low": line.low,
        "killed_best": line.best,
        "killed_high": line.high,
        "reports": line.reports if line.subject.kind == "outlet" else None,
        "copies": line.copies if line.subject.kind == "outlet" else None,
        "origins": line.origins if line.subject.kind == "outlet" else None,
        "said": line.said if line.subject.kind == "speaker" else None,
        "denied": line.denied if line.subject.kind == "speaker" else None,
        "raised": line.raised if line.subject.kind == "speaker" else None,
        "lowered": line.lowered if line.subject.kind == "speaker" else None,
        "first_figures": record.figures,
        "compared": record.compared,
        "within": record.within,
        "below": record.below,
        "above": record.above,
        "on_first_day": record.on_first_day,
        "ratios": record.ratios,
        "median_ratio": record.ratio,
    }


for _kind in get_args(SubjectKind):
    _add(_kind)
