"""The ledger of one incident as a page needs it: numbers stay numbers, and every line names the claims it rests on.

Claims go by their names among those of all reports ("3f2a9c41b0d2:c3"), so that a face can lead to their words.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec

from tollbook.model import (
    AttackType,
    Bound,
    Effect,
    Grade,
    Relation,
    Stance,
    Step,
    UmbrellaSum,
    VictimClass,
    When,
    Where,
)
from tollbook.publish.joint import Standing

Classes = VictimClass | Literal["all"]


class FigureLine(msgspec.Struct, frozen=True, kw_only=True):
    """Low, best and high of one effect and class under the sheet's profile, with the rule step by step; None is
    unknown. `victims` is the class in words, `whole` marks the line of every class together.
    """

    effect: Effect
    victim_class: Classes
    victims: str
    whole: bool
    low: int | None
    best: int | None
    high: int | None
    steps: tuple[Step, ...]


class Remark(msgspec.Struct, frozen=True, kw_only=True):
    """What has become of a figure, in a word or two, the number of the figure that it points to, and, of a sum that
    does not close, by how many people.
    """

    kind: Literal["replaced", "part", "contradicted", "denied", "hypothetical", "open_sum"]
    text: str
    to: int | None = None
    gap: int | None = None


class SheetCell(msgspec.Struct, frozen=True, kw_only=True):
    """One statement in the ledger: its number there, the figure with its bound ("at least 6"), of whom where the column
    does not tell, the words that give it, and the claims that print it, the first publication first.
    """

    number: int
    effect: Effect
    victim_class: VictimClass
    hedge: str
    value: int | None
    value_high: int | None
    bound: Bound
    words: str
    attributes: tuple[str, ...]
    standing: Standing
    remarks: tuple[Remark, ...]
    claims: tuple[str, ...]


class SheetColumn(msgspec.Struct, frozen=True, kw_only=True):
    """A column of the ledger: an effect and a class; None is every class in one column."""

    effect: Effect
    victim_class: VictimClass | None
    heading: str


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """The sentence that holds a claim."""

    claim: str
    text: str


class SheetRow(msgspec.Struct, frozen=True, kw_only=True):
    """What one speaker says in the words of one origin, and the way it came: speaker, agency, outlets.

    `origin` is the letter of the origin that several reports share, else None; `copies` how many reports print the
    words. `cells` are in the order of the sheet's `columns`.
    """

    day: dt.date | None
    moment: dt.datetime | None
    when: str
    speaker: str | None
    agency: str | None
    outlets: tuple[str, ...]
    about: str
    party: bool
    origin: str | None
    copies: int
    cells: tuple[tuple[SheetCell, ...], ...]
    words: tuple[Words, ...]


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence on several figures, with their numbers in the ledger and their claims."""

    sentence: str
    numbers: tuple[int, ...]
    claims: tuple[str, ...]


class SideLine(msgspec.Struct, frozen=True, kw_only=True):
    """One side of a contradiction: who, whether it is a party, its figures in words, and the numbers and claims."""

    said_by: str
    party: bool
    figures: tuple[str, ...]
    numbers: tuple[int, ...]
    claims: tuple[str, ...]


class ContradictionLine(msgspec.Struct, frozen=True, kw_only=True):
    """A contradiction. `apart` is the least distance of any two numbers that its sides name; None where they name none,
    or where it is about who did it.
    """

    effect: Effect | None
    victim_class: VictimClass | None
    apart: int | None
    sentence: str
    sides: tuple[SideLine, ...]


class EquationLine(msgspec.Struct, frozen=True, kw_only=True):
    """Parts set against their whole, and by how much they do not close: above 0 the whole is more than its parts."""

    kind: Literal["classes", "parts", "umbrella"]
    effect: Effect
    gap: int
    sentence: str
    numbers: tuple[int, ...]
    claims: tuple[str, ...]


class LaidLine(msgspec.Struct, frozen=True, kw_only=True):
    """An edge of the graph of responsibility: who says it of which actor, in what stance, and the outlets that print
    it. `itself` says that the actor speaks of itself.
    """

    said_by: str
    stance: Stance
    actor: str | None
    actor_id: str | None
    relation: Relation
    itself: bool
    sentence: str
    origins: int
    outlets: tuple[str, ...]
    claims: tuple[str, ...]


class DeedLine(msgspec.Struct, frozen=True, kw_only=True):
    """One attack as a report tells it: the words that tell it, whom or what it struck, and with what."""

    type: AttackType
    kind: str
    trigger: str
    targets: tuple[str, ...]
    weapons: tuple[str, ...]
    denied: bool
    outlet: str | None
    claim: str


class SpotLine(msgspec.Struct, frozen=True, kw_only=True):
    """A place of the incident, in words, how precisely it is known, and the claims that tell it."""

    where: Where
    name: str
    precision: str
    reports: int
    claims: tuple[str, ...]


class DaysLine(msgspec.Struct, frozen=True, kw_only=True):
    """Days that reports tell, in words, and how many tell them; None is days that they leave open."""

    when: When | None
    days: str
    reports: int


class SourceLine(msgspec.Struct, frozen=True, kw_only=True):
    """A report that tells of the incident. `origin` is the letter of the origin that it shares with others, `how` its
    words descend in it ("first", "copy of Meridian Wire"), and `share` the part of its words that do.
    """

    report: str
    outlet: str | None
    agency: str | None
    published: dt.date | None
    published_at: dt.datetime | None
    when: str
    title: str | None
    url: str | None
    name: str
    origin: str | None
    how: str | None
    share: float | None
    claims: int


class RelatedLine(msgspec.Struct, frozen=True, kw_only=True):
    """An umbrella, or one of the incidents in it: those killed under the profile, and its figures in words."""

    id: str
    place: str
    days: str
    low: int | None
    best: int | None
    high: int | None
    summary: tuple[str, ...]


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """One incident under one profile. `profiles` are those it has figures under, the house's first.

    `umbrella` is the incident that it is a part of; `components` are those that it holds itself, and `sums` how their
    figures stand to its own. `victims_named` says how many claims name a victim: the names are withheld from every
    sentence here.
    """

    id: str
    kind: Literal["incident", "aggregate"]
    place: str
    days: str
    when: When | None
    attack_types: tuple[str, ...]
    profile: str
    profile_version: str | None
    profiles: tuple[str, ...]
    reports: int
    origins: int
    outlets: tuple[str, ...]
    figures: tuple[FigureLine, ...]
    columns: tuple[SheetColumn, ...]
    rows: tuple[SheetRow, ...]
    revisions: tuple[Finding, ...]
    contradictions: tuple[ContradictionLine, ...]
    equations: tuple[EquationLine, ...]
    laid: tuple[LaidLine, ...]
    deeds: tuple[DeedLine, ...]
    places: tuple[SpotLine, ...]
    days_told: tuple[DaysLine, ...]
    sources: tuple[SourceLine, ...]
    grades: tuple[Grade, ...]
    umbrella: RelatedLine | None
    components: tuple[RelatedLine, ...]
    sums: tuple[UmbrellaSum, ...]
    victims_named: int
