"""The queue of what waits for a person's judgement, one thing at a time with the text at hand."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Depends, Query
from starlette.requests import Request
from starlette.responses import Response

from tollbook.book import (
    KINDS,
    Asked,
    Book,
    ClaimRow,
    JoinedLedger,
    PlaceChoice,
    Waiting,
    claim_row,
    signs,
    who,
)
from tollbook.errors import InputError, UnknownIncident
from tollbook.model import Actor, Claim, ReviewKind
from tollbook.web.access import Role, visitor_of
from tollbook.web.answers import as_csv, as_json, next_link, told
from tollbook.web.decisions import decided_of
from tollbook.web.desk import desk_of
from tollbook.web.pages import address, page
from tollbook.web.report import Paragraph, by_people, paragraphs_of

router = APIRouter(tags=["review"])

NAMES: dict[ReviewKind, str] = {
    "claims": "Claims", "candidates": "Candidates", "equations": "Equations", "contradictions": "Contradictions",
    "unplaced": "Unplaced", "undated": "Undated",
}  # fmt: skip
QUESTIONS: dict[ReviewKind, str] = {
    "claims": "Does the report say this?",
    "candidates": "Are these one incident?",
    "equations": "Why do the parts not make the whole?",
    "contradictions": "They cannot all hold. Is each read rightly?",
    "unplaced": "Where was this?",
    "undated": "When was this?",
}
MOST_REPORTS = 6
"""How many reports stand beside one item."""
PER_PAGE = 50
COLUMNS = (
    "key", "kind", "weight", "doubt", "people", "effect", "stake", "recency", "published", "country", "claims",
    "incidents", "sentence",
)  # fmt: skip


class QueuePage(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the queue in its order; `next` is the address of what follows."""

    next: str | None
    items: list[Waiting]


class PlacesFound(msgspec.Struct, frozen=True, kw_only=True):
    """Places that somebody may mean, the likeliest or the narrowest first."""

    places: tuple[PlaceChoice, ...]


class ActorsFound(msgspec.Struct, frozen=True, kw_only=True):
    """Actors that somebody may mean, and names that look like the one asked for."""

    actors: list[Actor]
    near: tuple[str, ...]


class Excerpt(msgspec.Struct, frozen=True, kw_only=True):
    """What of a report stands beside an item: the paragraphs with its words and their neighbours."""

    report: str
    title: str | None
    outlet: str | None
    published: Any
    paragraphs: list[Paragraph]
    whole: bool


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """A claim of an item: in a row's words, as a record, and what people did to it."""

    report: str
    row: ClaimRow
    claim: Claim
    deeds: list[str]
    rejected: bool

    @property
    def name(self) -> str:
        """Its name among those of all reports."""
        return f"{self.report}:{self.row.claim}"


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """What the address asks: a part of the queue, and where in it."""

    asked: Asked
    at: str | None

    def here(self, path: str = "/review", **changes: object) -> str:
        """The address of the same part of the queue."""
        query: dict[str, object] = msgspec.structs.asdict(self.asked) | changes
        return address(path, **query)


def given(
    kind: Annotated[str, Query(description=f"One of {', '.join(KINDS)}.")] = "",
    country: Annotated[str, Query(max_length=2, description="ISO 3166, two letters.")] = "",
    since: Annotated[str, Query(max_length=10, description="Happened on this day or later, YYYY-MM-DD.")] = "",
    until: Annotated[str, Query(max_length=10, description="Happened on this day or earlier.")] = "",
    incident: Annotated[str, Query(max_length=64, description="Of this incident alone.")] = "",
    at: Annotated[str, Query(max_length=120, description="The key of the item to stand at.")] = "",
) -> Given:
    """The question that an address asks. Raises `InputError` for a kind that there is not."""
    found = next((one for one in KINDS if one == kind), None)
    if kind and found is None:
        raise InputError(f"Nothing of the kind {kind!r} waits. There are: {', '.join(KINDS)}.")
    asked = Asked(kind=found, country=country or None, since=since or None, until=until or None,
                  incident=incident or None)  # fmt: skip
    return Given(asked=asked, at=at or None)


Question = Annotated[Given, Depends(given)]
After = Annotated[str, Query(max_length=120, description="The key of the item after which to begin.")]


@router.get("/review", include_in_schema=False)
def show(request: Request, question: Question) -> Response:
    """The page."""
    desk = desk_of(request)
    visitor = visitor_of(request)
    with desk.book(visitor) as book:
        turn = book.turn(question.asked, at=question.at)
        last = book.last_decision(visitor.signed)
        shown = _material(book, turn.item) if turn.item is not None else {}
    onward = question.here(at=turn.next) if turn.next else question.here()
    return page(
        "review.html.jinja",
        book=desk.path.name,
        question=question,
        turn=turn,
        item=turn.item,
        names=NAMES,
        questions=QUESTIONS,
        last=None if last is None else decided_of(last),
        onward=onward,
        back=question.here(at=turn.previous) if turn.previous else None,
        stay=question.here(at=turn.item.key) if turn.item else question.here(),
        reviewer=visitor.role >= Role.REVIEWER,
        coder=visitor.role >= Role.CODER,
        **({"cards": [], "excerpts": [], "pair": None, "signs": (), "left_out": 0} | shown),
    )


