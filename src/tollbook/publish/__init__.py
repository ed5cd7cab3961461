"""Stage 7 of 7: what leaves the house, one file per format."""

from __future__ import annotations

from tollbook.publish.beside import ProfilesBeside, TextsBeside, profiles_beside, texts_beside
from tollbook.publish.cells import INCIDENT_COLUMNS, ListRow, as_csv, as_table, list_row
from tollbook.publish.compose import compose
from tollbook.publish.contract import as_dict, joint_dict
from tollbook.publish.explain import Explanation, MarkedPiece, SlotRow, explained
from tollbook.publish.joining import compare, compose_joint
from tollbook.publish.joint import Compared, ComparedRow, Comparison, FigureCell, JointRows, TellingRow
from tollbook.publish.ledger import (
    AttackRow,
    EstimateRow,
    FigureRow,
    IncidentRows,
    Note,
    Passage,
    Piece,
    PlaceRow,
    Range,
    ReportRows,
    ResponsibilityRow,
    Rule,
    SetAside,
    SpeakerRows,
)
from tollbook.publish.margin import CLAIM_COLUMNS, ClaimRow, claim_row
from tollbook.publish.marking import kind_of, paragraph_blocks, showable
from tollbook.publish.page import as_fragment, as_page, joint_page
from tollbook.publish.setting import set_out
from tollbook.publish.sheet import Sheet
from tollbook.publish.victims import NamedVictim, named_victims, withheld

__all__ = [
    "CLAIM_COLUMNS",
    "INCIDENT_COLUMNS",
    "AttackRow",
    "ClaimRow",
    "Compared",
    "ComparedRow",
    "Comparison",
    "EstimateRow",
    "Explanation",
    "FigureCell",
    "FigureRow",
    "IncidentRows",
    "JointRows",
    "ListRow",
    "MarkedPiece",
    "NamedVictim",
    "Note",
    "Passage",
    "Piece",
    "PlaceRow",
    "ProfilesBeside",
    "Range",
    "ReportRows",
    "ResponsibilityRow",
    "Rule",
    "SetAside",
    "Sheet",
    "SlotRow",
    "SpeakerRows",
    "TellingRow",
    "TextsBeside",
    "as_csv",
    "as_dict",
    "as_fragment",
    "as_page",
    "as_table",
    "claim_row",
    "compare",
    "compose",
    "compose_joint",
    "explained",
    "joint_dict",
    "joint_page",
    "kind_of",
    "list_row",
    "named_victims",
    "paragraph_blocks",
    "profiles_beside",
    "set_out",
    "showable",
    "texts_beside",
    "withheld",
]
