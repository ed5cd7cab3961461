"""A road that takes no model, whose reports tell of several things in one incident, for decisions and time travel.

Each sentence of a report has one form: "12 farmers were killed in Oravan on 2026-02-01." A report's claims on one
place are one account; accounts of two reports on the same place and day are one incident. A reader of another version
may read fewer words of a figure, give its claims other ids, or leave some out.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from tollbook.incidents.across import accounts_of, cluster
from tollbook.model import (
    Account,
    Casualty,
    Claim,
    Count,
    Estimate,
    Incident,
    Joined,
    Origins,
    ReaderVersion,
    Report,
    Span,
    Told,
    Victims,
    When,
    Where,
    account_id,
    claim_ref,
    digest_of,
)

SENTENCE = re.compile(
    r"(?P<hedge>At least )?(?P<count>\d+) (?P<victims>\w+) were (?P<effect>killed|injured) in (?P<place>\w+)"
    r" on (?P<day>\d{4}-\d\d-\d\d)\."
)


class Yield(msgspec.Struct, frozen=True, kw_only=True):
    """What the road yields."""

    claims: tuple[Claim, ...]
    incidents: tuple[Incident, ...]


class Sketched(msgspec.Struct, frozen=True):
    """An account, ready to be compared."""

    account: Account
    claims: tuple[Claim, ...]
    sketch: bytes
    filed: tuple[str, ...]
    asked: tuple[str, ...]


class TellingReader:
    """Has a name and a version."""

    def __init__(self, version: str) -> None:
        self.version = ReaderVersion(name="telling", version=version)


class TellingRoad:
    """Reads sentences of the form above.

    `first` is the number of a report's first claim; `bare` leaves the hedge out of a figure's words; what `passes_over`
    names (victims, such as "farmers") is not read.
    """

    linked, unsure, enough = 0.5, 0.1, 1

    def __init__(
        self, version: str = "1", *, first: int = 1, bare: bool = False, passes_over: str = "", rules: str = "1"
    ) -> None:
        self.reader = TellingReader(version)
        self.rules = rules
        self._first, self._bare, self._passes_over = first, bare, passes_over

    def travel(self, report: Report) -> Yield:
        claims = tuple(self._claims(report))
        return Yield(claims=claims, incidents=tuple(_incidents(report, claims)))

    def accounts(self, report: Report, claims: Sequence[Claim]) -> list[Sketched]:
        found = accounts_of(report, list(_incidents(report, claims)))
        return [_sketched(account, claims) for account in found]

    def likelihoods(self, sketch: bytes, others: Sequence[bytes]) -> list[float]:
        one = msgspec.msgpack.decode(sketch)
        return [_likelihood(one, msgspec.msgpack.decode(other)) for other in others]

    def cluster(self, accounts: Any, links: Any, same: Any, apart: Any) -> list[tuple[str, ...]]:
        return cluster(accounts, links, same, apart)

    def join(self, told: Sequence[Told], profiles: Sequence[str] | None = None) -> Joined:
        ordered = sorted(told, key=lambda one: (one.report.published or dt.date.max, one.account.id))
        claims = tuple(
            msgspec.structs.replace(claim, id=claim_ref(one.report.digest, claim.id), part_of=None)
            for one in ordered
            for claim in one.claims
            if isinstance(claim, Casualty)
        )
        first = ordered[0]
        incident = _incident(first.report, first.account.key, claims)
        return Joined(
            incident=incident,
            accounts=tuple(one.account for one in ordered),
            claims=claims,
            origins=Origins(origins=(), quotations=(), chains={}),
        )

    def _claims(self, report: Report) -> Iterator[Claim]:
        number = self._first
        for found in SENTENCE.finditer(report.text):
            if found["victims"] == self._passes_over:
                continue
            yield self._claim(f"c{number}", found)
            number += 1

    def _claim(self, name: str, found: re.Match[str]) -> Claim:
        start = found.start("count") if self._bare or not found["hedge"] else found.start("hedge")
        words: dict[str, Any] = {
            "text": found.string[start : found.end("count")],
            "start": start,
            "end": found.end("count"),
        }
        day = dt.date.fromisoformat(found["day"])
        return Casualty(
            id=name,
            evidence=Span(text=found[0], start=found.start(), end=found.end()),
            incident=f"{found['place']} {found['day']}",
            confidence=0.5,
            reader=self.reader.version,
            where=Where(
                text=found["place"], start=found.start("place"), end=found.end("place"), name=found["place"],
                country="XA", lat=1.0, lon=2.0, precision="settlement",
            ),
            when=When(start=day, end=day, precision="day"),
            effect="killed" if found["effect"] == "killed" else "injured",
            count=Count(**words, value=int(found["count"]), bound="at_least" if found["hedge"] else "exact"),
            victims=Victims(victim_class="civilian"),
        )  # fmt: skip


def report(text: str, day: int = 2, **fields: Any) -> Report:
    """A report of that text, published on that day of February."""
    digest = digest_of(text.encode())
    shared: dict[str, Any] = {"id": digest[:8], "text": text, "digest": digest, "published": dt.date(2026, 2, day)}
    return Report(**shared | fields)


def _incidents(report: Report, claims: Sequence[Claim]) -> Iterator[Incident]:
    for key in dict.fromkeys(claim.incident for claim in claims):
        yield _incident(report, key or "", [claim for claim in claims if claim.incident == key])


def _incident(report: Report, key: str, claims: Sequence[Claim]) -> Incident:
    """The incident of some claims: the lowest and the highest figure of each effect are its range."""
    counted = [claim for claim in claims if isinstance(claim, Casualty) and claim.polarity == "asserted"]
    whens = [claim.when for claim in claims if claim.when is not None]
    places = {str(claim.where.name): claim.where for claim in claims if claim.where is not None}
    estimates = []
    for effect in sorted({claim.effect for claim in counted}):
        values = [claim.count.value for claim in counted if claim.effect == effect and claim.count.value is not None]
        estimates.append(
            Estimate(
                effect=effect,
                victim_class="all",
                low=min(values),
                best=max(values),
                high=max(values),
                profile="tollbook",
                profile_version="1",
                steps=(),
                claims=(),
            )
        )
    return Incident(
        id=account_id(report.digest, key),
        key=key,
        kind="incident",
        report=report.id,
        when=min(whens, key=lambda when: when.start) if whens else None,
        places=tuple(places[name] for name in sorted(places)),
        attack_types=(),
        claims=tuple(claim.id for claim in claims),
        estimates=tuple(estimates),
    )


def _sketched(account: Account, claims: Sequence[Claim]) -> Sketched:
    own = tuple(claim for claim in claims if claim.id in account.claims)
    day = "?" if account.when is None else account.when.start.isoformat()
    places = sorted({str(where.name) for where in account.places})
    spots = [f"{place} {day}" for place in places]
    return Sketched(account, own, msgspec.msgpack.encode([account.report, spots, places]), tuple(places), tuple(places))


def _likelihood(one: Any, other: Any) -> float:
    """Sure on one place and day, and perhaps one where the days differ."""
    if one[0] == other[0]:
        return 0.0
    return 0.9 if set(one[1]) & set(other[1]) else 0.3 if set(one[2]) & set(other[2]) else 0.0
