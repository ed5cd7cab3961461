"""Which words of a report tell of which of its accounts."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from tollbook.incidents.mention import position
from tollbook.model import Casualty, Claim, Report

LONGEST = 12_000
"""Characters of a report that are looked at beside its evidence: what follows is comment, archive or furniture."""

_SENTENCE = re.compile(r"[^\n.!?]*(?:[.!?](?!\s)[^\n.!?]*)*[.!?\n]?")


class Passages(NamedTuple):
    """The words of one account: `own` are the sentences that tell of it, `rest` the other sentences of its report."""

    own: str
    rest: str


def main_key(claims: Sequence[Claim]) -> str | None:
    """The key of a report's main account: the one of which most of its casualty claims tell, of two with as many the
    one told of first; the first of all claims where no casualty is told of. None without claims.
    """
    ordered = sorted((claim for claim in claims if claim.incident is not None), key=position)
    if not ordered:
        return None
    told = Counter(claim.incident for claim in ordered if isinstance(claim, Casualty) and claim.scope == "incident")
    told = told or Counter(claim.incident for claim in ordered)
    first = {claim.incident: rank for rank, claim in reversed(list(enumerate(ordered)))}
    return min(told, key=lambda key: (-told[key], first[key]))


def passages(report: Report, key: str, claims: Sequence[Claim]) -> Passages:
    """What of `report` tells of the account of `key`, `claims` being all that the report makes.

    A sentence with evidence tells of the accounts whose evidence it is; one without, of the account told of before it;
    title and lead, of the report's main account too. In a report with no other account every sentence is its own.
    """
    keys = {claim.incident for claim in claims}
    main = main_key(claims)
    evidence = sorted((claim.evidence.start, claim.evidence.end, claim.incident) for claim in claims)
    starts = [start for start, _, _ in evidence]
    alone = keys <= {key}
    own: list[str] = []
    rest: list[str] = []
    for start, end in _sentences(report):
        here = {whose for first, last, whose in evidence[: bisect_right(starts, end - 1)] if last > start}
        if not here:
            before = bisect_right(starts, start) - 1
            here = {main if before < 0 else evidence[before][2]}
        (own if alone or key in here else rest).append(report.text[start:end])
    title = (report.title or "").strip()
    if title and not report.text[: len(title) + 200].count(title):
        (own if key == main or alone else rest).append(title)
    return Passages("\n".join(own), "\n".join(rest))


def _sentences(report: Report) -> list[tuple[int, int]]:
    """The sentences of a report, in characters, without its silent blocks and white space."""
    found = []
    for match in _SENTENCE.finditer(report.text[:LONGEST]):
        start, end = match.span()
        if match[0].strip() and not report.silent(start + len(match[0]) - len(match[0].lstrip())):
            found.append((start, end))
    return found
