"""The catalogue: actors, places, outlets and speakers, what each has to do with the incidents, and how its figures
stood against the later reconciled ones.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec

from tollbook.model.claim import Bound, Effect, Interest, VictimClass
from tollbook.model.summary import Summary

SubjectKind = Literal["actor", "place", "outlet", "speaker"]
PartRole = Literal[
    "claims",  # an actor says that it did it
    "reported",  # reports say in their own voice that the actor did it
    "blamed",  # somebody says that the actor did it
    "behind",  # somebody says that the actor is behind it without doing it
    "denies",  # the actor, or somebody for it, denies it
    "victims",  # fighters of the actor are counted among the victims
    "speaks",  # the actor is credited for a claim
    "at",  # the incident happened at this very place, as finely as it is known
    "below",  # it happened at a place that lies in this one
    "touches",  # another of its places is this one, or lies in it
    "printed",  # the outlet printed a report of it
    "says",  # the speaker is credited for a claim of it
]
FirstStanding = Literal["below", "within", "above"]


class Subject(msgspec.Struct, frozen=True, kw_only=True):
    """An actor, a place, an outlet or a speaker, as it has a page. `id` is the registry's or the gazetteer's where that
    knows it, else its name in small letters. `sort` is an actor's or a speaker's kind, or how fine a place is;
    `country` an ISO code.
    """

    kind: SubjectKind
    id: str
    name: str
    sort: str | None = None
    country: str | None = None


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """What a subject has to do with one incident. For a speaker: how many figures it gives, how often it `denied` one
    or a deed, and how often it `raised` or `lowered` a figure of its own.
    """

    subject: Subject
    roles: tuple[PartRole, ...]
    said: int = 0
    denied: int = 0
    raised: int = 0
    lowered: int = 0


class Printing(msgspec.Struct, frozen=True, kw_only=True):
    """A report that an outlet printed of an incident: the `origin` that it descends from (its own digest where from no
    other), whether as a whole from another outlet's text (`copied`), and the `agency` that it credits.
    """

    outlet: Subject
    report: str
    origin: str
    copied: bool
    agency: str | None


class FirstFigure(msgspec.Struct, frozen=True, kw_only=True):
    """The first figure of people killed that an outlet or a speaker gave for one incident, and how it stands against
    the figures that the house profile reconciled from all reports since.

    `classes` are those it counts, empty for a total of everybody; `claim` names its claim and `lag` is by how many days
    the incident's first report came before it. `origins` says of how many origins those are that count the killed.
    `low`, `best` and `high` are the reconciled figures of the same classes. `standing` is None, and `ratio` (the figure
    by the best) with it, where fewer than two origins count the killed or nothing is reconciled for the classes.
    """

    subject: Subject
    classes: tuple[VictimClass, ...]
    interest: Interest | None
    claim: str
    words: str
    bound: Bound
    value: int
    day: dt.date | None
    lag: int | None
    origins: int
    low: int | None
    best: int | None
    high: int | None
    standing: FirstStanding | None
    ratio: float | None


class Parts(msgspec.Struct, frozen=True, kw_only=True):
    """What the catalogue takes in of one incident. `counts`: its figures may be added to those of others, since it is
    no aggregate, nor so wide that it may hold others.
    """

    counts: bool
    parts: tuple[Part, ...]
    printings: tuple[Printing, ...]
    first_figures: tuple[FirstFigure, ...]


class FigureSum(msgspec.Struct, frozen=True, kw_only=True):
    """What the house profile's figures of several incidents add up to, for one effect and class. `incidents` have a
    figure and are added. `low` and `best` add what is known (the low figure where there is no best); `high` is None
    where one of these has no upper figure.
    """

    effect: Effect
    victim_class: VictimClass | Literal["all"]
    incidents: int
    low: int | None
    best: int | None
    high: int | None


class TrackRecord(msgspec.Struct, frozen=True, kw_only=True):
    """How the first figures of an outlet or a speaker stood: how many it gave (`figures`), how many could be compared,
    and of these how many lay within the range that was reconciled later, below and above. `ratio` is the median of the
    figure by the best, over `ratios` figures; None where these are fewer than `ENOUGH`. `on_first_day` of the compared
    came on the day of the incident's first report. `interest` is whose losses they count, None for all together.
    """

    interest: Interest | None
    figures: int
    compared: int
    within: int
    below: int
    above: int
    ratios: int
    ratio: float | None
    on_first_day: int


ENOUGH = 5
"""Figures from which on a median ratio is told: of fewer, nothing is."""


class SubjectLine(msgspec.Struct, frozen=True, kw_only=True):
    """A subject as lists show it: how many `incidents` it has a part in, by role too; on which days the first and the
    last of them began; the people killed in those that are `added` up (an actor's deeds, a place's own incidents); its
    reports (`copies` of them copied from others, of `origins` origins) and its track record.
    """

    subject: Subject
    incidents: int
    roles: dict[PartRole, int]
    first_day: dt.date | None
    last_day: dt.date | None
    added: int
    low: int | None
    best: int | None
    high: int | None
    reports: int
    copies: int
    origins: int
    said: int
    denied: int
    raised: int
    lowered: int
    record: TrackRecord


class SubjectList(msgspec.Struct, frozen=True, kw_only=True):
    """Some of the subjects of one kind that were asked for, of `total`."""

    total: int
    lines: tuple[SubjectLine, ...]


class PartIn(msgspec.Struct, frozen=True, kw_only=True):
    """An incident as the page of a subject lists it, with the subject's roles in it, and whether its figures count in
    the page's sums.
    """

    summary: Summary
    roles: tuple[PartRole, ...]
    added: bool


class SubjectFigure(msgspec.Struct, frozen=True, kw_only=True):
    """A first figure as the page of its subject lists it, with the incident's id."""

    incident: str
    figure: FirstFigure


class SubjectPage(msgspec.Struct, frozen=True, kw_only=True):
    """The page of a subject: its line, its incidents that meet the question (`total` of them, some `shown`), on which
    days they began, what their figures add up to, and what was left out of the sums: so many `wide` ones and aggregates
    that may hold others, so many in which the subject has another role (`beside`), and so many without any figure of
    people killed (`unknown`).
    """

    line: SubjectLine
    total: int
    shown: tuple[PartIn, ...]
    days: dict[dt.date, int]
    undated: int
    sums: tuple[FigureSum, ...]
    added: int
    wide: int
    beside: int
    unknown: int
    agencies: tuple[tuple[str, int], ...]
    records: tuple[TrackRecord, ...]
    figures: tuple[SubjectFigure, ...]
