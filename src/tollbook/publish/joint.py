"""The ledger of one incident over all its reports: who says how many, when, and by which way it came.

Rows hold finished English. Figures are numbered, and a sentence names those that it rests on by their numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tollbook.publish.ledger import EstimateRow, Note, PlaceRow, Rule

Standing = Literal["holds", "replaced", "denied", "part", "aside"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureCell:
    """One figure: its number, in words ("at least 31 civilians"), and what has become of it.

    `marks` say what sets it apart ("replaced by 7", "contradicted", "part of 2").
    """

    number: int
    text: str
    standing: Standing
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TellingRow:
    """What one speaker says in the words of one origin: when, who, the way to the outlet, and the figures by effect.

    `chain` leads from the speaker over the agency to the outlet; `copies` says how many outlets print the one dispatch,
    "" where it is one alone. `about` tells whose losses a speaker counts, and whether it is a party.
    """

    when: str
    who: str
    chain: tuple[str, ...]
    copies: str
    about: str
    effects: dict[str, tuple[FigureCell, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteRow:
    """The words of a figure or a deed, with its number, its outlet and the claim's name."""

    number: int
    quote: str
    outlet: str
    claim: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """A report that tells of the incident, and what its text descends from ("copy of Northern Wire"), else ""."""

    outlet: str
    published: str
    title: str
    origin: str
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeRow:
    """The grade under one profile, in words, and the sentence that decides it."""

    profile: str
    grade: str
    note: Note


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidRow:
    """Who claims, blames or denies, as a sentence, the outlets that print it, and its numbers among the quotes."""

    sentence: str
    outlets: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedRow:
    """An umbrella, or one of its single attacks: its id, place and days, and its best figures."""

    id: str
    place: str
    days: str
    summary: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class JointRows:
    """The whole ledger of one incident. `effects` are the columns of the tellings, `profiles` those of the ranges.

    `headline` says how many reports and origins there are; `open_sums` are the equations that do not close, `closed`
    those that do. `umbrella` is what it is a part of, if anything; `components` are the single attacks of an umbrella,
    `sums` their figures set against its own.
    """

    id: str
    kind: Literal["incident", "aggregate"]
    place: str
    days: str
    attack_types: tuple[str, ...]
    summary: tuple[str, ...]
    headline: str
    profiles: tuple[str, ...]
    effects: tuple[str, ...]
    estimates: tuple[EstimateRow, ...]
    grades: tuple[GradeRow, ...]
    tellings: tuple[TellingRow, ...]
    revisions: tuple[Note, ...]
    contradictions: tuple[Note, ...]
    open_sums: tuple[Note, ...]
    closed: tuple[Note, ...]
    laid: tuple[LaidRow, ...]
    attacks: tuple[str, ...]
    places: tuple[PlaceRow, ...]
    reports: tuple[ReportRow, ...]
    rules: tuple[Rule, ...]
    quotes: tuple[QuoteRow, ...]
    umbrella: RelatedRow | None
    components: tuple[RelatedRow, ...]
    sums: tuple[Note, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedRow:
    """One profile's figures for one effect and class, its grade if it gives one, and the sentence that decides."""

    profile: str
    low: str
    best: str
    high: str
    decides: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """The profiles side by side on one effect and class ("killed", "all classes")."""

    effect: str
    victims: str
    rows: tuple[ComparedRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One incident under all profiles."""

    id: str
    place: str
    days: str
    compared: tuple[Compared, ...]
    grades: tuple[GradeRow, ...]
    described: tuple[tuple[str, str], ...]
