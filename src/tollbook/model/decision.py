"""A decision: a person's recorded, dated, undoable judgement.

A decision holds on to words, not to rows: it names claims by the report and the words that they rest on, so that it
outlives the reader that read them.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal, TypeAlias

import msgspec

Judgement = Literal["same", "not_same", "unsure"]
AmendedSlot = Literal[
    "count", "effect", "victim_class", "scope", "polarity", "cause", "speaker", "when", "where", "actor", "stance",
    "type",
]  # fmt: skip


class Handle(msgspec.Struct, frozen=True, kw_only=True):
    """What a decision holds of a claim: the report (its digest), the claim's kind, and the words `text[start:end]` that
    it rests on: a casualty's figure, a responsibility's actor (the evidence where nobody is named), an attack's
    trigger. `effect` tells apart the casualties that share their figure's words.
    """

    report: str
    kind: Literal["casualty", "responsibility", "attack"]
    start: int
    end: int
    text: str
    effect: str | None = None


Telling: TypeAlias = tuple[Handle, ...]
"""An account as a decision holds it: the claims of one report that make it."""


class Judged(msgspec.Struct, frozen=True, kw_only=True, tag="judged"):
    """Whether two incidents are one: every account of `one` with every account of `other`."""

    judgement: Judgement
    one: tuple[Telling, ...]
    other: tuple[Telling, ...]


class Moved(msgspec.Struct, frozen=True, kw_only=True, tag="moved"):
    """Claims that belong to another incident: that of the accounts `to`, or one of their own where it is empty."""

    claims: tuple[Handle, ...]
    to: tuple[Telling, ...] = ()


class Accepted(msgspec.Struct, frozen=True, kw_only=True, tag="accepted"):
    """Claims that are read rightly."""

    claims: tuple[Handle, ...]


class Rejected(msgspec.Struct, frozen=True, kw_only=True, tag="rejected"):
    """Claims that the report does not make: they count for nothing, and stay visible."""

    claims: tuple[Handle, ...]


class Amended(msgspec.Struct, frozen=True, kw_only=True, tag="amended"):
    """Another value for one slot of claims. `value` is the slot's value as plain JSON, None for "unknown"."""

    claims: tuple[Handle, ...]
    slot: AmendedSlot
    value: Any


class Noted(msgspec.Struct, frozen=True, kw_only=True, tag="noted"):
    """A note on an incident; it changes nothing."""

    on: tuple[Telling, ...]


class Undone(msgspec.Struct, frozen=True, kw_only=True, tag="undone"):
    """An earlier decision, by its number, that holds no longer. It may be undone in its turn."""

    decision: int


Ruling: TypeAlias = Judged | Moved | Accepted | Rejected | Amended | Noted | Undone


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """What was decided, by whom, when and why. `number` is the entry of the book's log that holds it."""

    number: int
    at: dt.datetime
    who: str
    why: str
    ruling: Ruling
