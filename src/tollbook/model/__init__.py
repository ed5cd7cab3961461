"""The records in which the stages meet: frozen, typed, and knowing nothing of stores, faces or networks."""

from __future__ import annotations

from tollbook.model.actor import Actor, ActorKind, Armed
from tollbook.model.claim import (
    ActorWords,
    Attack,
    AttackType,
    Attribute,
    Basis,
    Bound,
    Casualty,
    Cause,
    Claim,
    Count,
    Effect,
    Extraction,
    Interest,
    Marks,
    Polarity,
    ReaderVersion,
    Relation,
    Responsibility,
    Scope,
    Speaker,
    Stance,
    VictimClass,
    Victims,
)
from tollbook.model.days import DayCandidate as DayCandidate
from tollbook.model.days import DayPrecision as DayPrecision
from tollbook.model.days import DayWords as DayWords
from tollbook.model.days import Fineness as Fineness
from tollbook.model.days import TimeKind as TimeKind
from tollbook.model.days import When as When
from tollbook.model.estimate import Estimate, Step
from tollbook.model.incident import Disagreement, Incident
from tollbook.model.origin import Credit, CreditRole, Descent, Member, Origin, Origins, SharedQuotation
from tollbook.model.place import PlaceCandidate, PlacePrecision, PlaceWords, Where, kilometres
from tollbook.model.report import SILENT, Block, BlockKind, Report, digest_of
from tollbook.model.span import Span, quoting

__all__ = [
    "SILENT",
    "Actor",
    "ActorKind",
    "ActorWords",
    "Armed",
    "Attack",
    "AttackType",
    "Attribute",
    "Basis",
    "Block",
    "BlockKind",
    "Bound",
    "Casualty",
    "Cause",
    "Claim",
    "Count",
    "Credit",
    "CreditRole",
    "DayPrecision",
    "Descent",
    "Disagreement",
    "Effect",
    "Estimate",
    "Extraction",
    "Incident",
    "Interest",
    "Marks",
    "Member",
    "Origin",
    "Origins",
    "PlaceCandidate",
    "PlacePrecision",
    "PlaceWords",
    "Polarity",
    "ReaderVersion",
    "Relation",
    "Report",
    "Responsibility",
    "Scope",
    "SharedQuotation",
    "Span",
    "Speaker",
    "Stance",
    "Step",
    "VictimClass",
    "Victims",
    "When",
    "Where",
    "digest_of",
    "kilometres",
    "quoting",
]
