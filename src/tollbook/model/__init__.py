"""The records in which the stages meet: frozen, typed, and knowing nothing of stores, faces or networks."""

from __future__ import annotations

from tollbook.model.account import Account, account_id, claim_ref
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
from tollbook.model.decision import (
    Accepted,
    Amended,
    AmendedSlot,
    Decision,
    Handle,
    Judged,
    Judgement,
    Moved,
    Noted,
    Rejected,
    Ruling,
    Telling,
    Undone,
)
from tollbook.model.estimate import Estimate, Step
from tollbook.model.incident import Disagreement, Incident
from tollbook.model.joined import Joined, Told
from tollbook.model.origin import Credit, CreditRole, Descent, Member, Origin, Origins, SharedQuotation
from tollbook.model.place import PlaceCandidate, PlacePrecision, PlaceWords, Where, kilometres
from tollbook.model.report import SILENT, Block, BlockKind, Report, digest_of
from tollbook.model.span import Span, quoting
from tollbook.model.summary import Summary

__all__ = [
    "SILENT",
    "Accepted",
    "Account",
    "Actor",
    "ActorKind",
    "ActorWords",
    "Amended",
    "AmendedSlot",
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
    "Decision",
    "Descent",
    "Disagreement",
    "Effect",
    "Estimate",
    "Extraction",
    "Handle",
    "Incident",
    "Interest",
    "Joined",
    "Judged",
    "Judgement",
    "Marks",
    "Member",
    "Moved",
    "Noted",
    "Origin",
    "Origins",
    "PlaceCandidate",
    "PlacePrecision",
    "PlaceWords",
    "Polarity",
    "ReaderVersion",
    "Rejected",
    "Relation",
    "Report",
    "Responsibility",
    "Ruling",
    "Scope",
    "SharedQuotation",
    "Span",
    "Speaker",
    "Stance",
    "Step",
    "Summary",
    "Telling",
    "Told",
    "Undone",
    "VictimClass",
    "Victims",
    "When",
    "Where",
    "account_id",
    "claim_ref",
    "digest_of",
    "kilometres",
    "quoting",
]
