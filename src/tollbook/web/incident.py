"""One incident: what all its reports say together, who says it, what does not agree, and how each number came about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Depends, Query
from fastapi import Path as InPath
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from tollbook.book import Change, JoinedLedger, NamedVictim, Sheet, TollPoint
from tollbook.model import Claim, Correction, KeptDecision
from tollbook.web.access import victims_shown, visitor_of
from tollbook.web.answers import as_csv, as_json, told
from tollbook.web.bars import Bar, bar_of, place_of, top_of
from tollbook.web.curve import HEIGHT, charts_of, whole_of
from tollbook.web.desk import desk_of
from tollbook.web.lines import (
    HISTORY_COLUMNS,
    STATEMENT_COLUMNS,
    TOLL_COLUMNS,
    VICTIM_COLUMNS,
    history_lines,
    statement_lines,
    toll_lines,
)
from tollbook.web.outlines import outline_of
from tollbook.web.pages import address, page

router = APIRouter(tags=["incidents"])

PER_PAGE = 40
"""Rows of the ledger on one page."""

Id = Annotated[str, InPath(pattern="^[0-9A-Za-z-]{4,64}$", description="The incident's id, or the beginning of one.")]


class IncidentAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """An incident under one profile, as it stands or stood (`as_of`), with what people decided on it, what they set in
    claims beside what was read there, and the claims that they rejected.
    """

    as_of: str | None
    incident: Sheet
    decisions: tuple[KeptDecision, ...]
    corrections: tuple[Correction, ...]
    rejected: tuple[Claim, ...]


class TollAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """The figures of an incident under a profile after each publication."""

    incident: str
    profile: str
    as_of: str | None
    points: tuple[TollPoint, ...]


class HistoryAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """What changed the figures of an incident under a profile, first to last."""

    incident: str
    profile: str
    as_of: str | None
    changes: tuple[Change, ...]


class VictimsAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """The victims whom the reports of an incident name."""

    incident: str
    victims: tuple[NamedVictim, ...]


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody asks of an incident: a profile, a moment, and which page of the ledger."""

    profile: str
    as_of: str
    page: int = 1

    def at(self, path: str, *, number: int = 1, **other: str) -> str:
        """The address of a part or a twin of the same incident, of a page, or under another profile or moment."""
        query = {"profile": self.profile, "as_of": self.as_of} | other
        if query["profile"] == "tollbook":
            query["profile"] = ""
        return address(path, **query, page=number if number > 1 else None)


def asked(
    profile: Annotated[str, Query(max_length=40, description="The rules: tollbook, ucdp, acled, airwars, ibc.")] = "",
    as_of: Annotated[
        str, Query(max_length=40, description="As it stood then: a moment with its offset, or a day.")
    ] = "",
    page: Annotated[int, Query(ge=1, le=10_000, description="The page of the ledger, on the page alone.")] = 1,
) -> Asked:
    """The question that an address asks."""
    return Asked(profile=profile.strip(), as_of=as_of.strip(), page=page)


Question = Annotated[Asked, Depends(asked)]


@router.get("/incidents/{id}.json", responses=told(IncidentAnswer, "The incident."), response_class=Response)
def as_data(request: Request, id: Id, question: Question) -> Response:  # noqa: A002 - the word of the address
    """The incident with its whole ledger. Names of victims are withheld from every sentence."""
    ledger, sheet = _sheet(request, id, question)
    return as_json(
        IncidentAnswer(
            as_of=question.as_of or None,
            incident=sheet,
            decisions=ledger.reviewed.decisions,
            corrections=ledger.reviewed.corrections,
            rejected=ledger.reviewed.rejected,
        )
    )


@router.get("/incidents/{id}.csv", responses=told(None, "Its ledger, one statement a line."), response_class=Response)
def as_lines(request: Request, id: Id, question: Question) -> Response:  # noqa: A002
    """The ledger as a table: what each speaker says, copies counted once."""
    _, sheet = _sheet(request, id, question)
    return as_csv(STATEMENT_COLUMNS, statement_lines(sheet), f"incident-{sheet.id}")


@router.get("/incidents/{id}/toll.json", responses=told(TollAnswer, "The toll over time."), response_class=Response)
def toll_data(request: Request, id: Id, question: Question) -> Response:  # noqa: A002
    """The figures as they would have stood after each publication, by today's rules."""
    ledger, sheet = _sheet(request, id, question)
    points = ledger.toll(question.profile)
    return as_json(TollAnswer(incident=sheet.id, profile=sheet.profile, as_of=question.as_of or None, points=points))


