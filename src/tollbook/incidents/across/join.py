"""From the accounts of one incident to the incident as all of them tell it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import msgspec

from tollbook.incidents.assemble import incident_of
from tollbook.incidents.profiles import load_profile
from tollbook.model import Casualty, Claim, Joined, Origins, Told, claim_ref


def join(told: Sequence[Told], origins: Origins, profiles: Sequence[str]) -> Joined:
    """The incident that several accounts tell of; `origins` are those of their reports, by digest. The order of `told`
    is of no matter. Raises ResourceError for an unknown profile.
    """
    ordered = sorted(told, key=_told_first)
    claims = tuple(_named(one.account.report, claim) for one in ordered for claim in one.claims)
    first = ordered[0]
    incident = incident_of(first.report, first.account.key, claims, [load_profile(name) for name in profiles])
    return Joined(incident=incident, accounts=tuple(one.account for one in ordered), claims=claims, origins=origins)


def _told_first(one: Told) -> tuple[dt.date, str]:
    return (one.report.published or dt.date.max, one.account.id)


def _named(report: str, claim: Claim) -> Claim:
    named = msgspec.structs.replace(claim, id=claim_ref(report, claim.id))
    if isinstance(named, Casualty) and named.part_of is not None:
        named = msgspec.structs.replace(named, part_of=claim_ref(report, named.part_of))
    return named
