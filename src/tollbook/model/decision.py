"""A decision: a person's recorded, dated, undoable judgement.

A decision holds on to words, not to rows: it names claims by the report and the words that they rest on, so that it
outlives the reader that read them.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal, TypeAlias

import msgspec

from tollbook.model.claim import Claim, Effect, Stance
from tollbook.model.span import Span

Judgement = Literal["same", "not_same", "unsure"]
DecisionState = Literal["in_force", "undone", "overruled", "adrift"]
AmendedSlot = Literal[
    "count", "effect", "victim_class", "scope", "polarity", "cause", "speaker", "when", "where", "actor", "stance",
    "type",
]  # fmt: skip
ReviewKind = Literal[
    "claims",  # a claim that nobody has judged
    "candidates",  # two incidents that may be one
    "equations",  # parts that do not make their whole
    "contradictions",  # words of different speakers that cannot all hold
    "unplaced",  # an incident of which no report tells where
    "undated",  # an incident of which no report tells when
]
"""What waits for a person's judgement."""


class Handle(msgspec.Struct, frozen=True, kw_only=True):
    """What a decision holds of a claim: the report (its digest), the claim's kind, and the words `text[start:end]` that
    it rests on: a casualty's figure, a responsibility's actor (the evidence where nobody is named), an attack's
    trigger. `effect` tells apart the casualties that share their figure's words, `stance` the responsibilities that
    share their actor's.
    """

    report: str
    kind: Literal["casualty", "responsibility", "attack"]
    start: int
    end: int
    text: str
    effect: Effect | None = None
    stance: Stance | None = None


Telling: TypeAlias = tuple[Handle, ...]
"""An account as a decision holds it: the claims of one report that make it."""


class Judged(msgspec.Struct, frozen=True, kw_only=True, tag="judged"):
    """Whether two incidents are one: every account of `one` with every account of `other`."""

    judgement: Judgement
    one: tuple[Telling, ...]
    other: tuple[Telling, ...]


class Moved(msgspec.Struct, frozen=True, kw_only=True, tag="moved"):
    """Claims that belong to another incident: that of the accounts `to`, or one of their own where it is empty. `away`
    are the accounts of the incident that they were in, to which they do not belong.
    """

    claims: tuple[Handle, ...]
    to: tuple[Telling, ...] = ()
    away: tuple[Telling, ...] = ()


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
    value: Any = None


class Made(msgspec.Struct, frozen=True, kw_only=True, tag="made"):
    """A claim that a person read in words that no reader took for one. `claim` holds its words, `evidence` is the
    sentence around them, and `slots` are the values of its slots, each as `Amended` has it. `beside` is a claim of the
    same report on the same incident, None where no other is. Where a reader reads a claim in these words later, the
    slots are set in that one.
    """

    claim: Handle
    evidence: Span
    slots: dict[AmendedSlot, Any] = {}
    beside: Handle | None = None


class Noted(msgspec.Struct, frozen=True, kw_only=True, tag="noted"):
    """A note on an incident; it changes nothing."""

    on: tuple[Telling, ...]


class Undone(msgspec.Struct, frozen=True, kw_only=True, tag="undone"):
    """An earlier decision, by its number, that holds no longer. It may be undone in its turn."""

    decision: int


Ruling: TypeAlias = Judged | Moved | Accepted | Rejected | Amended | Made | Noted | Undone


def handles_in(ruling: Ruling) -> tuple[Handle, ...]:
    """Every claim that a ruling speaks of; none where it undoes a decision."""
    match ruling:
        case Judged():
            tellings = (*ruling.one, *ruling.other)
            return tuple(handle for telling in tellings for handle in telling)
        case Noted():
            return tuple(handle for telling in ruling.on for handle in telling)
        case Moved():
            tellings = (*ruling.to, *ruling.away)
            return (*ruling.claims, *(handle for telling in tellings for handle in telling))
        case Made():
            return (ruling.claim,)
        case Undone():
            return ()
        case _:
            return ruling.claims


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """What was decided, by whom, when and why. `number` is the entry of the book's log that holds it."""

    number: int
    at: dt.datetime
    who: str
    why: str
    ruling: Ruling


class Correction(msgspec.Struct, frozen=True, kw_only=True):
    """What a person set in one `slot` of a claim (its id), beside what was `read` there; both as plain JSON. `read_as`
    says the latter in words. `decision` is the number of the decision.
    """

    claim: str
    slot: AmendedSlot
    read: Any
    read_as: str
    set: Any
    decision: int


class Adrift(msgspec.Struct, frozen=True, kw_only=True):
    """What a decision could not be applied to, and why: the words that it holds on to are read otherwise now, or tell
    of several things. It is kept and shown, and changes nothing.
    """

    decision: int
    handles: tuple[Handle, ...]
    why: str


class Left(msgspec.Struct, frozen=True, kw_only=True):
    """The claims of one report as people left them.

    `claims` are those that count, in text order; `rejected` are those that do not, each with the number of the decision
    that said so. `made` are the claims that people made, as they made them, each with its decision's number: those that
    count are among `claims` too. `accepted` and `moved` give the decision's number by claim id. `corrections` keep what
    was read beside what a person set. `overruled` are pairs of decisions that cannot both hold: the later one does.
    """

    claims: tuple[Claim, ...]
    rejected: tuple[tuple[Claim, int], ...] = ()
    made: tuple[tuple[Claim, int], ...] = ()
    accepted: dict[str, int] = {}
    moved: dict[str, int] = {}
    corrections: tuple[Correction, ...] = ()
    overruled: tuple[tuple[int, int], ...] = ()
    adrift: tuple[Adrift, ...] = ()


class KeptDecision(msgspec.Struct, frozen=True, kw_only=True):
    """A decision with what has become of it. `what` says in words what was decided.

    `state` is "in_force"; "undone" by the decision `by`; "overruled", as a whole or in part, by those in `by`, which
    came later and say otherwise; or "adrift" where some or all of the words that it holds on to (`adrift`) are not read
    as they were.
    """

    decision: Decision
    what: str
    state: DecisionState
    by: tuple[int, ...] = ()
    adrift: tuple[Adrift, ...] = ()
