"""A road that takes no model, and what adds 200 reports to a book by it, one acknowledged line each.

The road reads sentences of one form: "12 civilians were killed in Oravan, PK on 2026-02-01, blamed on the Oravan
Front." Each is an account of its own; "Since 2003," before it makes it an aggregate. Accounts of one place and one day
are one incident, those of a place and of days next to each other are one with a probability of 0.3, those without a day
are never one.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import Any, TextIO

import msgspec

from tollbook.book import Book
from tollbook.incidents.across import accounts_of, cluster
from tollbook.model import (
    Account,
    ActorWords,
    Casualty,
    Claim,
    Count,
    Estimate,
    Incident,
    Joined,
    Origins,
    ReaderVersion,
    Report,
    Responsibility,
    Span,
    Step,
    Told,
    Victims,
    When,
    Where,
    claim_ref,
    digest_of,
)

SENTENCE = re.compile(
    r"(?P<total>Since 2003, )?(?P<count>\d+|dozens) (?P<victims>civilians|soldiers|militants|people) were "
    r"(?P<effect>killed|injured) in (?P<place>\w+), (?P<country>[A-Z]{2})(?: on (?P<day>\d{4}-\d\d-\d\d))?"
    r"(?:, (?P<said>blamed on|claimed by) (?P<actor>[\w ]+))?\."
)
CLASSES: dict[str, Any] = {"civilians": "civilian", "soldiers": "security_forces", "militants": "militant"}


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    """What the road yields."""

    claims: tuple[Claim, ...]
    incidents: tuple[Incident, ...]


class CountingReader:
    """Has a name and a version."""

    def __init__(self, version: str) -> None:
        self.version = ReaderVersion(name="counting", version=version)


class Sketch(msgspec.Struct, frozen=True):
    """What of an account is compared."""

    report: str
    place: str
    day: int | None
    kind: str


class Sketched(msgspec.Struct, frozen=True):
    """An account, ready to be compared."""

    account: Account
    claims: tuple[Claim, ...]
    sketch: bytes
    filed: tuple[str, ...]
    asked: tuple[str, ...]


class CountingRoad:
    """Reads sentences of the form above, and counts what it is asked for."""

    linked, unsure, enough = 0.5, 0.1, 1

    def __init__(self, version: str = "1", rules: str = "1") -> None:
        self.reader = CountingReader(version)
        self.rules = rules
        self.travelled = self.cut = self.compared = self.joined = 0

    def travel(self, report: Report) -> Counted:
        self.travelled += 1
        claims = tuple(claim for found in SENTENCE.finditer(report.text) for claim in self._claims(found))
        return Counted(claims=claims, incidents=tuple(_incidents(report, claims)))

    def accounts(self, report: Report, claims: Sequence[Claim]) -> list[Sketched]:
        self.cut += 1
        return [_sketched(account, claims) for account in accounts_of(report, list(_incidents(report, claims)))]

    def likelihoods(self, sketch: bytes, others: Sequence[bytes]) -> list[float]:
        self.compared += len(others)
        one, *rest = (msgspec.msgpack.decode(each, type=Sketch) for each in (sketch, *others))
        return [_likelihood(one, other) for other in rest]

    def cluster(self, accounts: Any, links: Any, same: Any, apart: Any) -> list[tuple[str, ...]]:
        return cluster(accounts, links, same, apart)

    def join(self, told: Sequence[Told], profiles: Sequence[str] | None = None) -> Joined:
        self.joined += 1
        return _joined(told)

    def _claims(self, found: re.Match[str]) -> Iterator[Claim]:
        def span(group: str | int) -> dict[str, Any]:
            return {"text": found[group], "start": found.start(group), "end": found.end(group)}

        key = f"i{found.start()}"
        shared: dict[str, Any] = {
            "evidence": Span(**span(0)),
            "incident": key,
            "confidence": 0.5,
            "reader": self.reader.version,
            "where": Where(
                **span("place"), name=found["place"], country=found["country"], lat=1.0, lon=2.0, precision="settlement"
            ),
        }
        if found["day"]:
            day = dt.date.fromisoformat(found["day"])
            shared["when"] = When(start=day, end=day, precision="day", words=Span(**span("day")))
        vague = found["count"] == "dozens"
        yield Casualty(
            id=f"{key}.1",
            effect="killed" if found["effect"] == "killed" else "injured",
            count=Count(
                **span("count"), value=None if vague else int(found["count"]), bound="vague" if vague else "exact"
            ),
            victims=Victims(**span("victims"), victim_class=CLASSES.get(found["victims"], "unknown")),
            scope="aggregate" if found["total"] else "incident",
            **shared,
        )
        if found["actor"]:
            stance: Any = "blamed" if found["said"] == "blamed on" else "claimed"
            yield Responsibility(id=f"{key}.2", actor=ActorWords(**span("actor")), stance=stance, **shared)


def reports(number: int = 200, incidents: int = 20) -> list[Report]:
    """So many reports, no two alike, of so many incidents (or as many as reports, if they are fewer)."""
    made = []
    for count in range(1, number + 1):
        day = dt.date(2026, 1, 1) + dt.timedelta(days=2 * (count % incidents))
        text = f"{count} civilians were killed in Oravan, PK on {day}. " + f"It was dispatch {count} of the day. " * 9
        digest = digest_of(text.encode())
        made.append(Report(id=f"dispatch-{count}", text=text, digest=digest, published=dt.date(2026, 2, 2)))
    return made


def _incidents(report: Report, claims: Sequence[Claim]) -> Iterator[Incident]:
    for claim in claims:
        if isinstance(claim, Casualty):
            own = tuple(other.id for other in claims if other.incident == claim.incident)
            value = claim.count.value
            yield Incident(
                id=f"{report.digest[:8]}-{claim.incident}",
                key=claim.incident or "",
                kind=claim.scope,
                report=report.digest,
                when=claim.when,
                places=(claim.where,) if claim.where else (),
                attack_types=(),
                claims=own,
                estimates=tuple(
                    Estimate(
                        effect=claim.effect,
                        victim_class=victim_class,
                        low=value,
                        best=value,
                        high=value,
                        profile="tollbook",
                        profile_version="1",
                        steps=(Step(sentence="One claim, taken as it is.", claims=(claim.id,)),),
                        claims=(claim.id,),
                    )
                    for victim_class in (claim.victims.victim_class, "all")
                ),
            )


def _sketched(account: Account, claims: Sequence[Claim]) -> Sketched:
    own = tuple(claim for claim in claims if claim.id in account.claims)
    place = str(account.places[0].name)
    day = None if account.when is None else account.when.start.toordinal()
    sketch = Sketch(account.report, place, day, account.kind)
    filed = () if day is None else (f"{place} {day}",)
    asked = () if day is None else tuple(f"{place} {each}" for each in (day - 1, day, day + 1))
    return Sketched(account, own, msgspec.msgpack.encode(sketch), filed, asked)


def _likelihood(one: Sketch, other: Sketch) -> float:
    if one.report == other.report or one.day is None or other.day is None:
        return 0.0
    if (one.place, one.kind) != (other.place, other.kind):
        return 0.0
    return {0: 0.9, 1: 0.3}.get(abs(one.day - other.day), 0.0)


def _joined(told: Sequence[Told]) -> Joined:
    """The first account's incident, with the claims of all; the highest of their figures is the best."""
    ordered = sorted(told, key=lambda one: (one.report.published or dt.date.max, one.account.id))
    claims = tuple(
        msgspec.structs.replace(claim, id=claim_ref(one.report.digest, claim.id))
        for one in ordered
        for claim in one.claims
    )
    figures = [claim for claim in claims if isinstance(claim, Casualty)]
    top = max(figures, key=lambda claim: (claim.count.value is not None, claim.count.value or 0, claim.id))
    (incident,) = _incidents(ordered[0].report, [top])
    return Joined(
        incident=msgspec.structs.replace(
            incident, id=ordered[0].account.id, claims=tuple(claim.id for claim in claims)
        ),
        accounts=tuple(one.account for one in ordered),
        claims=claims,
        origins=Origins(origins=(), quotations=(), chains={}),
    )


def main(path: str, lines: TextIO) -> None:
    """Add the reports to the book at `path`; a line is written for each that is safe."""
    with Book.open(path, road=CountingRoad()) as book:
        for result in book.add_each(reports()):
            assert result.digest is not None
            lines.write(f"{result.outcome} {result.digest[:12]} {result.name}\n")
            lines.flush()
