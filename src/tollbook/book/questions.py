"""Which incidents somebody asks for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from difflib import get_close_matches

import msgspec

from tollbook.book.records import Ledger
from tollbook.errors import InputError
from tollbook.model import Casualty, Claim, Incident, Responsibility, VictimClass

HOUSE_PROFILE = "tollbook"
"""The profile whose estimates `min_killed` asks about."""


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """The conditions of one question for incidents."""

    kind: str
    since: dt.date | None
    until: dt.date | None
    country: str | None
    actor: str | None
    victim_class: VictimClass | None
    min_killed: int | None

    def may_hold(self, claims: Iterable[Claim]) -> bool:
        """Whether an incident that these claims of a report tell of may fit; sure only where it says no.

        An incident's days, places and figures come from its claims, so that a report without such a claim need not be
        reconciled.
        """
        claims = list(claims)
        days = [claim.when for claim in claims if claim.when is not None]
        return (
            (self.since is None or any(when.end >= self.since for when in days))
            and (self.until is None or any(when.start <= self.until for when in days))
            and (self.country is None or any(claim.where and claim.where.country == self.country for claim in claims))
            and (self.actor is None or any(_names(claim, self.actor) for claim in claims))
            and (self.victim_class is None or any(_has_victims(claim, self.victim_class) for claim in claims))
            and (self.min_killed is None or any(_tells_of_killed(claim) for claim in claims))
        )

    def fits(self, ledger: Ledger) -> bool:
        """Whether the incident meets every condition."""
        incident = ledger.incident
        if incident.kind != self.kind or not self._in_days(incident):
            return False
        own = [claim for claim in ledger.claims if claim.id in incident.claims]
        return (
            (self.country is None or any(place.country == self.country for place in incident.places))
            and (self.actor is None or any(_names(claim, self.actor) for claim in own))
            and (self.victim_class is None or any(_has_victims(claim, self.victim_class) for claim in own))
            and (self.min_killed is None or self._killed(incident, self.min_killed))
        )

    def _in_days(self, incident: Incident) -> bool:
        if self.since is None and self.until is None:
            return True
        if incident.when is None:
            return False
        after = self.since is None or incident.when.end >= self.since
        return after and (self.until is None or incident.when.start <= self.until)

    def _killed(self, incident: Incident, at_least: int) -> bool:
        for estimate in incident.estimates:
            asked = ("killed", self.victim_class or "all", HOUSE_PROFILE)
            if (estimate.effect, estimate.victim_class, estimate.profile) == asked:
                reached = estimate.low if estimate.best is None else estimate.best
                return reached is not None and reached >= at_least
        return False


def by_day(ledger: Ledger) -> tuple[dt.date, str]:
    """Sorts incidents by their first day, those of unknown days last."""
    return (ledger.incident.when.start if ledger.incident.when else dt.date.max, ledger.incident.id)


def not_one(id_: str, found: list[str], ids: list[str]) -> str:
    """Says why `id_` names no one incident: `found` begin with it, `ids` are all there are."""
    if found:
        return f"{len(found)} incidents have an id that begins with {id_!r}: {_listed(found)}. Give more of it."
    near = get_close_matches(id_, ids, n=3, cutoff=0.5)
    remedy = f"The nearest: {_listed(near)}." if near else "`tollbook incidents` lists them."
    return f"No incident has the id {id_!r}. {remedy}"


def as_country(code: str | None) -> str | None:
    """The two letters of a country, in capitals; raises `InputError` where they are no such letters."""
    if code is None:
        return None
    if len(code) != 2 or not code.isascii() or not code.isalpha():
        raise InputError(f"country is {code!r}. Give its two letters in ISO 3166, such as PK for Pakistan.")
    return code.upper()


def _names(claim: Claim, actor: str) -> bool:
    """Whether the claim names this actor (in small letters) for a deed: by a part of its name, or by its id."""
    if not isinstance(claim, Responsibility) or claim.actor is None:
        return False
    known = claim.actor.actor
    names = [claim.actor.text] if known is None else [claim.actor.text, known.name]
    return any(actor in name.casefold() for name in names) or (known is not None and known.id.casefold() == actor)


def _has_victims(claim: Claim, victim_class: VictimClass) -> bool:
    return (
        isinstance(claim, Casualty)
        and claim.victims.victim_class == victim_class
        and claim.polarity == "asserted"
        and claim.cause == "violence"
        and claim.count.value != 0  # "no civilian was hurt" gives no civilian victims
    )


def _tells_of_killed(claim: Claim) -> bool:
    return isinstance(claim, Casualty) and claim.effect == "killed"


def _listed(ids: list[str]) -> str:
    return ", ".join(ids[:5]) + (", ..." if len(ids) > 5 else "")
