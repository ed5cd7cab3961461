"""A claim: one mention in one report that something happened, with its speaker and its exact words."""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

from tollbook.model.actor import Actor
from tollbook.model.days import When
from tollbook.model.place import Where
from tollbook.model.span import Span

Effect = Literal["killed", "injured", "missing", "abducted", "detained", "displaced"]
Bound = Literal["exact", "at_least", "more_than", "at_most", "fewer_than", "about", "range", "vague"]
VictimClass = Literal["civilian", "security_forces", "militant", "unknown"]
Attribute = Literal[
    "child", "woman", "man", "elderly", "journalist", "aid_worker", "health_worker", "foreigner", "politician",
    "detainee", "perpetrator",
]  # fmt: skip
Scope = Literal["incident", "aggregate"]
Stance = Literal["claimed", "blamed", "denied", "unclaimed", "reported"]
Relation = Literal["perpetrator", "sponsor"]
Interest = Literal["own", "enemy", "third"]
AttackType = Literal[
    "armed_assault", "bombing", "suicide_attack", "shelling", "airstrike", "assassination", "abduction", "clash",
    "execution", "raid", "riot", "arson", "other",
]  # fmt: skip
Polarity = Literal["asserted", "denied", "hypothetical"]
Cause = Literal["violence", "other"]


class Count(msgspec.Struct, frozen=True, kw_only=True):
    """A figure: the words that give a number with their hedge, its value and its bound.

    `value` is None exactly when `bound` is "vague"; `value_high` is set exactly when `bound` is "range", and then
    `value <= value_high`. Values are numbers of people, 0 and up.
    """

    text: str
    start: int
    end: int
    value: int | None
    bound: Bound
    value_high: int | None = None


class Victims(msgspec.Struct, frozen=True, kw_only=True):
    """The phrase that names the victims (its words None where only a bare number stands), and their class."""

    text: str | None = None
    start: int | None = None
    end: int | None = None
    victim_class: VictimClass = msgspec.field(default="unknown", name="class")


class Speaker(msgspec.Struct, frozen=True, kw_only=True):
    """Who is credited for a claim: the mention nearest it, `name` the fullest that the report gives, and the
    registry's `actor` where it is known.
    """

    text: str
    start: int
    end: int
    name: str
    actor: Actor | None = None


class ActorWords(msgspec.Struct, frozen=True, kw_only=True):
    """The words that name who did it, and the registry's `actor` where it is known."""

    text: str
    start: int
    end: int
    actor: Actor | None = None


class ReaderVersion(msgspec.Struct, frozen=True, kw_only=True):
    """Which reader read a claim."""

    name: str
    version: str


class Basis(msgspec.Struct, frozen=True, kw_only=True):
    """What one slot of a claim rests on: the words that made it (None where no words of the claim's own did), `by` whom
    it was read, "model" or the name of a rule of English, and the raw `score` of the model's head, for days their share
    among the candidates; None where nothing scores.
    """

    by: str
    words: Span | None = None
    score: float | None = None


class _Claim(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind"):
    """The slots that every claim has. `evidence` is the sentence or clause that holds the claim; `incident` a key
    that is equal, within the report, for claims on the same occurrence.

    `confidence` is the calibrated probability that the claim is there at all; `confidences` are those of its slots, by
    name, given that it is; `basis` is what the claim ("claim") and its slots rest on. Both are empty in claims of a
    reader that did not tell.
    """

    id: str
    evidence: Span
    speaker: Speaker | None = None
    when: When | None = None
    where: Where | None = None
    incident: str | None = None
    polarity: Polarity = "asserted"
    cause: Cause = "violence"
    confidence: float
    confidences: dict[str, float] = {}
    basis: dict[str, Basis] = {}
    reader: ReaderVersion


class Casualty(_Claim, frozen=True, kw_only=True, tag="casualty"):
    """People suffered an effect. `part_of` is the id of the claim whose figure includes this one by the words.

    `interest` says whose losses the speaker counts: its own side's, its enemy's, or a third party's; None where there
    is no speaker, or where that cannot be told.
    """

    effect: Effect
    count: Count
    victims: Victims
    attributes: tuple[Attribute, ...] = ()
    scope: Scope = "incident"
    part_of: str | None = None
    interest: Interest | None = None


class Responsibility(_Claim, frozen=True, kw_only=True, tag="responsibility"):
    """Who did it, or is said to have done it; `actor` is None exactly when `stance` is "unclaimed"."""

    actor: ActorWords | None
    stance: Stance
    relation: Relation = "perpetrator"


class Attack(_Claim, frozen=True, kw_only=True, tag="attack"):
    """What was done: one claim for each distinct event of the report, at its first full mention.

    `places` are the settlements and districts that the report names as struck, where an attack spread over several;
    `where` stays the most specific place of the whole.
    """

    type: AttackType
    trigger: Span
    targets: tuple[Span, ...] = ()
    weapons: tuple[Span, ...] = ()
    places: tuple[Where, ...] = ()


Claim: TypeAlias = Casualty | Responsibility | Attack


class Marks(msgspec.Struct, frozen=True, kw_only=True):
    """What the reader marked in a report beside its claims, for the stages that resolve places and days.

    `sentences` in order, covering every word; `places` the place names, in order; `where` and `when` the words that
    the reader linked to a claim, by claim id (a claim it could link to none is left out).
    """

    sentences: tuple[Span, ...]
    places: tuple[Span, ...] = ()
    where: dict[str, Span] = {}
    when: dict[str, Span] = {}


class Extraction(msgspec.Struct, frozen=True, kw_only=True):
    """What stage 3 hands on: claims in text order, and the marks."""

    claims: tuple[Claim, ...]
    marks: Marks