@router.get("/incidents/{id}/toll.csv", responses=told(None, "The toll over time."), response_class=Response)
def toll_table(request: Request, id: Id, question: Question) -> Response:  # noqa: A002
    """The figures after each publication, one effect and class a line."""
    ledger, sheet = _sheet(request, id, question)
    return as_csv(TOLL_COLUMNS, toll_lines(sheet, ledger.toll(question.profile)), f"toll-{sheet.id}")


@router.get(
    "/incidents/{id}/history.json", responses=told(HistoryAnswer, "What changed its figures."), response_class=Response
)
def history_data(request: Request, id: Id, question: Question) -> Response:  # noqa: A002
    """Each log entry that changed its figures: when, by whom, because of what."""
    return as_json(_history(request, id, question)[1])


@router.get("/incidents/{id}/history.csv", responses=told(None, "What changed its figures."), response_class=Response)
def history_table(request: Request, id: Id, question: Question) -> Response:  # noqa: A002
    """The same, one figure that changed a line."""
    _, answer = _history(request, id, question)
    return as_csv(
        HISTORY_COLUMNS, history_lines(answer.incident, answer.profile, answer.changes), f"history-{answer.incident}"
    )


@router.get("/incidents/{id}/history", include_in_schema=False)
def history(request: Request, id: Id, question: Question) -> Response:  # noqa: A002
    """The page of what changed its figures."""
    sheet, answer = _history(request, id, question)
    return page(
        "history.html.jinja",
        book=desk_of(request).path.name,
        asked=question,
        here=f"/incidents/{sheet.id}",
        sheet=sheet,
        changes=answer.changes,
    )


@router.get(
    "/incidents/{id}/victims.json", responses=told(VictimsAnswer, "The victims whom it names."), response_class=Response
)
def victims_data(request: Request, id: Id, question: Question) -> Response:  # noqa: A002
    """The victims whom its reports name: for those alone who may see them."""
    sheet, victims = _victims(request, id, question)
    return as_json(VictimsAnswer(incident=sheet.id, victims=victims))


@router.get("/incidents/{id}/victims.csv", responses=told(None, "The victims whom it names."), response_class=Response)
def victims_table(request: Request, id: Id, question: Question) -> Response:  # noqa: A002
    """The same, one name a line."""
    sheet, victims = _victims(request, id, question)
    rows = [{"incident": sheet.id, **msgspec.structs.asdict(one)} for one in victims]
    return as_csv(VICTIM_COLUMNS, rows, f"victims-{sheet.id}")


@router.get("/incidents/{id}/victims", include_in_schema=False)
def victims(request: Request, id: Id, question: Question) -> Response:  # noqa: A002
    """The page of the victims whom its reports name."""
    sheet, found = _victims(request, id, question)
    return page(
        "victims.html.jinja",
        book=desk_of(request).path.name,
        asked=question,
        here=f"/incidents/{sheet.id}",
        sheet=sheet,
        victims=found,
    )


