"""Stage 5 of 7: Claims in, Incidents with their estimates out."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from tollbook.incidents.arithmetic import set_parts
from tollbook.incidents.assemble import counts, incident_of
from tollbook.incidents.keys import key_for
from tollbook.incidents.link import group
from tollbook.incidents.mention import mentions_of
from tollbook.incidents.profiles import load_profile
from tollbook.incidents.scope import with_scopes
from tollbook.model import Casualty, Claim, Incident, Report

__all__ = ["reconcile"]


def reconcile(
    report: Report, claims: Sequence[Claim], profiles: Sequence[str]
) -> tuple[tuple[Claim, ...], tuple[Incident, ...]]:
    """Bring the claims of one report together, and compute the incidents of which they tell.

    Gives back the claims in the order given, each with its `incident` key and, where a figure is clearly for some
    of another's days, its `part_of`, and with its scope settled by the days; and the incidents, in the order in
    which the report first tells of them, totals last. A claim that comes with a key keeps it, so that recomputing
    from stored claims gives the same. The ids of the claims must differ. `profiles` name the rule sets of the
    estimates; raises ResourceError for an unknown one.
    """
    rules = [load_profile(name) for name in profiles]
    keyed: dict[str, Claim] = {}
    occurrences: list[tuple[str, list[Claim]]] = []
    claims = with_scopes(claims)
    groups = group(mentions_of(claims))
    taken = {claim.incident for claim in claims if claim.incident is not None}
    for members in groups:
        own = [mention.claim for mention in members]
        key = next((claim.incident for claim in own if claim.incident is not None), None) or key_for(own, taken)
        taken.add(key)
        own = _with_parts([msgspec.structs.replace(claim, incident=key) for claim in own])
        occurrences.append((key, own))
        keyed.update((claim.id, claim) for claim in own)
    incidents = [incident_of(report, key, own, rules) for key, own in occurrences]
    incidents.sort(key=lambda incident: incident.kind == "aggregate")
    return tuple(keyed[claim.id] for claim in claims), tuple(incidents)


def _with_parts(claims: Sequence[Claim]) -> list[Claim]:
    """The claims of one occurrence, with `part_of` set where the days make it clear."""
    casualties = [claim for claim in claims if isinstance(claim, Casualty) and counts(claim)]
    parts = {claim.id: claim for claim in set_parts(casualties)}
    return [parts.get(claim.id, claim) for claim in claims]
