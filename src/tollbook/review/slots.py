"""What a person may set in a slot, and the claim with it set."""

from __future__ import annotations

import datetime as dt
from typing import Any, get_args

import msgspec

from tollbook.errors import InputError
from tollbook.model import (
    Actor,
    ActorWords,
    AmendedSlot,
    Attack,
    AttackType,
    Basis,
    Bound,
    Casualty,
    Cause,
    Claim,
    Count,
    DayPrecision,
    Effect,
    Made,
    PlacePrecision,
    Polarity,
    ReaderVersion,
    Report,
    Responsibility,
    Scope,
    Span,
    Speaker,
    Stance,
    VictimClass,
    Victims,
    When,
    Where,
)


class SetCount(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A number of people and its bound, as `Count` has them."""

    value: int | None
    bound: Bound = "exact"
    value_high: int | None = None


class SetDays(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Days, both inclusive."""

    start: dt.date
    end: dt.date
    precision: DayPrecision


class SetPlace(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A place: its name, country (ISO 3166 alpha-2), centre in degrees, precision, and the gazetteer's id if any."""

    name: str
    country: str
    lat: float
    lon: float
    precision: PlacePrecision
    place: str | None = None


class SetName(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody by name, and by the registry's entry where it has one."""

    name: str
    actor: Actor | None = None


_FORMS: dict[AmendedSlot, Any] = {
    "count": SetCount,
    "effect": Effect,
    "victim_class": VictimClass,
    "scope": Scope,
    "polarity": Polarity,
    "cause": Cause,
    "speaker": SetName | None,
    "when": SetDays | None,
    "where": SetPlace | None,
    "actor": SetName,
    "stance": Stance,
    "type": AttackType,
}
_KINDS: dict[AmendedSlot, type[Claim]] = {
    "count": Casualty, "effect": Casualty, "victim_class": Casualty, "scope": Casualty,
    "actor": Responsibility, "stance": Responsibility, "type": Attack,
}  # fmt: skip
_KIND_NAMES = {Casualty: "casualties", Responsibility: "responsibility", Attack: "attacks"}
_FIELD = {"victim_class": "class", "count": "value"}
"""Names of slots in a claim's `confidences` and `basis` where they differ."""


def plain_value(slot: str, value: Any) -> Any:
    """`value` as a decision writes it down for `slot`, checked against the model.

    Raises `InputError` for a slot that cannot be set, and for a value that it cannot have.
    """
    if slot not in _FORMS:
        raise InputError(f"There is no slot {slot!r} to set. There are: {', '.join(_FORMS)}.")
    form = _FORMS[slot]
    try:
        read = msgspec.convert(msgspec.to_builtins(value), form)
    except msgspec.ValidationError as error:
        allowed = get_args(form) if isinstance(get_args(form), tuple) and slot not in _RECORDS else ()
        known = f" Give one of: {', '.join(map(str, allowed))}." if allowed else ""
        raise InputError(f"{slot} cannot be {value!r} ({error}).{known}") from error
    if isinstance(read, str | None):
        return read
    if wrong := _wrong(read):
        raise InputError(f"{slot} cannot be {value!r}: {wrong}.")
    return msgspec.to_builtins(read)


def amended(report: Report, claim: Claim, slot: AmendedSlot, value: Any, number: int) -> Claim:
    """The claim with `value` (as `plain_value` gives it) in `slot`, set by decision `number`.

    What the report has no words for is quoted as no words, at the beginning of the claim's evidence. Raises
    `InputError` where a claim of this kind has no such slot, or cannot have this value there.
    """
    kind = _KINDS.get(slot)
    if kind is not None and not isinstance(claim, kind):
        raise InputError(f"Claim {claim.id} has no {slot}: only claims on {_KIND_NAMES[kind]} have one.")
    read = msgspec.convert(plain_value(slot, value), _FORMS[slot])
    changes = _changes(report, claim, slot, read)
    name = _FIELD.get(slot, slot)
    sure = {key: share for key, share in claim.confidences.items() if key != name}
    basis = claim.basis | {name: Basis(by=f"decision {number}")}
    return msgspec.structs.replace(claim, **changes, confidences=sure, basis=basis)


def made_claim(report: Report, ruling: Made, name: str, key: str, number: int) -> Claim:
    """The claim that a person made by decision `number`, called `name`, with an incident `key`: what they said of it,
    and nothing beyond that. Raises `InputError` where a claim of its kind cannot have these slots.
    """
    claim = _bare(ruling, name, key, number)
    for slot, value in ruling.slots.items():
        claim = amended(report, claim, slot, value, number)
    return claim


def _bare(ruling: Made, name: str, key: str, number: int) -> Claim:
    held = ruling.claim
    words: dict[str, Any] = {"text": held.text, "start": held.start, "end": held.end}
    shared: dict[str, Any] = {
        "id": name, "evidence": ruling.evidence, "incident": key, "confidence": 1.0,
        "basis": {"claim": Basis(by=f"decision {number}", words=Span(**words))},
        "reader": ReaderVersion(name="person", version=str(number)),
    }  # fmt: skip
    if held.kind == "casualty":
        count = Count(**words, value=None, bound="vague")
        return Casualty(effect=held.effect or "killed", count=count, victims=Victims(), **shared)
    if held.kind == "attack":
        return Attack(type="other", trigger=Span(**words), **shared)
    stance = held.stance or "reported"
    return Responsibility(actor=None if stance == "unclaimed" else ActorWords(**words), stance=stance, **shared)


def _changes(report: Report, claim: Claim, slot: AmendedSlot, read: Any) -> dict[str, Any]:
    """The fields of the claim that change."""
    if slot == "count" and isinstance(claim, Casualty):
        count = msgspec.structs.replace(claim.count, value=read.value, bound=read.bound, value_high=read.value_high)
        return {"count": count}
    if slot == "victim_class" and isinstance(claim, Casualty):
        victims = msgspec.structs.replace(claim.victims, victim_class=read)
        return {"victims": victims, "interest": None}
    if slot == "when":
        return {"when": read and When(start=read.start, end=read.end, precision=read.precision)}
    if slot == "where":
        return {"where": read and Where(**_nowhere(claim), **msgspec.structs.asdict(read))}
    if slot == "speaker":
        said = read and Speaker(**_quoted(report, claim, read.name), name=read.name, actor=read.actor)
        return {"speaker": said} | ({"interest": None} if isinstance(claim, Casualty) else {})
    if slot == "actor" and isinstance(claim, Responsibility):
        return {"actor": _actor(report, claim, read)}
    if slot == "stance" and isinstance(claim, Responsibility):
        return _stance(claim, read)
    return {slot: read}


def _stance(claim: Responsibility, stance: Stance) -> dict[str, Any]:
    if claim.stance == "unclaimed" and stance != "unclaimed":
        raise InputError(f"Claim {claim.id} says that nobody has claimed it and names no one. Reject it instead.")
    return {"stance": stance} | ({"actor": None} if stance == "unclaimed" else {})


def _actor(report: Report, claim: Responsibility, named: SetName) -> ActorWords:
    if claim.actor is None:
        raise InputError(f"Claim {claim.id} says that nobody has claimed it and names no one. Reject it instead.")
    words = _quoted(report, claim, named.name)
    if not words["text"]:
        words = {"text": claim.actor.text, "start": claim.actor.start, "end": claim.actor.end}
    actor = named.actor or Actor(id=f"named:{named.name.casefold()}", name=named.name, kind="unknown")
    return ActorWords(**words, actor=actor)


def _quoted(report: Report, claim: Claim, name: str) -> dict[str, Any]:
    """Where the report has a name's words: in the claim's evidence, else the first time; no words where it has not."""
    for start in (claim.evidence.start, 0):
        at = report.text.find(name, start, claim.evidence.end if start else None)
        if at >= 0:
            return {"text": name, "start": at, "end": at + len(name)}
    return _nowhere(claim)


def _nowhere(claim: Claim) -> dict[str, Any]:
    return {"text": "", "start": claim.evidence.start, "end": claim.evidence.start}


def _wrong(read: SetCount | SetDays | SetPlace | SetName) -> str | None:
    """What the model does not allow in a value of the right form."""
    if isinstance(read, SetCount):
        return _wrong_count(read)
    if isinstance(read, SetDays):
        return "it ends before it begins" if read.end < read.start else None
    if isinstance(read, SetPlace):
        if not (-90 <= read.lat <= 90 and -180 <= read.lon <= 180):
            return "latitudes go from -90 to 90 and longitudes from -180 to 180"
        is_code = len(read.country) == 2 and read.country.isascii() and read.country.isupper()
        return None if is_code else "its country is two letters of ISO 3166, such as PK"
    return None if read.name.strip() else "a name is needed"


def _wrong_count(read: SetCount) -> str | None:
    if (read.value is None) != (read.bound == "vague"):
        return "a number is missing exactly where the bound is vague"
    if (read.value_high is not None) != (read.bound == "range"):
        return "a second number belongs to a range, and only there"
    if (read.value or 0) < 0:
        return "people are counted from 0 up"
    if read.value is not None and read.value_high is not None and read.value_high < read.value:
        return "the range ends below its beginning"
    return None


_RECORDS = frozenset({"count", "speaker", "when", "where", "actor"})
"""Slots whose value is a record."""
