"""One incident or a total over many: settled by the days once they are known."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from tollbook.model import Casualty, Claim

_LONGEST = 2
"""Days that one incident may take: what is said to have happened within so many is an incident, however many places it
struck. Of 286 figures over one or two days in the development reports, annotators took none for a total; of 796 in the
training reports, 66.
"""
_TOTAL = re.compile(
    r"\b(?:since|so far this|all told|overall|altogether|cumulative|this (?:year|month|week)|in (?:recent|the past"
    r"|the last) (?:days|weeks|months|years)|over the (?:past|last)|war|conflict|campaign|to date)\b",
    re.IGNORECASE,
)


def with_scopes(claims: Sequence[Claim]) -> list[Claim]:
    """The claims, a figure that was read as a total made one of an incident where its days are few and its words name
    no period or war. Claims that already have an incident keep their scope.
    """
    return [_settled(claim) if isinstance(claim, Casualty) else claim for claim in claims]


def _settled(claim: Casualty) -> Casualty:
    if claim.scope == "incident" or claim.incident is not None or claim.when is None:
        return claim
    days = (claim.when.end - claim.when.start).days + 1
    if days > _LONGEST or _TOTAL.search(claim.evidence.text):
        return claim
    return msgspec.structs.replace(claim, scope="incident")
