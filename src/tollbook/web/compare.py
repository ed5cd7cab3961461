"""Things side by side: the rules on one incident, and the words of two outlets on it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

import msgspec
from fastapi import APIRouter, Query
from fastapi import Path as InPath
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from tollbook.book import JoinedLedger, ProfilesBeside, Sheet, TextsBeside
from tollbook.web.answers import as_csv, as_json, told
from tollbook.web.bars import Bar, bar_of, place_of, top_of
from tollbook.web.desk import desk_of
from tollbook.web.pages import address, page

router = APIRouter(tags=["compare"])

PROFILE_COLUMNS = ("incident", "effect", "victim_class", "profile", "low", "best", "high", "differ", "decides",
                   "claims")  # fmt: skip
TEXT_COLUMNS = ("incident", "likeness", "one_report", "one_paragraph", "one_kind", "one_text", "other_report",
                "other_paragraph", "other_kind", "other_text")  # fmt: skip

Id = Annotated[str, InPath(pattern="^[0-9A-Za-z-]{4,64}$", description="The incident's id, or the beginning of one.")]
AsOf = Annotated[str, Query(max_length=40, description="As it stood then: a moment with its offset, or a day.")]
Digest = Annotated[str, Query(pattern="^[0-9a-f]{0,64}$", description="A report's digest, or the beginning of it.")]
Named = Annotated[str, Query(max_length=64, description="The incident's id, or the beginning of one.")]


class ProfilesAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """One incident under every profile."""

    as_of: str | None
    beside: ProfilesBeside


class TextsAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """The words of two reports of one incident, side by side."""

    incident: str
    as_of: str | None
    beside: TextsBeside


@router.get("/compare", include_in_schema=False)
def show(request: Request, incident: Named = "") -> Response:
    """What can be set side by side, with a form for each."""
    desk = desk_of(request)
    with desk.book() as book:
        readers = book.readers()
    return page("compare.html.jinja", book=desk.path.name, incident=incident.strip(), readers=readers)


@router.get("/compare/profiles", include_in_schema=False)
def to_profiles(incident: Named = "", as_of: AsOf = "") -> Response:
    """From the form to the address of an incident's comparison."""
    return _onwards("profiles", incident, as_of=as_of)


@router.get("/compare/outlets", include_in_schema=False)
def to_outlets(incident: Named = "", one: Digest = "", other: Digest = "", as_of: AsOf = "") -> Response:
    """From the form to the address of an incident's comparison."""
    return _onwards("outlets", incident, one=one, other=other, as_of=as_of)


@router.get(
    "/compare/profiles/{id}.json", responses=told(ProfilesAnswer, "The rules side by side."), response_class=Response
)
def profiles_data(request: Request, id: Id, as_of: AsOf = "") -> Response:  # noqa: A002 - the word of the address
    """One incident under every profile, with the sentence that decides each figure."""
    ledger = _ledger(request, id, as_of)
    return as_json(ProfilesAnswer(as_of=as_of or None, beside=ledger.profiles_beside()))


@router.get("/compare/profiles/{id}.csv", responses=told(None, "The rules side by side."), response_class=Response)
def profiles_table(request: Request, id: Id, as_of: AsOf = "") -> Response:  # noqa: A002
    """The same, one profile on one effect and class a line."""
    beside = _ledger(request, id, as_of).profiles_beside()
    return as_csv(PROFILE_COLUMNS, _profile_lines(beside), f"profiles-{beside.id}")


@router.get("/compare/profiles/{id}", include_in_schema=False)
def profiles(request: Request, id: Id, as_of: AsOf = "") -> Response:  # noqa: A002
    """The page of an incident under every profile."""
    ledger = _ledger(request, id, as_of)
    beside, sheet = ledger.profiles_beside(), ledger.sheet()
    return page(
        "compare-profiles.html.jinja",
        book=desk_of(request).path.name,
        as_of=as_of,
        own=f"/compare/profiles/{sheet.id}",
        sheet=sheet,
        beside=beside,
        effects=_effects(beside),
        numbers=_numbers(sheet),
    )


@router.get(
    "/compare/outlets/{id}.json", responses=told(TextsAnswer, "Two reports side by side."), response_class=Response
)
def outlets_data(
    request: Request,
    id: Id,  # noqa: A002
    one: Digest = "",
    other: Digest = "",
    as_of: AsOf = "",
) -> Response:
    """The words of two reports of an incident, paragraph by paragraph; its first two unless others are named."""
    ledger = _ledger(request, id, as_of)
    beside = ledger.texts_beside(*_pair(ledger, one, other))
    return as_json(TextsAnswer(incident=ledger.incident.id, as_of=as_of or None, beside=beside))


