"""The road: the stages in their order. A Report goes in, a Reading comes out; nothing is loaded or saved here."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import msgspec

from tollbook import actors, days, incidents, places, publish
from tollbook.claims import Reader, settled
from tollbook.model import Claim, Incident, Report

PROFILES = ("tollbook", "ucdp")
"""The estimate profiles that every reading shows, the house's own first."""


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What the road yields for one report: the report, its claims in text order, and the incidents they tell of."""

    report: Report
    claims: tuple[Claim, ...]
    incidents: tuple[Incident, ...]

    def to_dict(self) -> dict[str, Any]:
        """The reading as plain dicts and lists: one line of `tollbook read --format jsonl`."""
        return publish.as_dict(self.report, self.claims, self.incidents)

    def to_html(self) -> str:
        """The reading as one self-contained page: the report with its evidence marked, beside the ledger."""
        return publish.as_page(self.report, self.claims, self.incidents)

    def ledger(self, profiles: Sequence[str] | None = None) -> publish.ReportRows:
        """The ledger in rows and in words, for a face to set in type; `profiles` are its columns, None shows all."""
        return publish.compose(self.report, self.claims, self.incidents, profiles)

    def _repr_html_(self) -> str:
        return publish.as_fragment(self.report, self.claims, self.incidents)


class Road:
    """The stages, loaded once and driven over many reports.

    `gate` leaves reports unread whose words tell of no violence; claims of less than `min_confidence` are left out.
    """

    def __init__(self, profiles: Sequence[str] = PROFILES, *, gate: bool = True, min_confidence: float = 0.0) -> None:
        self.profiles = tuple(profiles)
        self._gate, self._min_confidence = gate, min_confidence

    @cached_property
    def reader(self) -> Reader:
        """Stage 3, loaded at its first use (the model takes a third of a second)."""
        return Reader.load(gate=self._gate, min_confidence=self._min_confidence)

    def travel(self, report: Report) -> Reading:
        """Take one report down the whole road."""
        extraction = self.reader.read(report)
        claims = extraction.claims
        claims = places.locate(report, claims, extraction.marks)
        claims = days.date_claims(report, claims, extraction.marks)
        claims = actors.with_admissions(actors.recognise(report, settled(claims)))
        claims, found = incidents.reconcile(report, claims, self.profiles)
        return Reading(report=report, claims=claims, incidents=found)

    def explain(self, reading: Reading, claim: str) -> publish.Explanation | None:
        """How one claim of a reading was read, slot by slot; None where the reading has no claim of that id."""
        found = next((one for one in reading.claims if one.id == claim), None)
        if found is None:
            return None
        return publish.explained(found, self.reader.paths(reading.report, found))

    def reconcile(self, report: Report, claims: Sequence[Claim]) -> Reading:
        """Compute the incidents of claims that were read before: a view, so that nothing need be read again."""
        kept, found = incidents.reconcile(report, claims, self.profiles)
        return Reading(report=report, claims=kept, incidents=found)
