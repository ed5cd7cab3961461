"""The ledger: what a reading says, in rows and in words, ready to be set in a terminal or on a page.

Rows hold finished English and name the claims that they rest on by id; a face decides on type and space, never on
wording. Missing is not zero: an unknown value is "–", an unknown name None.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """Low, best and high of one estimate, as text: "31", or "–" where no claim supports a value."""

    low: str
    best: str
    high: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EstimateRow:
    """One effect and victim class, and its range under each of the ledger's profiles, in their order.

    `whole` marks the row for every class together. A profile that has no estimate for the row gives "–" thrice.
    """

    effect: str
    victims: str
    whole: bool
    ranges: tuple[Range, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of a sentence: words, or the id of a claim (`claim`)."""

    text: str
    claim: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A sentence in pieces, and the ids of the claims that it rests on without naming them."""

    pieces: tuple[Piece, ...]
    also: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """The sentence as a whole."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """How one profile came to the values of one or more rows ("killed, civilians"), step by step."""

    profile: str
    version: str
    subjects: tuple[str, ...]
    steps: tuple[Note, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """One casualty claim: how many (the bound in words), of whom, and what befell them.

    `said` quotes the words of the number where they say more than `figure` does; `notes` are what sets the claim
    apart ("part of c1", "children", "31 January 2026", "denied", "class doubtful (0.41)").
    """

    claim: str
    figure: str
    said: str | None
    victims: str
    effect: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Evidence: a sentence or clause of the report, and the figures that it holds."""

    quote: str
    figures: tuple[FigureRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerRows:
    """Everything that one speaker says. `speaker` is the fullest name that the report gives, None where the report
    speaks in its own voice; `known_as` what the registry knows the speaker as ("Blue Force, military"), None where
    it does not.
    """

    speaker: str | None
    known_as: str | None
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponsibilityRow:
    """Who claims, blames or denies, as a sentence without its full stop; `notes` say what of it is doubtful."""

    claim: str
    sentence: str
    quote: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AttackRow:
    """What was done: the type in words, the words that say so, its targets and weapons, and what is doubtful."""

    claim: str
    type: str
    said: str
    targets: tuple[str, ...]
    weapons: tuple[str, ...]
    quote: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """A place: its name, the words where they differ, how precisely it is known, its country and its centre."""

    name: str
    said: str | None
    precision: str
    country: str | None
    coordinates: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentRows:
    """One incident. `summary` gives the best figure for each effect ("193 killed"); `place` and `days` say
    "place unknown" and "days unknown" where the report does not tell.
    """

    id: str
    kind: Literal["incident", "aggregate"]
    place: str
    days: str
    attack_types: tuple[str, ...]
    summary: tuple[str, ...]
    estimates: tuple[EstimateRow, ...]
    rules: tuple[Rule, ...]
    arithmetic: tuple[Note, ...]
    disagreements: tuple[Note, ...]
    speakers: tuple[SpeakerRows, ...]
    responsibilities: tuple[ResponsibilityRow, ...]
    attacks: tuple[AttackRow, ...]
    places: tuple[PlaceRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """A claim that belongs to no incident, in words, and why it does not."""

    claim: str
    what: str
    reason: str
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRows:
    """The whole ledger of one report. `incidents` and `aggregates` (totals over a campaign, a year or a war, which are
    never added to incidents) are in the order of the report; `profiles` are the columns of every range.
    """

    report: str
    title: str | None
    outlet: str | None
    agency: str | None
    published: str | None
    url: str | None
    profiles: tuple[str, ...]
    incidents: tuple[IncidentRows, ...]
    aggregates: tuple[IncidentRows, ...]
    set_aside: tuple[SetAside, ...]
