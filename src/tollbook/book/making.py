"""A claim that a person makes: the words that they selected, and what they say of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Literal, get_args

import msgspec

from tollbook.book.naming import ALIASES, value_for
from tollbook.errors import InputError
from tollbook.model import AmendedSlot, Attack, Casualty, Claim, Effect, Handle, Made, Report, Span, Stance
from tollbook.review import handle_of, made_claim, matching

Kind = Literal["casualty", "responsibility", "attack"]
_END = re.compile(r"[.!?…][\"”’)\]]*(?=\s)|\n\s*\n")
_LONGEST = 300
"""Characters of the words that a claim rests on: a figure, a name, what was done."""
_OWN: dict[Kind, tuple[AmendedSlot, ...]] = {
    "casualty": ("count", "victim_class", "scope"), "responsibility": ("actor",), "attack": ("type",),
}  # fmt: skip
_COMMON: tuple[AmendedSlot, ...] = ("polarity", "cause", "speaker", "when", "where")


class NewClaim(msgspec.Struct, frozen=True, kw_only=True):
    """A claim that somebody makes: the report (its digest or the beginning of it), the words `start` to `end` that it
    rests on (a figure, a name, what was done), their kind with its effect or stance, and `slots`, each given in words
    or as plain data, as `Book.amend` takes them. `beside` is the id of a claim of the report on the same incident;
    `evidence` are the start and end of the words around, the sentence where None.
    """

    report: str
    kind: Kind
    start: int
    end: int
    effect: Effect | None = None
    stance: Stance | None = None
    slots: dict[str, Any] = {}
    beside: str | None = None
    evidence: tuple[int, int] | None = None


def new_claim(
    text: str,
    report: str,
    words: str,
    kind: str | None,
    effect: str | None,
    stance: str | None,
    slots: Sequence[str],
    beside: str | None,
) -> NewClaim:
    """The claim that a command tells: `words` where `text` has them first, and slots as "count=2"."""
    at = text.find(words) if words else -1
    if at < 0:
        raise InputError(f"The report does not say {words!r}. Copy the words exactly as it has them.")
    given = [one.partition("=") for one in slots]
    if wrong := next((name for name, apart, _ in given if not apart), None):
        raise InputError(f"{wrong!r} sets no slot. Write it like count=2.")
    told = {
        "report": report, "kind": kind, "start": at, "end": at + len(words), "beside": beside,
        "slots": {ALIASES.get(name, name): value for name, _, value in given},
        "effect": effect if kind == "casualty" else None, "stance": stance if kind == "responsibility" else None,
    }  # fmt: skip
    try:
        return msgspec.convert(told, NewClaim)
    except msgspec.ValidationError as error:
        raise InputError(f"This makes no claim: {error}.") from error


def made_of(report: Report, claims: Sequence[Claim], new: NewClaim) -> Made:
    """The ruling that makes the claim; `claims` are all that the report is said to make.

    Raises `InputError` where the words are none, are read as such a claim already, or a slot cannot be so.
    """
    held = _handle(report, new)
    handles = [handle_of(report.digest, claim) for claim in claims]
    at = matching(held, handles)
    if at is not None:
        raise InputError(f"Claim {claims[at].id} is read in these words already. Amend that one.")
    beside = next((handle for claim, handle in zip(claims, handles, strict=True) if claim.id == new.beside), None)
    if new.beside is not None and beside is None:
        raise InputError(f"Report {report.digest[:12]} has no claim {new.beside!r} to stand beside.")
    start, end = new.evidence or sentence_around(report.text, held.start, held.end)
    if not (0 <= start <= held.start and held.end <= end <= len(report.text)):
        raise InputError("The evidence must hold the words that the claim rests on.")
    bare = Made(claim=held, evidence=Span.of(report.text, start, end), beside=beside)
    as_claim = made_claim(report, bare, "new", "new", 0)
    ruling = msgspec.structs.replace(bare, slots=_slots(new, as_claim))
    made_claim(report, ruling, "new", "new", 0)
    return ruling


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence begins and ends in which words stand; it never leaves their paragraph."""
    ends = [0, *(found.end() for found in _END.finditer(text)), len(text)]
    first = max(one for one in ends if one <= start)
    last = min(one for one in ends if one >= end)
    while first < start and text[first].isspace():
        first += 1
    while last > end and text[last - 1].isspace():
        last -= 1
    return first, last


def _handle(report: Report, new: NewClaim) -> Handle:
    start, end, text = new.start, new.end, report.text
    if not 0 <= start < end <= len(text):
        raise InputError(f"The report's words go from 0 to {len(text)}: {start} to {end} are none of them.")
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start == end or end - start > _LONGEST:
        raise InputError(
            f"Select the words that say it: a figure, a name, what was done; {_LONGEST} characters at most."
        )
    if new.kind == "casualty" and new.effect not in get_args(Effect):
        raise InputError(f"Say what befell them: {', '.join(get_args(Effect))}.")
    if new.kind == "responsibility" and (new.stance not in get_args(Stance) or new.stance == "unclaimed"):
        raise InputError("Say how it is laid to them: claimed, blamed, denied or reported.")
    return Handle(
        report=report.digest, kind=new.kind, start=start, end=end, text=text[start:end],
        effect=new.effect if new.kind == "casualty" else None,
        stance=new.stance if new.kind == "responsibility" else None,
    )  # fmt: skip


def _slots(new: NewClaim, claim: Claim) -> dict[AmendedSlot, Any]:
    allowed = (*_OWN[new.kind], *_COMMON)
    given: Mapping[str, Any] = {name: value for name, value in new.slots.items() if value is not None}
    if unknown := sorted(given.keys() - set(allowed)):
        raise InputError(f"A claim of this kind has no {unknown[0]}. It has: {', '.join(allowed)}.")
    if isinstance(claim, Casualty) and "count" not in given:
        raise InputError("Say how many: 12, 'at least 12', 30-40, or vague where the words name no number.")
    if isinstance(claim, Attack) and "type" not in given:
        raise InputError("Say what kind of attack: bombing, shelling, raid or another one.")
    return {slot: value_for(slot, given[slot], claim) for slot in allowed if slot in given}
