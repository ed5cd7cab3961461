"""One incident as all its reports tell it."""

from __future__ import annotations

import datetime as dt

import msgspec

from tollbook.model.account import Account
from tollbook.model.claim import Claim
from tollbook.model.incident import Incident
from tollbook.model.origin import Origins
from tollbook.model.report import Report
from tollbook.model.statement import Contradiction, Equation, Grade, History, Laid, Statement


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """An account with the report that tells it, when the book `recorded` that report (None without a book), and its own
    claims, in text order, their ids as they are in the report.
    """

    account: Account
    report: Report
    recorded: dt.datetime | None = None
    claims: tuple[Claim, ...]


class Joined(msgspec.Struct, frozen=True, kw_only=True):
    """One incident with the accounts that tell of it.

    `incident` is what they say together: its id is that of its first account (the one published first, the smaller id
    among equals), its claims are named by `claim_ref`, and so are those in `claims`, the accounts' claims in their
    order. `origins` are those of the reports, which they name by their digests. `statements` are what the claims say,
    copies counted once, `histories` how the figures followed on each other, `contradictions` what different speakers do
    not agree on, `equations` parts set against wholes, `grades` how well the incident is attested under the profiles
    that grade, and `laid` who lays it to whom.
    """

    incident: Incident
    accounts: tuple[Account, ...]
    claims: tuple[Claim, ...]
    origins: Origins
    statements: tuple[Statement, ...] = ()
    histories: tuple[History, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    equations: tuple[Equation, ...] = ()
    grades: tuple[Grade, ...] = ()
    laid: tuple[Laid, ...] = ()
