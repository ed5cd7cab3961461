"""From a reading to its accounts."""

from __future__ import annotations

from collections.abc import Sequence

from tollbook.model import Account, Incident, Report


def accounts_of(report: Report, incidents: Sequence[Incident]) -> tuple[Account, ...]:
    """One account for each incident that a report tells of, in the report's order."""
    return tuple(
        Account(
            id=incident.id,
            report=report.digest,
            key=incident.key,
            kind=incident.kind,
            published=report.published,
            when=incident.when,
            places=incident.places,
            attack_types=incident.attack_types,
            claims=incident.claims,
        )
        for incident in incidents
    )
