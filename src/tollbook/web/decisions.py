"""What people decide: each decision is a POST under the address of the thing that it is about.

A page's form is answered with the page to go on to, JSON with the decision. Where somebody decided on the same claims
after what the visitor had `seen`, nothing is done, and the answer (409) says what they decided.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Annotated, Any, Literal

import msgspec
from fastapi import APIRouter, Depends
from fastapi import Path as InPath
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from tollbook.book import Book
from tollbook.errors import Overtaken
from tollbook.model import DecisionState, Effect, Judgement, KeptDecision, Stance
from tollbook.web.access import Role, Visitor, allowed
from tollbook.web.answers import describe, told
from tollbook.web.bodies import Filled, back, is_form
from tollbook.web.desk import desk_of
from tollbook.web.incident import Id
from tollbook.web.pages import page
from tollbook.web.problems import Problem, wants_page
from tollbook.web.report import Digest

router = APIRouter(tags=["decisions"])

ClaimId = Annotated[str, InPath(pattern="^[0-9A-Za-z_.-]{1,40}$", description="The claim's id in its report: c3.")]
Number = Annotated[int, InPath(ge=1, le=2**53, description="The decision's number, that of its log entry.")]
Coder = Annotated[Visitor, Depends(allowed(Role.CODER))]
Reviewer = Annotated[Visitor, Depends(allowed(Role.REVIEWER))]

REASONS = {
    "reject": "The report does not say this.",
    "same": "Looked at side by side: one incident.",
    "not_same": "Looked at side by side: two incidents.",
    "unsure": "Looked at side by side: the reports do not tell.",
    "amend": "Set with the report's words at hand.",
    "move": "Read in its report: it tells of another incident.",
    "split": "Read in their reports: they tell of another incident.",
    "undo": "Taken back.",
}
"""What is written down as the reason where nobody gives another."""


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """What comes with every decision: `why`, in a person's words; `seen`, the last log entry that they had seen;
    `onward`, the page to go on to, for forms.
    """

    why: Annotated[str, msgspec.Meta(max_length=4000)] = ""
    seen: int | None = None
    onward: str = ""


class SaidOfClaims(Said, frozen=True, kw_only=True):
    """The same, on some claims by their names ("3f2a9c41b0d2:c3"); none are all that the thing has."""

    claims: str | list[str] = ""


class Amendment(SaidOfClaims, frozen=True, kw_only=True):
    """Another value for one slot, in words ("at least 12", "2026-01-30..2026-01-31", "gn:1170706", "unknown") or as
    plain data. Days may be given as `start`, `end` and `precision` instead.
    """

    slot: str
    value: Any = "unknown"
    start: str = ""
    end: str = ""
    precision: Literal["", "day", "range", "month", "year"] = ""

    @property
    def plain(self) -> Any:
        """The value; the days of a form as one."""
        if self.slot != "when" or not self.start:
            return self.value
        last = self.end or self.start
        precise = self.precision or ("day" if last == self.start else "range")
        return {"start": self.start, "end": last, "precision": precise}


class Movement(Said, frozen=True, kw_only=True):
    """The incident that a claim belongs to; one of its own where empty."""

    to: str = ""


class Pairing(Said, frozen=True, kw_only=True):
    """The other incident of a pair."""

    other: str


class NoteText(Said, frozen=True, kw_only=True):
    """The words of a note."""

    text: Annotated[str, msgspec.Meta(min_length=1, max_length=4000)]


class ClaimMade(Said, frozen=True, kw_only=True):
    """A claim that no reader read: the words `start` to `end` (code points of the report's text) that it rests on, what
    kind it is, and its slots, each as an amendment gives it. `beside` is a claim of the report on the same incident.
    """

    start: int
    end: int
    kind: Literal["casualty", "responsibility", "attack"] = "casualty"
    effect: Effect | None = None
    stance: Stance | None = None
    count: str | None = None
    victim_class: str | None = None
    scope: str | None = None
    polarity: str | None = None
    cause: str | None = None
    speaker: str | None = None
    when: str | None = None
    where: str | None = None
    actor: str | None = None
    type: str | None = None
    beside: str | None = None


class Decided(msgspec.Struct, frozen=True, kw_only=True):
    """A decision that was made: its number, when, by whom, `what` in words, why, and what has become of it."""

    decision: int
    at: dt.datetime
    who: str
    what: str
    why: str
    state: DecisionState


class Conflict(Problem, frozen=True, kw_only=True):
    """Somebody decided on the same claims meanwhile: what they decided. Nothing was done."""

    decided: Decided


describe(Conflict)
_CONFLICT = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Conflict"}}}


def _route(record: type[msgspec.Struct], example: dict[str, Any]) -> dict[str, Any]:
    """How a route that decides is described."""
    body = Filled(record).described
    body["requestBody"]["content"]["application/json"]["example"] = example
    return {
        "status_code": 201,
        "response_class": Response,
        "openapi_extra": body,
        "responses": {
            **told(Decided, "The decision.", 201),
            303: {"description": "To a form: where the browser goes on."},
            409: {"description": "Somebody decided on the same claims meanwhile.", "content": _CONFLICT},
        },
    }


@router.post("/reports/{digest}/claims/{claim}/accept", **_route(Said, {"seen": 812}))
def accept(
    request: Request, digest: Digest, claim: ClaimId, visitor: Coder, said: Annotated[Said, Depends(Filled(Said))]
) -> Response:
    """The claim is read rightly."""
    name = f"{digest}:{claim}"
    return _decide(request, visitor, said, lambda book: book.accept(name, said.why, seen=said.seen), _at(digest, claim))


@router.post("/reports/{digest}/claims/{claim}/reject", **_route(Said, {"why": "A drill, not an attack", "seen": 812}))
def reject(
    request: Request, digest: Digest, claim: ClaimId, visitor: Coder, said: Annotated[Said, Depends(Filled(Said))]
) -> Response:
    """The report does not make the claim: it counts for nothing, and stays visible."""
    name, why = f"{digest}:{claim}", said.why or REASONS["reject"]
    return _decide(request, visitor, said, lambda book: book.reject(name, why, seen=said.seen), _at(digest, claim))


@router.post(
    "/reports/{digest}/claims/{claim}/amend",
    **_route(Amendment, {"slot": "count", "value": "at least 12", "why": "Paragraph 3", "seen": 812}),
)
def amend(
    request: Request,
    digest: Digest,
    claim: ClaimId,
    visitor: Coder,
    said: Annotated[Amendment, Depends(Filled(Amendment))],
) -> Response:
    """One slot of the claim has another value; what was read stays beside it."""
    name, why = f"{digest}:{claim}", said.why or REASONS["amend"]
    return _decide(
        request, visitor, said, lambda book: book.amend(name, said.slot, said.plain, why, seen=said.seen),
        _at(digest, claim),
    )  # fmt: skip


@router.post(
    "/reports/{digest}/claims/{claim}/move", **_route(Movement, {"to": "93be0d11", "why": "It is Tell's toll"})
)
def move(
    request: Request,
    digest: Digest,
    claim: ClaimId,
    visitor: Reviewer,
    said: Annotated[Movement, Depends(Filled(Movement))],
) -> Response:
    """The claim belongs to another incident, or to one of its own."""
    name, why = f"{digest}:{claim}", said.why or REASONS["move"]
    return _decide(
        request, visitor, said, lambda book: book.move(name, said.to.strip() or None, why, seen=said.seen),
        _at(digest, claim),
    )  # fmt: skip


@router.post("/reports/{digest}/accept", **_route(SaidOfClaims, {"seen": 812}))
def accept_all(
    request: Request, digest: Digest, visitor: Coder, said: Annotated[SaidOfClaims, Depends(Filled(SaidOfClaims))]
) -> Response:
    """All claims of the report that count are read rightly, or those that are named: one decision."""

    def act(book: Book) -> KeptDecision:
        short = book.report(digest).report.digest
        every = _names(said) or [f"{short}:{claim.id}" for claim in book.left(digest).claims]
        return book.accept(every, said.why, seen=said.seen)

    return _decide(request, visitor, said, act, f"/reports/{digest}")


@router.post(
    "/reports/{digest}/claims",
    **_route(
        ClaimMade,
        {"kind": "casualty", "start": 120, "end": 131, "effect": "killed", "count": "at least 12",
         "victim_class": "civilian", "beside": "c1", "seen": 812},
    ),
)  # fmt: skip
def make(
    request: Request, digest: Digest, visitor: Coder, said: Annotated[ClaimMade, Depends(Filled(ClaimMade))]
) -> Response:
    """The report makes a claim that no reader read, in these words."""
    slots = ("count", "victim_class", "scope", "polarity", "cause", "speaker", "when", "where", "actor", "type")
    given = {name: value for name in slots if (value := getattr(said, name)) is not None}

    def act(book: Book) -> KeptDecision:
        return book.make(
            digest, said.start, said.end, kind=said.kind, effect=said.effect, stance=said.stance, slots=given,
            beside=said.beside, why=said.why, seen=said.seen,
        )  # fmt: skip

    return _decide(request, visitor, said, act, f"/reports/{digest}")


@router.post("/incidents/{id}/accept", **_route(SaidOfClaims, {"claims": ["3f2a9c41b0d2:c3", "93be0d11aa02:c1"]}))
def accept_of(
    request: Request,
    id: Id,  # noqa: A002
    visitor: Coder,
    said: Annotated[SaidOfClaims, Depends(Filled(SaidOfClaims))],
) -> Response:
    """Claims of the incident are read rightly, all of them where none are named: one decision."""

    def act(book: Book) -> KeptDecision:
        return book.accept(_own(book, id, said), said.why, seen=said.seen)

    return _decide(request, visitor, said, act, f"/incidents/{id}")


@router.post("/incidents/{id}/amend", **_route(Amendment, {"slot": "where", "value": "gn:1170706", "seen": 812}))
def amend_of(
    request: Request,
    id: Id,  # noqa: A002
    visitor: Coder,
    said: Annotated[Amendment, Depends(Filled(Amendment))],
) -> Response:
    """One slot of claims of the incident has another value, of all of them where none are named: one decision."""

    def act(book: Book) -> KeptDecision:
        why = said.why or REASONS["amend"]
        return book.amend(_own(book, id, said), said.slot, said.plain, why, seen=said.seen)

    return _decide(request, visitor, said, act, f"/incidents/{id}")


def _judging(judgement: Judgement) -> Callable[..., Response]:
    def judge(
        request: Request,
        id: Id,  # noqa: A002
        visitor: Reviewer,
        said: Annotated[Pairing, Depends(Filled(Pairing))],
    ) -> Response:
        why = said.why or REASONS[judgement]
        return _decide(
            request, visitor, said, lambda book: book.judge(id, said.other, judgement, why, seen=said.seen),
            f"/incidents/{id}",
        )  # fmt: skip

    return judge


for _judgement, _path, _what in (
    ("same", "same", "The incident and another are one."),
    ("not_same", "not-same", "The incident and another are two: they are never brought together."),
    ("unsure", "unsure", "Nobody can tell whether the two are one: their likeness alone does not bring them together."),
):
    router.add_api_route(
        f"/incidents/{{id}}/{_path}",
        _judging(_judgement),  # type: ignore[arg-type]
        methods=["POST"],
        name=_judgement,
        description=_what,
        **_route(Pairing, {"other": "93be0d11", "why": "Both are the market of Oravan", "seen": 812}),
    )


@router.post(
    "/incidents/{id}/split", **_route(SaidOfClaims, {"claims": ["3f2a9c41b0d2:c3"], "why": "The second blast"})
)
def split(
    request: Request,
    id: Id,  # noqa: A002
    visitor: Reviewer,
    said: Annotated[SaidOfClaims, Depends(Filled(SaidOfClaims))],
) -> Response:
    """Claims of the incident are an incident of their own."""
    why = said.why or REASONS["split"]
    return _decide(
        request, visitor, said, lambda book: book.split(id, _names(said), why, seen=said.seen), f"/incidents/{id}"
    )


@router.post("/incidents/{id}/notes", **_route(NoteText, {"text": "The mayor's list of names is awaited"}))
def note(
    request: Request,
    id: Id,  # noqa: A002
    visitor: Coder,
    said: Annotated[NoteText, Depends(Filled(NoteText))],
) -> Response:
    """A note on the incident; it changes nothing."""
    return _decide(request, visitor, said, lambda book: book.note(id, said.text), f"/incidents/{id}")


@router.post("/decisions/{number}/undo", **_route(Said, {"why": "The report was corrected"}))
def undo(request: Request, number: Number, visitor: Coder, said: Annotated[Said, Depends(Filled(Said))]) -> Response:
    """The decision holds no longer. One's own, or, for reviewers, anybody's."""

    def act(book: Book) -> KeptDecision:
        (found,) = book.decided([number])
        if found.decision.who.partition("/")[0] != visitor.name and visitor.role < Role.REVIEWER:
            raise HTTPException(403, "This takes the role of reviewer: somebody else decided it.")
        return book.undo(number, said.why or REASONS["undo"], seen=said.seen)

    return _decide(request, visitor, said, act, "/review")


def decided_of(kept: KeptDecision) -> Decided:
    """A decision, as an answer tells it."""
    made = kept.decision
    return Decided(decision=made.number, at=made.at, who=made.who, what=kept.what, why=made.why, state=kept.state)


def _decide(
    request: Request, visitor: Visitor, said: Said, act: Callable[[Book], KeptDecision], onward: str
) -> Response:
    desk = desk_of(request)
    with desk.book(visitor) as book:
        try:
            made = act(book)
        except Overtaken as error:
            return _overtaken(request, book, error.decision, _onward(said.onward) or onward)
    if is_form(request):
        return back(_onward(said.onward) or onward)
    return Response(msgspec.json.encode(decided_of(made)), 201, media_type="application/json")


def _overtaken(request: Request, book: Book, number: int, onward: str) -> Response:
    (other,) = book.decided([number])
    decided = decided_of(other)
    detail = f"{decided.who} decided on the same claims meanwhile: {decided.what}. Nothing of yours was written down."
    if wants_page(request):
        return page("overtaken.html.jinja", code=409, decided=decided, onward=onward)
    told = Conflict(title="Conflict", status=409, detail=detail, decided=decided)
    return Response(msgspec.json.encode(told), 409, media_type="application/problem+json")


def _onward(address: str) -> str:
    """An address of ours, or nothing: a form must not lead anywhere else."""
    ours = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if ours else ""


def _names(said: SaidOfClaims) -> list[str]:
    return said.claims.split() if isinstance(said.claims, str) else said.claims


def _own(book: Book, incident: str, said: SaidOfClaims) -> list[str]:
    own = [claim.id for claim in book.incident(incident).joined.claims]
    named = _names(said)
    if strange := [name for name in named if name not in own]:
        raise HTTPException(400, f"Claim {strange[0]} is not in incident {incident}.")
    return named or own


def _at(digest: str, claim: str) -> str:
    return f"/reports/{digest}#{claim}"