@router.get("/compare/outlets/{id}.csv", responses=told(None, "Two reports side by side."), response_class=Response)
def outlets_table(
    request: Request,
    id: Id,  # noqa: A002
    one: Digest = "",
    other: Digest = "",
    as_of: AsOf = "",
) -> Response:
    """The same, one pair of paragraphs a line."""
    ledger = _ledger(request, id, as_of)
    beside = ledger.texts_beside(*_pair(ledger, one, other))
    return as_csv(TEXT_COLUMNS, _text_lines(ledger.incident.id, beside), f"outlets-{ledger.incident.id}")


@router.get("/compare/outlets/{id}", include_in_schema=False)
def outlets(
    request: Request,
    id: Id,  # noqa: A002
    one: Digest = "",
    other: Digest = "",
    as_of: AsOf = "",
) -> Response:
    """The page of two reports of an incident."""
    ledger = _ledger(request, id, as_of)
    sheet = ledger.sheet()
    first, second = _pair(ledger, one, other)
    return page(
        "compare-outlets.html.jinja",
        book=desk_of(request).path.name,
        as_of=as_of,
        own=f"/compare/outlets/{sheet.id}",
        sheet=sheet,
        one=first,
        other=second,
        sides={each.report: each for each in sheet.sources},
        beside=None if first == second else ledger.texts_beside(first, second),
    )


def _ledger(request: Request, id_: str, as_of: str) -> JoinedLedger:
    with desk_of(request).book() as book:
        return book.incident(id_, as_of=as_of.strip() or None)


def _onwards(what: str, incident: str, **query: str) -> Response:
    asked = incident.strip().lower()
    if not asked or not all(letter.isalnum() or letter == "-" for letter in asked):
        return RedirectResponse("/compare", 303)
    return RedirectResponse(address(f"/compare/{what}/{asked}", **query), 303)


def _pair(ledger: JoinedLedger, one: str, other: str) -> tuple[str, str]:
    """The digests of the two reports that are asked for, the first ones of the incident where none is named."""
    digests = list(dict.fromkeys(account.report for account in ledger.joined.accounts))
    second = ledger.report(other).digest if other else None
    first = ledger.report(one).digest if one else next((each for each in digests if each != second), digests[0])
    return first, second or next((each for each in digests if each != first), first)


class EffectBeside(msgspec.Struct, frozen=True, kw_only=True):
    """The lines of one effect with the bars of all profiles on one scale."""

    effect: str
    lines: list[tuple[object, list[Bar | None]]]
    ticks: list[tuple[float, int]]


def _effects(beside: ProfilesBeside) -> list[EffectBeside]:
    found = []
    for effect in dict.fromkeys(line.effect for line in beside.lines):
        lines = [line for line in beside.lines if line.effect == effect]
        figures = [one for line in lines for one in line.figures]
        top = top_of(value for one in figures for value in (one.low, one.best, one.high))
        found.append(
            EffectBeside(
                effect=effect,
                lines=[(line, [bar_of(one.low, one.best, one.high, top) for one in line.figures]) for line in lines],
                ticks=[(place_of(value, top), value) for value in sorted({0, top // 2, top})],
            )
        )
    return found


def _numbers(sheet: Sheet) -> dict[str, int]:
    cells = (cell for row in sheet.rows for cells in row.cells for cell in cells)
    return {claim: cell.number for cell in cells for claim in cell.claims}


def _profile_lines(beside: ProfilesBeside) -> Iterable[dict[str, str | int | float | None]]:
    for line in beside.lines:
        for one in line.figures:
            yield {
                "incident": beside.id,
                "effect": line.effect,
                "victim_class": line.victim_class,
                "profile": one.profile,
                "low": one.low,
                "best": one.best,
                "high": one.high,
                "differ": "yes" if line.differ else "no",
                "decides": one.decides,
                "claims": "; ".join(one.claims) or None,
            }


def _text_lines(incident: str, beside: TextsBeside) -> Iterable[dict[str, str | int | float | None]]:
    for pair in beside.pairs:
        line: dict[str, str | int | float | None] = {
            "incident": incident,
            "likeness": pair.likeness if pair.one and pair.other else None,
            "one_report": beside.one[:12],
            "other_report": beside.other[:12],
        }
        for name, side in (("one", pair.one), ("other", pair.other)):
            line[f"{name}_paragraph"] = None if side is None else side.number
            line[f"{name}_kind"] = None if side is None else side.kind
            line[f"{name}_text"] = None if side is None else "".join(piece.text for piece in side.pieces)
        yield line
