"""The overview: incidents on a map, along a timeline and in a list, which move together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, get_args

import msgspec
from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from tollbook.book import INCIDENT_COLUMNS, Mark, Seen, Sum, Timeline, country_name, list_row
from tollbook.model import Effect, GradeName, PlacePrecision, ReviewState, Summary, VictimClass, Where
from tollbook.web.answers import as_csv, as_json, next_link, told
from tollbook.web.asking import PER_PAGE, SORTS, Asked, Asking, box_of, written
from tollbook.web.desk import desk_of
from tollbook.web.outlines import outline_of
from tollbook.web.pages import page
from tollbook.web.ranges import WIDE, Range, in_words, most_of, range_of

router = APIRouter(tags=["incidents"])

_OUTLETS = 3
"""The most outlets that a line names."""

PROFILES = {"airwars": "Airwars", "ibc": "Iraq Body Count"}
_AIRWARS: tuple[GradeName, ...] = ("confirmed", "fair", "weak", "contested", "discounted")
_GRADES: dict[GradeName, str] = {grade: grade.replace("_", " ") for grade in get_args(GradeName)}
REVIEWS: dict[ReviewState, str] = {"untouched": "nobody looked", "begun": "in review", "decided": "decided"}
ORDERS = {"latest": "latest first", "earliest": "earliest first", "killed": "most killed first"}


class IncidentList(msgspec.Struct, frozen=True, kw_only=True):
    """One page of a list of incidents, of `total` on `pages` pages. `next` is the address at which it goes on, and
    stays that whatever is added meanwhile. The columns are those of the CSV; null is unknown.
    """

    total: int
    page: int | None
    pages: int
    next: str | None
    incidents: list[dict[str, str | int | float | None]]


class MapMark(msgspec.Struct, frozen=True, kw_only=True):
    """What is drawn as one on the map: so many incidents near each other, or of one area. `precision` is the coarsest
    of theirs; `area` says that this is the mark of an area and of nothing else. `outline` is the area's name on the map
    and `frame` its edges (west, south, east, north), where the map has it. `id` is that of the one incident.
    """

    lat: float
    lon: float
    incidents: int
    precision: PlacePrecision
    country: str | None
    place: str | None
    id: str | None
    area: bool
    outline: str | None
    frame: tuple[float, float, float, float] | None
    killed: Sum


class MapMarks(msgspec.Struct, frozen=True, kw_only=True):
    """The marks of a part of the map, at one zoom."""

    zoom: float
    marks: list[MapMark]


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """An incident as the page lists it."""

    id: str
    days: str
    country: str
    place: str
    what: str
    precision: PlacePrecision | None
    lat: float | None
    lon: float | None
    outline: str | None
    first_day: str | None
    bars: list[Range]
    told_by: str
    outlets: str
    grades: list[str]
    review: ReviewState


@router.get("/", include_in_schema=False)
def show(request: Request, asked: Asking) -> Response:
    """The page."""
    desk = desk_of(request)
    with desk.book() as book:
        seen = book.overview(asked.question)
    most = most_of(list(seen.summaries))
    return page(
        "overview.html.jinja",
        book=desk.path.name,
        asked=asked,
        seen=seen,
        lines=[_line(summary, most) for summary in seen.summaries],
        pages=_pages(seen.totals.incidents),
        killed=in_words(seen.totals.killed),
        injured=in_words(seen.totals.injured),
        most=most,
        wide=WIDE,
        timeline=_days(seen.timeline),
        bounds=_bounds(seen),
        countries=[(code, country_name(code) or code) for code in seen.countries],
        choices=_choices(),
    )


@router.get("/incidents.json", responses=told(IncidentList, "The incidents, one page."), response_class=Response)
def as_data(request: Request, asked: Asking) -> Response:
    """The incidents that meet every condition, under the house profile."""
    rows, total, following = _listed(request, asked, "/incidents.json")
    return as_json(
        IncidentList(
            total=total,
            page=None if asked.given["after"] else asked.page,
            pages=_pages(total),
            next=following,
            incidents=rows,
        ),
        next_link(following),
    )


@router.get("/incidents.csv", responses=told(None, "The same, one line an incident."), response_class=Response)
def as_lines(request: Request, asked: Asking) -> Response:
    """The same as a table; `Link` tells the address at which it goes on."""
    rows, _, following = _listed(request, asked, "/incidents.csv")
    return as_csv(INCIDENT_COLUMNS, rows, "incidents", next_link(following))


@router.get("/incidents/map.json", responses=told(MapMarks, "The incidents as marks."), response_class=Response)
def as_marks(
    request: Request,
    asked: Asking,
    zoom: Annotated[float, Query(ge=0, le=22, description="The map's zoom, at 512 pixels a tile.")] = 1,
    view: Annotated[str, Query(max_length=200, description="The part that is seen: west,south,east,north.")] = "",
) -> Response:
    """The incidents that meet every condition as a map of this zoom draws them: those near each other as one."""
    seen = box_of("view", view)
    question = asked.question if seen is None else msgspec.structs.replace(asked.question, box=seen)
    desk = desk_of(request)
    with desk.book() as book:
        marks = book.marks(question, zoom)
    return as_json(MapMarks(zoom=zoom, marks=[_mark(mark) for mark in marks]))


def _listed(
    request: Request, asked: Asked, path: str
) -> tuple[list[dict[str, str | int | float | None]], int, str | None]:
    """A page's rows, how many there are on all pages, and the address at which the list goes on."""
    desk = desk_of(request)
    with desk.book() as book:
        found, total, after = book.listed(asked.question)
    token = written(after, asked.question.order)
    following = None if token is None else asked.at(path, after=token)
    return [list_row(summary).cells for summary in found], total, following


