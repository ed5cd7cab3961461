"""Readable keys for occurrences: where and since when, "quetta-2026-01-30"."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Sequence

from tollbook.incidents.mention import FINENESS
from tollbook.model import Casualty, Claim, When

_LONGEST_NAME = 40


def key_for(claims: Sequence[Claim], taken: Collection[str]) -> str:
    """Name the occurrence of `claims` (in text order) after its place and first day.

    The place is the one that most claims name, the finer where two are named as often; the days are those of the
    casualties where they have any. Totals are led by "total" and bear their last day too. What nobody tells is
    "unplaced" or "undated"; a key that is in `taken` gets -2, -3 and so on.
    """
    total = any(isinstance(claim, Casualty) and claim.scope == "aggregate" for claim in claims)
    parts = [_place(claims), _days(claims, both_ends=total)]
    stem = "-".join(["total", *parts] if total else parts)
    key, number = stem, 1
    while key in taken:
        number += 1
        key = f"{stem}-{number}"
    return key


def _place(claims: Sequence[Claim]) -> str:
    names: Counter[str] = Counter()
    fineness: dict[str, int] = {}
    for claim in claims:
        if claim.where is None:
            continue
        name = _slug(claim.where.name or claim.where.text)
        if name:
            names[name] += 1
            fineness.setdefault(name, FINENESS[claim.where.precision])
    return min(names, key=lambda name: (-names[name], fineness[name], name), default="unplaced")


def _days(claims: Sequence[Claim], *, both_ends: bool) -> str:
    told = [claim for claim in claims if claim.when is not None]
    whens = [claim.when for claim in told if isinstance(claim, Casualty) and claim.when is not None]
    whens = whens or [claim.when for claim in told if claim.when is not None]
    if not whens:
        return "undated"
    first = min(whens, key=lambda when: (when.start, when.end))
    last = max(when.end for when in whens)
    if both_ends and last != first.start:
        return f"{first.start.isoformat()}-{last.isoformat()}"
    return _as_precise(first)


def _as_precise(when: When) -> str:
    if when.precision == "year":
        return f"{when.start.year:04}"
    if when.precision == "month":
        return f"{when.start.year:04}-{when.start.month:02}"
    return when.start.isoformat()


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii").lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:_LONGEST_NAME].strip("-")
