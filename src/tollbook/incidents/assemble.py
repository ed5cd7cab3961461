"""From the claims on one occurrence to the Incident: kind, places, days, estimates, findings."""

from __future__ import annotations

from collections.abc import Sequence

from tollbook.incidents.arithmetic import breakdowns, steps
from tollbook.incidents.disagree import disagreements
from tollbook.incidents.estimate import estimates
from tollbook.incidents.mention import FINENESS
from tollbook.incidents.profiles import Profile
from tollbook.incidents.trust import sides_blamed, standing_of
from tollbook.model import Attack, AttackType, Casualty, Claim, Incident, Report, When, Where, account_id


def incident_of(report: Report, key: str, claims: Sequence[Claim], profiles: Sequence[Profile]) -> Incident:
    """The incident that `claims`, in text order and all of `key`, tell of."""
    totals = is_total(claims)
    scope = "aggregate" if totals else "incident"
    counted = [claim for claim in claims if isinstance(claim, Casualty) and counts(claim) and claim.scope == scope]
    blamed = sides_blamed(claims)
    standings = {claim.id: standing_of(claim, blamed) for claim in counted}
    found = breakdowns(counted)
    return Incident(
        id=account_id(report.digest, key),
        key=key,
        kind="aggregate" if totals else "incident",
        report=report.id,
        when=_hull(claims, counted),
        places=_places(claims),
        attack_types=_attack_types(claims),
        claims=tuple(claim.id for claim in claims),
        estimates=tuple(each for profile in profiles for each in estimates(counted, found, profile, standings)),
        arithmetic=steps(counted, found),
        disagreements=disagreements(claims, counted, found),
    )


def counts(claim: Casualty) -> bool:
    """Whether a casualty claim may enter an estimate: said to be so, and by violence."""
    return claim.polarity == "asserted" and claim.cause == "violence"


def is_total(claims: Sequence[Claim]) -> bool:
    """Whether an occurrence is a total over a campaign or a period: it has such figures, and no others."""
    scopes = {claim.scope for claim in claims if isinstance(claim, Casualty)}
    return scopes == {"aggregate"}


def _hull(claims: Sequence[Claim], counted: Sequence[Casualty]) -> When | None:
    """The days from the first to the last that the counted claims and attacks tell, or any claim where none does."""
    attacks = [claim for claim in claims if isinstance(claim, Attack) and claim.polarity != "hypothetical"]
    told = [claim.when for claim in (*counted, *attacks) if claim.when is not None]
    return hull(told or [claim.when for claim in claims if claim.when is not None])


def hull(told: Sequence[When]) -> When | None:
    """The days from the first to the last of those told; None where none are."""
    if not told:
        return None
    start, end = min(when.start for when in told), max(when.end for when in told)
    same = next((when for when in told if (when.start, when.end) == (start, end)), None)
    if same is not None:
        return When(start=start, end=end, precision=same.precision)
    return When(start=start, end=end, precision="day" if start == end else "range")


def _places(claims: Sequence[Claim]) -> tuple[Where, ...]:
    """The distinct places of the claims and those that their attacks struck, the finest first, in text order."""
    places: dict[tuple[object, ...], Where] = {}
    for claim in claims:
        struck = claim.places if isinstance(claim, Attack) else ()
        for where in (claim.where, *struck):
            if where is None:
                continue
            identity = (where.place or where.name or where.text.casefold(), where.country, where.lat, where.lon)
            places.setdefault(identity, where)
    return tuple(sorted(places.values(), key=lambda where: FINENESS[where.precision]))


def _attack_types(claims: Sequence[Claim]) -> tuple[AttackType, ...]:
    return tuple(
        dict.fromkeys(claim.type for claim in claims if isinstance(claim, Attack) and claim.polarity != "hypothetical")
    )