def _pages(total: int) -> int:
    return max(1, -(-total // PER_PAGE))


def _line(summary: Summary, most: int) -> Line:
    incident, row = summary.incident, list_row(summary)
    where = next((one for one in incident.places if one.lat is not None), None)
    outline = None if where is None else outline_of(where)
    grades = summary.grades
    bars = [bar for effect in ("killed", "injured") if (bar := range_of(summary, effect, most)) is not None]
    reports = f"{summary.reports} {'report' if summary.reports == 1 else 'reports'}"
    if summary.origins != summary.reports:
        reports += f" of {summary.origins} {'origin' if summary.origins == 1 else 'origins'}"
    more = len(summary.outlets) - _OUTLETS
    return Line(
        id=incident.id,
        days=row.days,
        country=", ".join(_countries(incident.places)),
        place=row.place,
        what=", ".join(kind.replace("_", " ") for kind in incident.attack_types if kind != "other"),
        precision=None if where is None else where.precision,
        lat=None if where is None else where.lat,
        lon=None if where is None else where.lon,
        outline=None if outline is None else outline.name,
        first_day=None if incident.when is None else incident.when.start.isoformat(),
        bars=bars,
        told_by=reports,
        outlets=", ".join(summary.outlets[:_OUTLETS]) + (f" and {more} more" if more > 0 else ""),
        grades=[f"{PROFILES[profile]}: {_GRADES[grade]}" for profile, grade in sorted(grades.items())],
        review=summary.review or "untouched",
    )


def _countries(places: Sequence[Where]) -> list[str]:
    """The names of the countries of some places, each once, except one that is itself what is known."""
    codes = dict.fromkeys(one.country for one in places if one.country and one.precision != "country")
    return [country_name(code) or code for code in codes]


def _mark(mark: Mark) -> MapMark:
    outline = None
    if mark.place is not None:
        outline = outline_of(
            Where(
                text="",
                start=0,
                end=0,
                lat=mark.lat,
                lon=mark.lon,
                precision=mark.precision,
                place=mark.place,
                country=mark.country,
            )
        )
    return MapMark(
        lat=round(mark.lat, 5),
        lon=round(mark.lon, 5),
        incidents=mark.incidents,
        precision=mark.precision,
        country=mark.country,
        place=mark.place,
        id=mark.id,
        area=mark.own,
        outline=None if outline is None else outline.name,
        frame=None if outline is None else outline.frame,
        killed=mark.killed,
    )


def _days(timeline: Timeline) -> str:
    """The timeline as the page's script reads it: "2026-05-19:3:12", day or month, incidents, killed ("-": unknown)."""
    return " ".join(
        f"{one.when}:{one.incidents}:{'-' if one.killed is None else one.killed}" for one in timeline.stretches
    )


def _bounds(seen: Seen) -> str:
    box = seen.bounds
    return "" if box is None else f"{box.west:g},{box.south:g},{box.east:g},{box.north:g}"


def _choices() -> dict[str, list[tuple[str, str]]]:
    """What the selects of the form offer, by their names."""
    return {
        "effect": [(effect, effect) for effect in get_args(Effect)],
        "class": [(name, name.replace("_", " ")) for name in get_args(VictimClass)],
        "grade": [
            (grade, f"{PROFILES['airwars' if grade in _AIRWARS else 'ibc']}: {name}") for grade, name in _GRADES.items()
        ],
        "review": list(REVIEWS.items()),
        "kind": [("aggregate", "totals over campaigns and years")],
        "sort": [(sort, ORDERS[sort]) for sort in SORTS[1:]],
    }
