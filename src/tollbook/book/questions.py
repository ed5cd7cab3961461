"""How incidents are asked for, and what is said where none is meant."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from difflib import get_close_matches
from typing import Literal

from tollbook.book.arrivals import writable
from tollbook.book.records import Day, as_day
from tollbook.errors import InputError
from tollbook.model import Effect, Estimate, GradeName, Incident, ReviewState, Summary, VictimClass, Where
from tollbook.storage import After, Box, Order, Question, Tag


def question_of(
    *,
    since: Day | None = None,
    until: Day | None = None,
    country: str | None = None,
    actor: str | None = None,
    victim_class: VictimClass | None = None,
    effect: Effect | None = None,
    grade: GradeName | None = None,
    review: ReviewState | None = None,
    min_killed: int | None = None,
    kind: Literal["incident", "aggregate"] = "incident",
    outlet: str | None = None,
    place: str | None = None,
    speaker: str | None = None,
    box: Box | None = None,
    order: Order = "earliest",
    after: After | None = None,
    limit: int | None = None,
    offset: int = 0,
) -> Question:
    """What is asked of the incidents, as `Book.incidents` takes it. Raises `InputError` for what is none."""
    return Question(
        kind=kind,
        since=_iso(as_day(since, "since")),
        until=_iso(as_day(until, "until")),
        country=_small(as_country(country)),
        actor=_small(actor),
        victim_class=victim_class,
        effect=effect,
        grade=grade,
        review=review,
        min_killed=min_killed,
        outlet=_small(outlet),
        place=_small(place),
        speaker=_small(speaker),
        box=box,
        order=order,
        after=after,
        limit=limit,
        offset=offset,
    )


def not_one(id_: str, found: list[str], ids: list[str]) -> str:
    """Says why `id_` names no one incident: `found` begin with it, `ids` are the nearest."""
    if found:
        return f"{len(found)} incidents have an id that begins with {id_!r}: {_listed(found)}. Give more of it."
    near = get_close_matches(id_, ids, n=3, cutoff=0.5)
    remedy = f"The nearest: {_listed(near)}." if near else "`tollbook incidents` lists them."
    return f"No incident has the id {id_!r}. {remedy}"


def as_country(code: str | None) -> str | None:
    """The two letters of a country, in capitals; raises `InputError` where they are no such letters."""
    if code is None:
        return None
    if len(code) != 2 or not code.isascii() or not code.isalpha():
        raise InputError(f"country is {code!r}. Give its two letters in ISO 3166, such as PK for Pakistan.")
    return code.upper()


def fits(summary: Summary, tags: Collection[Tag], question: Question) -> bool:
    """Whether an incident, by its summary and the names that it is asked for by, meets a question: what the store's own
    list asks of the incidents as they are now.
    """
    shown = summary.incident
    if shown.kind != question.kind or not _within(shown, question):
        return False
    if question.min_killed is not None:
        killed = killed_of(shown.estimates, question.victim_class or "all")
        if killed is None or killed < question.min_killed:
            return False
    if question.review not in (None, summary.review) or not _in_box(shown.places, question.box):
        return False
    exact = (
        *(("country", question.country), ("class", question.victim_class)),
        *(("effect", question.effect), ("grade", question.grade)),
    )
    parts = (("speaker", question.speaker), ("outlet", question.outlet), ("place", question.place))
    named = {(tag.kind, tag.value) for tag in tags}
    return (
        all(value is None or (kind, value) in named for kind, value in exact)
        and all(value is None or any(k == kind and value in v for k, v in named) for kind, value in parts)
        and (question.actor is None or any(_names(kind, value, question.actor) for kind, value in named))
    )


def _within(shown: Incident, question: Question) -> bool:
    if question.since is None and question.until is None:
        return True
    if shown.when is None:
        return False
    after = question.since is None or shown.when.end.isoformat() >= question.since
    return after and (question.until is None or shown.when.start.isoformat() <= question.until)


def _in_box(places: Sequence[Where], box: Box | None) -> bool:
    if box is None:
        return True
    known = next((where for where in places if where.lat is not None), None)
    if known is None or known.lat is None or known.lon is None:
        return False
    if box.west <= box.east:
        across = box.west <= known.lon <= box.east
    else:
        across = known.lon >= box.west or known.lon <= box.east
    return across and box.south <= known.lat <= box.north


def killed_of(estimates: Sequence[Estimate], victim_class: str = "all") -> int | None:
    """The best estimate of those killed, the low one where there is no best."""
    for estimate in estimates:
        if (estimate.effect, estimate.victim_class) == ("killed", victim_class):
            return estimate.low if estimate.best is None else estimate.best
    return None


def _names(kind: str, value: str, actor: str) -> bool:
    return (kind == "actor" and actor in value) or (kind == "actor_id" and actor == value)


def _iso(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


def _small(words: str | None) -> str | None:
    return None if words is None else writable(words).casefold()


def _listed(ids: list[str]) -> str:
    return ", ".join(ids[:5]) + (", ..." if len(ids) > 5 else "")
