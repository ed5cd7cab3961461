"""An account: what one report tells of one incident."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Literal

import msgspec

from tollbook.model.claim import AttackType
from tollbook.model.days import When
from tollbook.model.place import Where


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """The claims of one report that share an `incident` key, with the days and places that they tell.

    Accounts of several reports are what incidents are made of: every account belongs to exactly one incident. `report`
    is the report's digest, `claims` are the ids of its claims there, in text order. `kind` "aggregate" holds totals
    over a campaign, a year or a war. `places` from the most to the least specific.
    """

    id: str
    report: str
    key: str
    kind: Literal["incident", "aggregate"]
    published: dt.date | None
    when: When | None
    places: tuple[Where, ...]
    attack_types: tuple[AttackType, ...]
    claims: tuple[str, ...]


def account_id(report: str, key: str) -> str:
    """The id of a report's account: twelve hexadecimal digits that follow from the report's digest and the key."""
    return hashlib.sha256(f"{report}\x1f{key}".encode()).hexdigest()[:12]


def told_first(account: Account) -> tuple[dt.date, str]:
    """Sorts accounts: the one published first, of one day the smaller id; the first gives its incident its id."""
    return (account.published or dt.date.max, account.id)


def claim_ref(report: str, claim: str) -> str:
    """A claim's name among those of all reports ("3f2a9c41b0d2:c3"); `report` is its digest, `claim` its id there."""
    return f"{report[:12]}:{claim}"