@router.get("/review.json", responses=told(QueuePage, "What waits, in its order."), response_class=Response)
def as_data(request: Request, question: Question, after: After = "") -> Response:
    """What waits for a person's judgement: doubt x deaths x recency, the greatest first."""
    items, following = _page_of(request, question, after, "/review.json")
    return as_json(QueuePage(items=items, next=following), next_link(following))


@router.get("/review.csv", responses=told(None, "The same, one line an item."), response_class=Response)
def as_lines(request: Request, question: Question, after: After = "") -> Response:
    """The same as a table; `Link` tells the address of the next page."""
    items, following = _page_of(request, question, after, "/review.csv")
    return as_csv(COLUMNS, map(_cells, items), "review", next_link(following))


@router.get("/gazetteer.json", responses=told(PlacesFound, "The places."), response_class=Response)
def places(
    request: Request,
    q: Annotated[str, Query(max_length=100, description="A name, with its country or without.")] = "",
    lat: Annotated[float | None, Query(ge=-90, le=90)] = None,
    lon: Annotated[float | None, Query(ge=-180, le=180)] = None,
) -> Response:
    """The places of the gazetteer that a name may mean, or that a point lies at and in."""
    with desk_of(request).book() as book:
        found = book.places_near(lat, lon) if lat is not None and lon is not None else book.places(q)
    return as_json(PlacesFound(places=found))


@router.get("/registry.json", responses=told(ActorsFound, "The actors."), response_class=Response)
def actors(
    q: Annotated[str, Query(min_length=1, max_length=100, description="A name, an alias or an id.")],
    country: Annotated[str, Query(max_length=2)] = "",
) -> Response:
    """The actors of the registry who go by a name."""
    found = who(q, country=country or None)
    every = {one.actor.id: one.actor for one in found.candidates}
    first = [] if found.actor is None else [found.actor]
    return as_json(
        ActorsFound(actors=first + [one for id_, one in every.items() if one not in first][:12], near=found.near)
    )


def _page_of(request: Request, question: Given, after: str, path: str) -> tuple[list[Waiting], str | None]:
    with desk_of(request).book() as book:
        items: list[Waiting] = book.queue(question.asked, limit=PER_PAGE + 1, after=after or None)
    more = len(items) > PER_PAGE
    items = items[:PER_PAGE]
    return items, question.here(path, after=items[-1].key) if more else None


def _material(book: Book, item: Waiting) -> dict[str, Any]:
    """What stands beside an item."""
    if item.kind == "candidates":
        try:
            one, other = (book.incident(name) for name in item.key.split(":")[1:3])
        except UnknownIncident:
            return {}
        return {"pair": (_side(one), _side(other)), "signs": signs(one.joined, other.joined)}
    by_report: dict[str, list[str]] = {}
    for name in item.claims:
        report, _, claim = name.partition(":")
        by_report.setdefault(report, []).append(claim)
    cards, excerpts = [], []
    for report, names in list(by_report.items())[:MOST_REPORTS]:
        mine, excerpt = _of_report(book, report, names, whole=item.kind == "claims")
        cards += mine
        excerpts.append(excerpt)
    return {"cards": cards, "excerpts": excerpts, "left_out": max(0, len(by_report) - MOST_REPORTS)}


def _of_report(book: Book, digest: str, names: list[str], *, whole: bool) -> tuple[list[Card], Excerpt]:
    kept, left = book.report(digest), book.left(digest)
    deeds = by_people(left)
    rejected = {claim.id for claim, _ in left.rejected}
    every = {claim.id: claim for claim in (*left.claims, *(claim for claim, _ in left.rejected))}
    rows = {name: claim_row(kept.report, claim) for name, claim in every.items()}
    cards = [
        Card(report=digest, row=rows[name], claim=every[name], deeds=deeds.get(name, []), rejected=name in rejected)
        for name in names
        if name in every
    ]
    paragraphs = paragraphs_of(kept, list(rows.values()))
    spans = [card.row.evidence for card in cards]
    met = [any(span.start < one.start + len(one.text) and one.start < span.end for span in spans) for one in paragraphs]
    near = [any(met[max(0, at - 1) : at + 2]) or (whole and at < 2) for at in range(len(paragraphs))]
    shown = [one for one, is_near in zip(paragraphs, near, strict=True) if is_near]
    return cards, Excerpt(
        report=digest, title=kept.report.title, outlet=kept.report.outlet, published=kept.report.published,
        paragraphs=shown, whole=len(shown) == len(paragraphs),
    )  # fmt: skip


def _side(ledger: JoinedLedger) -> dict[str, Any]:
    """One of two incidents, as it stands beside the other."""
    incident = ledger.incident
    killed = [one for one in incident.estimates if one.profile == "tollbook" and one.victim_class == "all"]
    return {
        "incident": incident,
        "estimates": killed,
        "reports": list(ledger.reports.values())[:MOST_REPORTS],
        "more": max(0, len(ledger.reports) - MOST_REPORTS),
        "statements": [one for one in ledger.joined.statements if one.role == "toll"][:8],
    }


def _cells(item: Waiting) -> dict[str, str | int | float | None]:
    plain: dict[str, str | int | float | None] = msgspec.to_builtins(item)
    return plain | {"claims": " ".join(item.claims), "incidents": " ".join(item.incidents)}
