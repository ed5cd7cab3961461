"""The list of reports: those published last first, those of an unknown day last."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Annotated

import msgspec
from fastapi import APIRouter, Depends, Query
from starlette.requests import Request
from starlette.responses import Response

from tollbook.book import Book, KeptReport, kind_of
from tollbook.web.answers import DAY, ReportLine, ReportList, as_csv, as_json, day_asked, next_link, told
from tollbook.web.desk import Desk, desk_of
from tollbook.web.pages import address, page

router = APIRouter(tags=["reports"])

PER_PAGE = 50
FINDS = 1000
"""How many claims and reports are looked at that hold the words asked for, the best first."""

COLUMNS = ("report", "title", "outlet", "published", "recorded", "name", "claims", "excerpt")


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody asks of the list: words, a first and a last day of publication, and which page of it."""

    q: str
    since: dt.date | None
    until: dt.date | None
    page: int

    @property
    def asks_for_days(self) -> bool:
        """Whether it asks for reports of some days alone."""
        return self.since is not None or self.until is not None

    def at(self, path: str, number: int) -> str:
        """The address of a page of the same list, or of its twin."""
        return address(path, q=self.q, since=self.since, until=self.until, page=number if number > 1 else None)


class _Found(msgspec.Struct, frozen=True, kw_only=True):
    """What was found: the page's lines, how many there are on all pages, and what stands beside them."""

    lines: list[ReportLine]
    total: int
    pages: int
    undated: int
    cut: bool
    days: dict[dt.date, int]


def asked(
    q: Annotated[str, Query(max_length=300, description='Words, or a "phrase", of the title or the text.')] = "",
    since: Annotated[str, Query(description="Published on this day or later.", json_schema_extra=DAY)] = "",
    until: Annotated[str, Query(description="Published on this day or earlier.", json_schema_extra=DAY)] = "",
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
) -> Asked:
    """The question that an address asks. Raises `InputError` for a day that is none."""
    return Asked(q=q.strip(), since=day_asked("since", since), until=day_asked("until", until), page=page)


Question = Annotated[Asked, Depends(asked)]


@router.get("/reports", include_in_schema=False)
def show(request: Request, question: Question) -> Response:
    """The page."""
    desk = desk_of(request)
    found = _find(desk, question)
    return page(
        "reports.html.jinja",
        book=desk.path.name,
        asked=question,
        found=found,
        days=" ".join(f"{day}:{count}" for day, count in sorted(found.days.items())),
    )


@router.get("/reports.json", responses=told(ReportList, "The reports, newest first."), response_class=Response)
def as_data(request: Request, question: Question) -> Response:
    """The reports that hold the words and were published on the days, newest first."""
    found = _find(desk_of(request), question)
    following = question.at("/reports.json", question.page + 1) if question.page < found.pages else None
    answer = ReportList(
        total=found.total, page=question.page, pages=found.pages, next=following, cut=found.cut, reports=found.lines
    )
    return as_json(answer, next_link(following))


@router.get("/reports.csv", responses=told(None, "The same, one line a report."), response_class=Response)
def as_lines(request: Request, question: Question) -> Response:
    """The same as a table; `Link` tells the address of the next page."""
    found = _find(desk_of(request), question)
    following = question.at("/reports.csv", question.page + 1) if question.page < found.pages else None
    return as_csv(COLUMNS, map(_cells, found.lines), "reports", next_link(following))


def _find(desk: Desk, question: Asked) -> _Found:
    with desk.book() as book:
        return _worded(book, question) if question.q else _all(book, question)


def _all(book: Book, question: Asked) -> _Found:
    """The reports of the days: the book counts them, and gives those that the page shows."""
    days = book.published_days()
    total = sum(count for day, count in days.items() if _within(day, question))
    shown = book.reports_by_day(
        since=question.since, until=question.until, limit=PER_PAGE, offset=(question.page - 1) * PER_PAGE
    )
    return _Found(
        lines=[_line(book, kept, None) for kept in shown],
        total=total,
        pages=_pages(total),
        undated=days.get(None, 0) if question.asks_for_days else 0,
        cut=False,
        days={day: count for day, count in days.items() if day is not None},
    )


def _worded(book: Book, question: Asked) -> _Found:
    """The reports that hold the words, the best first."""
    hits = book.search(question.q, limit=FINDS)
    best = {hit.report.digest: hit for hit in reversed(hits)}
    worded = [best[digest] for digest in reversed(best)]
    dated = [hit for hit in worded if _within(hit.report.published, question)]
    shown = dated[(question.page - 1) * PER_PAGE : question.page * PER_PAGE]
    return _Found(
        lines=[_line(book, book.report(hit.report.digest), hit.excerpt) for hit in shown],
        total=len(dated),
        pages=_pages(len(dated)),
        undated=sum(hit.report.published is None for hit in worded) if question.asks_for_days else 0,
        cut=len(hits) == FINDS,
        days=Counter(hit.report.published for hit in worded if hit.report.published is not None),
    )


def _pages(total: int) -> int:
    return max(1, -(-total // PER_PAGE))


def _within(published: dt.date | None, question: Asked) -> bool:
    if not question.asks_for_days:
        return True
    if published is None:
        return False
    after = question.since is None or published >= question.since
    return after and (question.until is None or published <= question.until)


def _line(book: Book, kept: KeptReport, excerpt: str | None) -> ReportLine:
    report = kept.report
    return ReportLine(
        report=report.digest[:12],
        title=report.title,
        outlet=report.outlet,
        published=report.published,
        recorded=kept.recorded,
        name=kept.name,
        claims=dict(Counter(map(kind_of, book.left(report.digest).claims))),
        excerpt=excerpt,
    )


def _cells(line: ReportLine) -> dict[str, str | int | float | None]:
    return {
        "report": line.report,
        "title": line.title,
        "outlet": line.outlet,
        "published": None if line.published is None else line.published.isoformat(),
        "recorded": line.recorded.isoformat(),
        "name": line.name,
        "claims": sum(line.claims.values()),
        "excerpt": line.excerpt,
    }
