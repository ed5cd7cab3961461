"""What an address asks of the incidents: the conditions of the overview, of its twins and of its map."""

from __future__ import annotations

from typing import Annotated, Any, Literal, get_args

import msgspec
from fastapi import Depends, Query

from tollbook.book import After, Box, Order, Question, question_of
from tollbook.errors import InputError
from tollbook.model import Effect, GradeName, ReviewState, VictimClass
from tollbook.web.pages import address

PER_PAGE = 50

Kind = Literal["incident", "aggregate"]
SORTS: tuple[Order, ...] = ("latest", "earliest", "killed")

Words = Annotated[str, Query(max_length=200)]


def _choice(description: str, values: Any, **more: Any) -> Any:
    """A condition that has one of some values; a form sends "" for none."""
    return Query(description=description, json_schema_extra={"enum": ["", *get_args(values)]}, **more)


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What an address asks: every condition as it is written there, "" for none, and the question that they make."""

    given: dict[str, str]
    page: int
    question: Question

    @property
    def asks(self) -> bool:
        """Whether it asks for anything less than every incident."""
        return any(value for name, value in self.given.items() if name not in ("sort", "after"))

    def at(self, path: str, **other: object) -> str:
        """The address of the same question elsewhere, or of another page or part of it."""
        return address(path, **(self.given | other))


def asked(
    since: Annotated[Words, Query(description="Some day of it is this day or later, as YYYY-MM-DD.")] = "",
    until: Annotated[Words, Query(description="Some day of it is this day or earlier, as YYYY-MM-DD.")] = "",
    country: Annotated[Words, Query(description="One of its places is in this country (two letters, ISO 3166).")] = "",
    place: Annotated[Words, Query(description="A part of the name of its place, district or province.")] = "",
    actor: Annotated[Words, Query(description="Somebody says that this actor did it, or did not: a name or id.")] = "",
    effect: Annotated[str, _choice("Has victims of this effect.", Effect)] = "",
    of_class: Annotated[str, _choice("Has victims of this class.", VictimClass, alias="class")] = "",
    grade: Annotated[str, _choice("Some profile grades it so.", GradeName)] = "",
    outlet: Annotated[Words, Query(description="A part of the name of an outlet that printed it.")] = "",
    speaker: Annotated[Words, Query(description="A part of the name of somebody who is credited.")] = "",
    review: Annotated[str, _choice("People have come that far.", ReviewState)] = "",
    min_killed: Annotated[Words, Query(description="At least so many killed, by the house profile's best.")] = "",
    kind: Annotated[str, _choice("aggregate: totals over campaigns and years.", Kind)] = "",
    box: Annotated[Words, Query(description="In this part of the map: west,south,east,north in degrees.")] = "",
    sort: Annotated[str, _choice("killed: those of most killed first.", Order)] = "",
    after: Annotated[Words, Query(description="Where an earlier answer said that the list goes on.")] = "",
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
) -> Asked:
    """The question that an address asks. Raises `InputError` for a condition that cannot be."""
    if after and page > 1:
        raise InputError("page and after do not go together. Give one of them.")
    order: Order = _one_of("sort", sort, SORTS) or "latest"
    question = question_of(
        since=since or None,
        until=until or None,
        country=country or None,
        actor=actor.strip() or None,
        victim_class=_one_of("class", of_class, get_args(VictimClass)),
        effect=_one_of("effect", effect, get_args(Effect)),
        grade=_one_of("grade", grade, get_args(GradeName)),
        review=_one_of("review", review, get_args(ReviewState)),
        min_killed=_number("min_killed", min_killed),
        kind=_one_of("kind", kind, get_args(Kind)) or "incident",
        outlet=outlet.strip() or None,
        place=place.strip() or None,
        speaker=speaker.strip() or None,
        box=box_of("box", box),
        order=order,
        after=_after(after, order),
        limit=PER_PAGE,
        offset=(page - 1) * PER_PAGE,
    )
    given = {
        "since": since,
        "until": until,
        "country": country.upper(),
        "place": place.strip(),
        "actor": actor.strip(),
        "effect": effect,
        "class": of_class,
        "grade": grade,
        "outlet": outlet.strip(),
        "speaker": speaker.strip(),
        "review": review,
        "min_killed": min_killed,
        "kind": "" if kind == "incident" else kind,
        "box": box,
        "sort": "" if sort == "latest" else sort,
        "after": after,
    }
    return Asked(given=given, page=page, question=question)


Asking = Annotated[Asked, Depends(asked)]


def box_of(name: str, text: str) -> Box | None:
    """A part of the map as an address writes it; raises `InputError` where it is none."""
    if not text:
        return None
    try:
        west, south, east, north = (float(edge) for edge in text.split(","))
    except ValueError:
        raise InputError(
            f"{name} is {text[:60]!r}. Give west,south,east,north in degrees, such as 60,24,75,37."
        ) from None
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
        raise InputError(f"{name} is {text[:60]!r}, which is not on the map: -180 to 180 and -90 to 90 degrees.")
    return Box(west, south, east, north)


def written(after: After | None, order: Order) -> str | None:
    """The place in a list as an address writes it: "2026-05-19.3f2a9c41b0d2", with the killed before it where they
    order the list; "-" is unknown.
    """
    if after is None:
        return None
    day = after.day if after.day not in ("", "~") else "-"
    killed = "-" if after.killed is None else str(after.killed)
    return ".".join([killed, day, after.id] if order == "killed" else [day, after.id])


def _after(text: str, order: Order) -> After | None:
    if not text:
        return None
    parts = text.split(".")
    killed = None
    if order == "killed" and len(parts) == 3:
        killed = _number("after", "" if parts[0] == "-" else parts[0])
        parts = parts[1:]
    if len(parts) != 2:
        raise InputError(f"after is {text[:60]!r}, which no answer gave. Take it from the address in `next`.")
    unknown = "~" if order == "earliest" else ""
    return After(unknown if parts[0] == "-" else parts[0], killed, parts[1])


def _one_of(name: str, text: str, known: tuple[Any, ...]) -> Any:
    """The value, None where none is given; raises `InputError` where it is none of those that are known."""
    if not text:
        return None
    if text not in known:
        raise InputError(f"{name} is {text[:40]!r}. It may be {', '.join(known[:-1])} or {known[-1]}.")
    return text


def _number(name: str, text: str) -> int | None:
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise InputError(f"{name} is {text[:40]!r}. Give a number of people, such as 10.")
    return int(text)