@router.get("/incidents/{id}", include_in_schema=False)
def show(request: Request, id: Id, question: Question) -> Response:  # noqa: A002
    """The page."""
    with desk_of(request).book() as book:
        seen = book.seen()  # before the rest is read: what is decided meanwhile was not seen
        ledger = book.incident(id, as_of=question.as_of or None)
    sheet = ledger.sheet(question.profile)
    points = ledger.toll(question.profile)
    pages = max(1, -(-len(sheet.rows) // PER_PAGE))
    number = min(question.page, pages)
    rows = sheet.rows[(number - 1) * PER_PAGE : number * PER_PAGE]
    columns = _used(sheet, rows)
    return page(
        "incident.html.jinja",
        book=desk_of(request).path.name,
        asked=question,
        here=f"/incidents/{sheet.id}",
        visitor=visitor_of(request),
        sheet=sheet,
        seen=seen,
        described=ledger.described,
        groups=_groups(sheet),
        rows=rows,
        page=number,
        pages=pages,
        numbers=_numbers(sheet),
        page_of=_pages_of(sheet),
        columns=columns,
        spans=Counter(sheet.columns[at].effect for at in columns),
        points=points,
        charts=charts_of(points),
        chart_height=HEIGHT,
        whole_of=whole_of,
        actors=_actors(sheet),
        spots=_spots(sheet),
        deeds=_deeds(sheet),
        components=_components(sheet),
        reviewed=ledger.reviewed,
        reports={digest[:12]: report for digest, report in ledger.reports.items()},
    )


def _sheet(request: Request, id_: str, question: Asked) -> tuple[JoinedLedger, Sheet]:
    with desk_of(request).book() as book:
        ledger = book.incident(id_, as_of=question.as_of or None)
    return ledger, ledger.sheet(question.profile)


def _history(request: Request, id_: str, question: Asked) -> tuple[Sheet, HistoryAnswer]:
    as_of = question.as_of or None
    with desk_of(request).book() as book:
        sheet = book.incident(id_, as_of=as_of).sheet(question.profile)
        changes = tuple(book.why(sheet.id, profile=sheet.profile, as_of=as_of))
    return sheet, HistoryAnswer(incident=sheet.id, profile=sheet.profile, as_of=as_of, changes=changes)


def _victims(request: Request, id_: str, question: Asked) -> tuple[Sheet, tuple[NamedVictim, ...]]:
    ledger, sheet = _sheet(request, id_, question)
    if not victims_shown(request, f"incident {sheet.id}"):
        raise HTTPException(403, "The names of victims are shown to those alone whom an admin lets see them.")
    return sheet, ledger.victims()


class _Figure(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the headline figures with its bar."""

    line: Any
    bar: Bar | None


class _Group(msgspec.Struct, frozen=True, kw_only=True):
    """The figures of one effect on one scale; `whole` is the line of every class together, or the only one."""

    effect: str
    whole: Any
    figures: list[_Figure]
    ticks: list[tuple[float, int]]


def _groups(sheet: Sheet) -> list[_Group]:
    groups = []
    for effect in dict.fromkeys(one.effect for one in sheet.figures):
        lines = [one for one in sheet.figures if one.effect == effect]
        top = top_of(value for one in lines for value in (one.low, one.best, one.high))
        whole = next((one for one in lines if one.whole), lines[0] if len(lines) == 1 else None)
        if len(lines) == 2 and whole is not None:  # one class alone is all of them: its line says the same
            same = [one for one in lines if (one.low, one.best, one.high) == (whole.low, whole.best, whole.high)]
            lines = lines if len(same) == 1 else [one for one in lines if not one.whole]
        groups.append(
            _Group(
                effect=effect,
                whole=whole,
                figures=[_Figure(line=one, bar=bar_of(one.low, one.best, one.high, top)) for one in lines],
                ticks=[(place_of(value, top), value) for value in sorted({0, top // 2, top})],
            )
        )
    return groups


def _numbers(sheet: Sheet) -> dict[str, int]:
    """The number in the ledger of each claim: statements first, then who did it."""
    numbers = {
        claim: cell.number for row in sheet.rows for cells in row.cells for cell in cells for claim in cell.claims
    }
    last = max(numbers.values(), default=0)
    for number, one in enumerate(sheet.laid, last + 1):
        numbers |= dict.fromkeys(one.claims, number)
    return numbers


def _pages_of(sheet: Sheet) -> dict[int, int]:
    """The page of the ledger on which each number stands."""
    return {
        cell.number: 1 + at // PER_PAGE for at, row in enumerate(sheet.rows) for cells in row.cells for cell in cells
    }


def _used(sheet: Sheet, rows: Sequence[Any]) -> list[int]:
    """The columns, by their place, in which some row of the page has a figure."""
    return [at for at in range(len(sheet.columns)) if any(row.cells[at] for row in rows)]


class _ActorLine(msgspec.Struct, frozen=True, kw_only=True):
    """An actor with who claims, blames and denies that it did it."""

    actor: str
    actor_id: str | None
    claims: list[Any]
    blames: list[Any]
    denies: list[Any]


def _actors(sheet: Sheet) -> list[_ActorLine]:
    lines: dict[str, _ActorLine] = {}
    for one in sheet.laid:
        if one.actor is None:
            continue
        line = lines.setdefault(
            one.actor_id or one.actor,
            _ActorLine(actor=one.actor, actor_id=one.actor_id, claims=[], blames=[], denies=[]),
        )
        lane = {"claimed": line.claims, "denied": line.denies}.get(one.stance, line.blames)
        lane.append(one)
    return sorted(lines.values(), key=lambda one: (-len(one.claims), -len(one.blames)))


def _spots(sheet: Sheet) -> list[tuple[Any, str, str]]:
    """The places with the name and the frame of their outline on the map, "" where there is none."""
    spots = []
    for one in sheet.places:
        outline = outline_of(one.where) if one.where.lat is not None else None
        frame = "" if outline is None else " ".join(f"{edge:g}" for edge in outline.frame)
        spots.append((one, "" if outline is None else outline.name, frame))
    return spots


def _deeds(sheet: Sheet) -> list[list[Any]]:
    """The attacks, those told alike together."""
    alike: dict[tuple[object, ...], list[Any]] = {}
    for one in sheet.deeds:
        struck, used = (tuple(word.casefold() for word in words) for words in (one.targets, one.weapons))
        alike.setdefault((one.type, one.denied, struck, used), []).append(one)
    return list(alike.values())


def _components(sheet: Sheet) -> list[tuple[Any, Bar | None]]:
    top = top_of(value for one in sheet.components for value in (one.low, one.best, one.high))
    return [(one, bar_of(one.low, one.best, one.high, top)) for one in sheet.components]
